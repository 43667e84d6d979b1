import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import type { MadeKey } from '../../lib/api-types';
import { now } from '../../lib/clock';
import { faultsOf } from '../../lib/problem';
import { Button } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { Drawer } from '../../ui/drawer';
import { Note } from '../../ui/note';
import { createKey, keysQuery } from './api';
import { KeyFields } from './key-fields';
import { EMPTY, newKey } from './model';

/** Asks what the key is for; then shows it, for the only time. */
export function NewKeyDrawer({ onClose }: { onClose: () => void }) {
  const form = useId();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(EMPTY);
  const create = useMutation({
    mutationFn: () => createKey(newKey(draft, now())),
    onSuccess: () => queries.invalidateQueries(keysQuery),
  });
  if (create.data !== undefined) {
    return <ShownOnce made={create.data} onClose={onClose} />;
  }
  const faults = faultsOf(create.error, (field) =>
    ['name', 'scopes', 'expires_at'].includes(field),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Drawer
      title="New API key"
      onClose={onClose}
      footer={
        <>
          <span className="flex-1" />
          <Button type="submit" form={form} look="primary" disabled={create.isPending}>
            Create key
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <KeyFields draft={draft} faults={faults} onChange={setDraft} />
        {faults.rest !== undefined && (
          <Note tone="crit" alert>
            {faults.rest}
          </Note>
        )}
      </form>
    </Drawer>
  );
}

function ShownOnce({ made, onClose }: { made: MadeKey; onClose: () => void }) {
  return (
    <Drawer
      title={made.name}
      subtitle="The key is made."
      onClose={onClose}
      footer={
        <>
          <span className="flex-1" />
          <Button look="primary" onClick={onClose}>
            I have kept it
          </Button>
        </>
      }
    >
      <Note tone="warn" alert>
        This is the only time that the key is shown. Keep it now, where only the program that uses
        it can read it.
      </Note>
      <div className="mt-4 flex items-center gap-2">
        <code
          data-testid="new-key"
          className="figures min-w-0 flex-1 break-all rounded-control border border-control bg-bg px-3 py-2 text-13"
        >
          {made.key}
        </code>
        <CopyButton text={made.key} what="The key" />
      </div>
      <p className="mt-4 text-12 text-text-2">
        Programs send it as <code className="figures">Authorization: Bearer …</code> or as{' '}
        <code className="figures">X-API-Key: …</code>
      </p>
    </Drawer>
  );
}
