import { type FormEvent, type ReactNode, useId } from 'react';
import { faultsOf } from '../../lib/problem';
import { Button } from '../../ui/button';
import { Drawer } from '../../ui/drawer';
import { Field } from '../../ui/field';
import { Note } from '../../ui/note';
import { type Draft, fieldOf, trialOf } from './draft';
import { exactlyOne, type Setting, settingsOf } from './schema';
import { SettingField } from './setting-field';
import { Trial } from './trial';

/** The settings of a source, a field each; everything that the center says is wrong stands at its field. */
export function SourceForm({
  title,
  action,
  draft,
  slug,
  error,
  busy,
  onChange,
  onSubmit,
  onClose,
  children,
}: {
  title: string;
  action: string;
  draft: Draft;
  /** Of a source that is stored already. */
  slug?: string;
  error: unknown;
  busy: boolean;
  onChange: (draft: Draft) => void;
  onSubmit: () => void;
  onClose: () => void;
  /** What is asked for a new source alone. */
  children?: ReactNode;
}) {
  const form = useId();
  const settings = settingsOf(draft.type);
  const names = ['name', ...settings.map(({ name }) => name)];
  const faults = faultsOf(error, (path) => names.includes(fieldOf(path)));
  const wrong = new Map(Object.entries(faults.fields).map(([path, text]) => [fieldOf(path), text]));
  const either = exactlyOne(draft.type);
  const more = settings.filter(({ main }) => !main);
  const touched = ({ name }: Setting) => wrong.has(name) || (draft.values[name] ?? '') !== '';
  const field = (setting: Setting) => (
    <SettingField
      key={`${draft.type} ${setting.name}`}
      setting={setting}
      value={draft.values[setting.name] ?? ''}
      error={wrong.get(setting.name)}
      onChange={(value) =>
        onChange({ ...draft, values: { ...draft.values, [setting.name]: value } })
      }
    />
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Drawer
      title={title}
      onClose={onClose}
      footer={
        <>
          <span className="flex-1" />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} look="primary" disabled={busy}>
            {action}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
        {children}
        <Field
          label="Name"
          autoComplete="off"
          hint="As people call it."
          value={draft.name}
          error={wrong.get('name')}
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
        />
        {either.length > 0 && <Note>Exactly one of these: {either.join(' or ')}.</Note>}
        {settings.filter(({ main }) => main).map(field)}
        {more.length > 0 && (
          // Opened by a fault or a value inside: what is hidden can't be mended.
          <details open={more.some(touched)} className="rounded-card border border-line px-3">
            <summary className="cursor-pointer py-2.5 text-13 pointer-coarse:min-h-11">
              More settings
            </summary>
            <div className="flex flex-col gap-4 pb-4 pt-1">{more.map(field)}</div>
          </details>
        )}
        {draft.type !== 'external' && (
          <Trial station={draft.station} settings={() => trialOf(draft, slug)} />
        )}
        {faults.rest !== undefined && (
          <Note tone="crit" alert>
            {faults.rest}
          </Note>
        )}
      </form>
    </Drawer>
  );
}
