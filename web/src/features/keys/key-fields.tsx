import { useQuery } from '@tanstack/react-query';
import type { Faults } from '../../lib/problem';
import { stationsQuery } from '../../lib/queries';
import { Checkbox, Select } from '../../ui/choice';
import { Field } from '../../ui/field';
import { Loaded } from '../../ui/loaded';
import { Note } from '../../ui/note';
import { type Draft, LIFETIMES, reachesNothing, SCOPES, toggled } from './model';

export function KeyFields({
  draft,
  faults: { fields },
  onChange,
}: {
  draft: Draft;
  faults: Faults;
  onChange: (draft: Draft) => void;
}) {
  const query = useQuery(stationsQuery);
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });
  const box = (scope: string) => ({
    checked: draft.scopes.includes(scope),
    onChange: () => set({ scopes: toggled(draft.scopes, scope) }),
  });
  return (
    <>
      <Field
        label="Name"
        hint="What uses it, and where."
        autoComplete="off"
        required
        value={draft.name}
        error={fields.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <fieldset>
        <legend className="mb-1.5 text-12 font-medium text-text-2">It may</legend>
        <div className="flex flex-col gap-2 rounded-card border border-line px-3 py-2.5">
          {SCOPES.map(({ value, text, hint }) => (
            <Checkbox key={value} label={text} hint={hint} {...box(value)} />
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend className="mb-1.5 text-12 font-medium text-text-2">In these stations</legend>
        <div className="flex flex-col gap-2 rounded-card border border-line px-3 py-2.5">
          <Loaded query={query}>
            {({ items }) =>
              items.map(({ slug, name }) => (
                <Checkbox key={slug} label={name} {...box(`station:${slug}`)} />
              ))
            }
          </Loaded>
        </div>
      </fieldset>
      {fields.scopes !== undefined && (
        <Note tone="crit" alert>
          {fields.scopes}
        </Note>
      )}
      {reachesNothing(draft) && (
        <Note tone="warn">Without a station, a key of scope ingest reaches nothing.</Note>
      )}
      <Select
        label="It lasts"
        value={draft.lifetime}
        options={LIFETIMES}
        error={fields.expires_at}
        onChoose={(lifetime) => set({ lifetime })}
      />
      {draft.lifetime === 'date' && (
        <Field
          label="Last day (UTC)"
          type="date"
          required
          value={draft.day}
          onChange={(event) => set({ day: event.target.value })}
        />
      )}
    </>
  );
}
