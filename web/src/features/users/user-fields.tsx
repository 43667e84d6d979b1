import { useQuery } from '@tanstack/react-query';
import type { Faults } from '../../lib/problem';
import { stationsQuery } from '../../lib/queries';
import { Checkbox, Select } from '../../ui/choice';
import { Field } from '../../ui/field';
import { Loaded } from '../../ui/loaded';
import type { Draft, Roles } from './model';

const ROLES = [
  { value: 'none', text: 'No role' },
  { value: 'viewer', text: 'Viewer' },
  { value: 'operator', text: 'Operator' },
] as const;

export function UserFields({
  draft,
  isNew,
  faults: { fields },
  onChange,
}: {
  draft: Draft;
  isNew: boolean;
  faults: Faults;
  onChange: (draft: Draft) => void;
}) {
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });
  return (
    <>
      {isNew && (
        <Field
          label="User name"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          value={draft.username}
          error={fields.username}
          onChange={(event) => set({ username: event.target.value })}
        />
      )}
      <Field
        label="E-mail"
        type="email"
        autoComplete="off"
        hint="May be used to sign in, too. Optional."
        value={draft.email}
        error={fields.email}
        onChange={(event) => set({ email: event.target.value })}
      />
      <Field
        label={isNew ? 'Password' : 'New password'}
        type="password"
        autoComplete="new-password"
        required={isNew}
        hint={
          isNew ? 'At least 12 characters.' : 'Left empty, it stays. A new one ends all sessions.'
        }
        value={draft.password}
        error={fields.password}
        onChange={(event) => set({ password: event.target.value })}
      />
      <Checkbox
        label="Administrator"
        hint="May do everything in every station, users and keys included."
        checked={draft.admin}
        onChange={(event) => set({ admin: event.target.checked })}
      />
      {!draft.admin && (
        <StationRoles roles={draft.roles} faults={fields} onChange={(roles) => set({ roles })} />
      )}
    </>
  );
}

function StationRoles({
  roles,
  faults,
  onChange,
}: {
  roles: Roles;
  faults: Faults['fields'];
  onChange: (roles: Roles) => void;
}) {
  const query = useQuery(stationsQuery);
  return (
    <fieldset>
      <legend className="mb-1.5 text-12 font-medium text-text-2">Roles by station</legend>
      <Loaded query={query}>
        {({ items }) => (
          <ul className="divide-y divide-line rounded-card border border-line">
            {items.map(({ slug, name }) => (
              <li
                key={slug}
                className="grid grid-cols-[minmax(0,1fr)_140px] items-center gap-3 px-3 py-1.5"
              >
                <span className="min-w-0">
                  <span className="block truncate text-13">{name}</span>
                  <span className="figures block text-12 text-text-3">{slug}</span>
                </span>
                <Select
                  quiet
                  label={`Role in ${name}`}
                  value={roles[slug] ?? 'none'}
                  options={ROLES}
                  error={faults[`stations.${slug}`]}
                  onChoose={(role) => onChange({ ...roles, [slug]: role })}
                />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </fieldset>
  );
}
