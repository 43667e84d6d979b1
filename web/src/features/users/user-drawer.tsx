import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { toast } from 'sonner';
import type { User, UserChange } from '../../lib/api-types';
import { explain, faultsOf } from '../../lib/problem';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/confirm';
import { Drawer } from '../../ui/drawer';
import { Note } from '../../ui/note';
import { changeUser, createUser, deleteUser, usersQuery } from './api';
import { changes, draftOf, EMPTY, isField, newUser } from './model';
import { UserFields } from './user-fields';

/** One user, or a new one where there is none yet. */
export function UserDrawer({
  user,
  onClose,
  children,
}: {
  user?: User;
  onClose: () => void;
  children?: ReactNode;
}) {
  const form = useId();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(user === undefined ? EMPTY : draftOf(user));
  const [deleting, setDeleting] = useState(false);
  const renew = () => queries.invalidateQueries(usersQuery);
  const save = useMutation({
    mutationFn: () =>
      user === undefined ? createUser(newUser(draft)) : changeUser(user.id, changes(user, draft)),
    onSuccess: ({ username }) => {
      toast.success(user === undefined ? `${username} may sign in now.` : `${username} is saved.`);
      onClose();
      return renew();
    },
  });
  const faults = faultsOf(save.error, isField);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Drawer
      title={user?.username ?? 'New user'}
      subtitle={user?.disabled ? 'Disabled: may not sign in' : undefined}
      onClose={onClose}
      footer={
        <>
          {user !== undefined && (
            <>
              <Button look="danger" onClick={() => setDeleting(true)}>
                Delete
              </Button>
              <Switch user={user} onDone={renew} />
            </>
          )}
          <span className="flex-1" />
          <Button type="submit" form={form} look="primary" disabled={save.isPending}>
            {user === undefined ? 'Create user' : 'Save'}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <UserFields draft={draft} isNew={user === undefined} faults={faults} onChange={setDraft} />
        {faults.rest !== undefined && (
          <Note tone="crit" alert>
            {faults.rest}
          </Note>
        )}
      </form>
      {children !== undefined && (
        <section className="mt-6">
          <h3 className="mb-2 text-13 font-semibold">Signed in</h3>
          {children}
        </section>
      )}
      {deleting && user !== undefined && (
        <Delete user={user} onClose={() => setDeleting(false)} onDone={onClose} />
      )}
    </Drawer>
  );
}

/** Disabled, a user keeps name and roles but may not come in. */
function Switch({ user, onDone }: { user: User; onDone: () => Promise<void> }) {
  const change = useMutation({
    mutationFn: (body: UserChange) => changeUser(user.id, body),
    onSuccess: ({ username, disabled }) => {
      toast.success(
        disabled ? `${username} is disabled and signed out.` : `${username} may sign in again.`,
      );
      return onDone();
    },
    onError: (error) => toast.error(explain(error)),
  });
  return (
    <Button disabled={change.isPending} onClick={() => change.mutate({ disabled: !user.disabled })}>
      {user.disabled ? 'Enable' : 'Disable'}
    </Button>
  );
}

function Delete({
  user,
  onClose,
  onDone,
}: {
  user: User;
  onClose: () => void;
  onDone: () => void;
}) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deleteUser(user.id),
    onSuccess: () => {
      toast.success(`${user.username} is deleted.`);
      onDone();
      return queries.invalidateQueries(usersQuery);
    },
  });
  return (
    <Confirm
      title={`Delete ${user.username}?`}
      action="Delete user"
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      Sessions end at once. What this user did stays in the audit log. To keep the account for
      later, disable it instead.
    </Confirm>
  );
}
