import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Channel, Person } from '../../lib/api-types';
import { faultsOf } from '../../lib/problem';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Note } from '../../ui/note';
import { Segments } from '../../ui/segments';
import { makeChannel } from './api';
import { PresenceDot } from './presence-dot';

type Kind = 'direct' | 'open' | 'private';

const KINDS = [
  { value: 'direct', text: 'Person' },
  { value: 'open', text: 'Channel' },
  { value: 'private', text: 'Private' },
] as const;

/** Begins a conversation with a person, or makes a channel. */
export function NewChannel({
  people,
  station,
  onMade,
  onClose,
}: {
  people: readonly Person[];
  /** The station that a channel is made for. */
  station: string | undefined;
  onMade: (channel: Channel) => void;
  onClose: () => void;
}) {
  const [kind, setKind] = useState<Kind>('direct');
  const [name, setName] = useState('');
  const [members, setMembers] = useState<readonly string[]>([]);
  const make = useMutation({ mutationFn: makeChannel, onSuccess: onMade });
  const faults = faultsOf(make.error, (field) => field === 'name');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({
      kind,
      name,
      ...(station !== undefined && { station }),
      ...(kind === 'private' && { members: [...members] }),
    });
  };
  const choose = (username: string) =>
    kind === 'direct'
      ? make.mutate({ kind, members: [username] })
      : setMembers(
          members.includes(username)
            ? members.filter((one) => one !== username)
            : [...members, username],
        );
  return (
    <Dialog open onOpenChange={onClose} title="New channel or message">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Segments
          label="With whom"
          choices={KINDS}
          value={kind}
          onChoose={(next) => {
            make.reset();
            setKind(next);
          }}
        />
        {kind !== 'direct' && (
          <Field
            label="Name"
            value={name}
            error={faults.fields.name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
        {kind === 'open' && (
          <p className="text-12 text-text-2">Everyone of the station can read it.</p>
        )}
        {kind !== 'open' && (
          <fieldset className="flex max-h-60 flex-col overflow-y-auto">
            <legend className="pb-1 text-12 font-medium text-text-2">
              {kind === 'direct' ? 'Write to' : 'Members beside you'}
            </legend>
            {people.map(({ id, username, presence }) => (
              <button
                key={id}
                type="button"
                aria-pressed={kind === 'private' ? members.includes(username) : undefined}
                onClick={() => choose(username)}
                className="focus-inset flex min-h-8 shrink-0 items-center gap-2 rounded-control px-2 text-left text-13 hover:bg-surface-3 aria-pressed:bg-surface-3 aria-pressed:text-accent pointer-coarse:min-h-11"
              >
                <PresenceDot state={presence} />
                {username}
              </button>
            ))}
            {people.length === 0 && (
              <p className="text-12 text-text-2">There is nobody else in your stations.</p>
            )}
          </fieldset>
        )}
        {faults.rest !== undefined && (
          <Note tone="crit" alert>
            {faults.rest}
          </Note>
        )}
        {kind !== 'direct' && (
          <Button type="submit" look="primary" disabled={name.trim() === '' || make.isPending}>
            Make the channel
          </Button>
        )}
      </form>
    </Dialog>
  );
}
