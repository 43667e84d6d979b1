import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import type { Account } from '../../lib/api-types';
import { faultsOf } from '../../lib/problem';
import { accountQuery } from '../../lib/queries';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Note } from '../../ui/note';
import { changeEmail } from './api';

export function Profile({ account }: { account: Account }) {
  const queries = useQueryClient();
  const [email, setEmail] = useState(account.email ?? '');
  const save = useMutation({
    mutationFn: () => changeEmail(email.trim() === '' ? null : email.trim()),
    onSuccess: (changed) => {
      queries.setQueryData(accountQuery.queryKey, changed);
      toast.success('Your e-mail is saved.');
    },
  });
  const faults = faultsOf(save.error, (field) => field === 'email');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const roles = Object.entries(account.stations);
  return (
    <form onSubmit={submit} className="flex max-w-100 flex-col gap-4">
      <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-y-1 text-13">
        <dt className="text-text-3">User name</dt>
        <dd className="break-all">{account.username}</dd>
        <dt className="text-text-3">Roles</dt>
        <dd>
          {account.admin
            ? 'Administrator'
            : roles.map(([station, role]) => `${station}: ${role}`).join(', ') || 'none'}
        </dd>
      </dl>
      <Field
        label="E-mail"
        type="email"
        autoComplete="email"
        hint="May be used to sign in, too. Optional."
        value={email}
        error={faults.fields.email}
        onChange={(event) => setEmail(event.target.value)}
      />
      {faults.rest !== undefined && (
        <Note tone="crit" alert>
          {faults.rest}
        </Note>
      )}
      <Button
        type="submit"
        className="self-start"
        disabled={save.isPending || email.trim() === (account.email ?? '')}
      >
        Save e-mail
      </Button>
    </form>
  );
}
