import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { toast } from 'sonner';
import type { Playbook, Run, Station } from '../../lib/api-types';
import { faultsOf } from '../../lib/problem';
import { Button } from '../../ui/button';
import { Checkbox, Select } from '../../ui/choice';
import { Drawer } from '../../ui/drawer';
import { Note } from '../../ui/note';
import { startRun } from './api';
import { inputOf, standardValues } from './form';
import { InputField } from './input-field';

/** How the center names a run's input that is wrong. */
const INPUT = 'input.';

/** What a run needs to know, a field each; what the center says is wrong stands at its field. */
export function RunForm({
  playbook,
  stations,
  onClose,
  onStarted,
}: {
  playbook: Playbook;
  /** Where it may be started, one at least. */
  stations: readonly Station[];
  onClose: () => void;
  onStarted: (run: Run) => void;
}) {
  const queries = useQueryClient();
  const form = useId();
  const [values, setValues] = useState(() => standardValues(playbook.inputs));
  const [station, setStation] = useState(stations[0]?.slug ?? '');
  const [dry, setDry] = useState(false);
  const start = useMutation({
    mutationFn: () =>
      startRun(station, {
        playbook: playbook.id,
        input: inputOf(playbook.inputs, values),
        dry_run: dry,
      }),
    onSuccess: (run) => {
      toast.success(dry ? 'The dry run has started.' : 'The run has started.');
      onStarted(run);
      return queries.invalidateQueries({ queryKey: ['runs'] });
    },
  });
  const inputs = Object.entries(playbook.inputs);
  const faults = faultsOf(
    start.error,
    (field) => field.startsWith(INPUT) && field.slice(INPUT.length) in playbook.inputs,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate();
  };
  return (
    <Drawer
      title={playbook.title}
      subtitle={playbook.description || undefined}
      onClose={onClose}
      footer={
        <>
          <span className="flex-1" />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} look="primary" disabled={start.isPending}>
            {dry ? 'Start dry run' : 'Start run'}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Select
          label="Station"
          hint="Whose tracks and records the run works with."
          value={station}
          options={stations.map(({ slug, name }) => ({ value: slug, text: name }))}
          onChoose={setStation}
        />
        {inputs.map(([name, input]) => (
          <InputField
            key={name}
            name={name}
            input={input}
            value={values[name] ?? ''}
            error={faults.fields[INPUT + name]}
            onChange={(value) => setValues({ ...values, [name]: value })}
          />
        ))}
        <Checkbox
          label="Dry run"
          hint="Nothing is changed; every step says what it would do."
          checked={dry}
          onChange={(event) => setDry(event.target.checked)}
        />
        {faults.rest !== undefined && (
          <Note tone="crit" alert>
            {faults.rest}
          </Note>
        )}
      </form>
    </Drawer>
  );
}
