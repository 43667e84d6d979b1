import { useState } from 'react';
import { formatPosition } from '../../lib/geo/coordinates';
import type { Position } from '../../lib/geo/utm';
import { faultsOf } from '../../lib/problem';
import { Button } from '../../ui/button';
import { Select } from '../../ui/choice';
import { Field } from '../../ui/field';
import { Note } from '../../ui/note';
import { Segments } from '../../ui/segments';
import { TextArea } from '../../ui/text-area';
import { FenceConditions } from './fence-conditions';
import { type Draft, lacking, NEW_DRAFT, readCorners } from './fence-draft';
import { useCoordinateFormat } from './use-coordinates';
import type { Fences } from './use-fences';
import { useDrawable } from './use-may-draw';

const FORMS = [
  { value: 'polygon', text: 'Polygon' },
  { value: 'circle', text: 'Circle' },
] as const;
const FIELDS = ['name', 'radius', 'altitude_min', 'altitude_max', 'hysteresis'];

/** The fence that is being drawn: by clicks, by dragging its corners, or by typed positions. */
export function FenceForm({ draft, state }: { draft: Draft; state: Fences }) {
  const { setDraft, save, draw } = state;
  const change = (more: Partial<Draft>) => setDraft({ ...draft, ...more });
  const stations = useDrawable();
  const station = draft.station || (stations[0]?.slug ?? '');
  const [typed, setTyped] = useState<Typed | null>(null);
  // What is typed stays as it was typed, until the map changes the positions.
  const own = typed?.points === draft.points ? typed : null;
  const faults = faultsOf(save.error, (field) => FIELDS.includes(field));
  const missing = own?.wrong ? `“${own.wrong}” is no position.` : lacking(draft);
  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ ...draft, station }, { onSuccess: () => draw(null) });
      }}
    >
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto px-3 pb-3">
        {draft.fence === null && (
          <Segments
            label="Form"
            value={draft.form}
            choices={FORMS}
            onChoose={(form) => change({ form, points: [], radius: NEW_DRAFT.radius })}
          />
        )}
        <Field
          label="Name"
          maxLength={100}
          autoComplete="off"
          value={draft.name}
          error={faults.fields.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        <Corners
          draft={draft}
          typed={own?.text}
          onType={(next) => {
            setTyped(next);
            change({ points: next.points, reshaped: true });
          }}
        />
        {draft.form === 'circle' && (
          <Field
            label="Radius in metres"
            type="number"
            min={1}
            step="any"
            value={draft.radius}
            error={faults.fields.radius}
            onChange={(event) => change({ radius: Number(event.target.value), reshaped: true })}
          />
        )}
        {draft.fence === null && stations.length > 1 && (
          <Select
            label="Station"
            value={station}
            options={stations.map(({ slug, name }) => ({ value: slug, text: name }))}
            onChoose={(slug) => change({ station: slug })}
          />
        )}
        <FenceConditions draft={draft} faults={faults.fields} onChange={change} />
        {faults.rest !== undefined && (
          <Note tone="crit" alert>
            {faults.rest}
          </Note>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2 border-t border-line px-3 py-2">
        <p role="status" className="min-w-0 flex-1 text-11 text-text-2">
          {missing}
        </p>
        <Button onClick={() => draw(null)}>Cancel</Button>
        <Button look="primary" type="submit" disabled={missing !== '' || save.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}

/** Positions as somebody types them; `wrong` is the first line that is none. */
interface Typed {
  readonly text: string;
  readonly points: readonly Position[];
  readonly wrong: string | null;
}

/** The positions as text, in the notation that the user reads; what is drawn shows here, too. */
function Corners({
  draft: { form, points, fence },
  typed,
  onType,
}: {
  draft: Draft;
  typed: string | undefined;
  onType: (typed: Typed) => void;
}) {
  const format = useCoordinateFormat();
  const text = typed ?? points.map((point) => formatPosition(point, format)).join('\n');
  return (
    <TextArea
      label={form === 'circle' ? 'Middle' : 'Corners, one on each line'}
      hint={
        fence === null
          ? 'Click on the map, or type: degrees, MGRS or UTM.'
          : 'Drag the corners on the map, or type.'
      }
      rows={form === 'circle' ? 1 : Math.min(8, Math.max(3, points.length + 1))}
      spellCheck={false}
      value={text}
      onChange={({ target }) => onType({ text: target.value, ...readCorners(target.value) })}
    />
  );
}
