import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { toast } from 'sonner';
import { call } from '../../lib/api';
import { explain, RefusedError } from '../../lib/problem';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Note } from '../../ui/note';

interface Change {
  current_password: string;
  new_password: string;
}

/** The password that was, and twice the one to be; `children` are the buttons beside the one that sends it. */
export function PasswordForm({ onDone, children }: { onDone: () => void; children: ReactNode }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [repeated, setRepeated] = useState('');
  const [unequal, setUnequal] = useState(false);
  const change = useMutation({
    mutationFn: (body: Change) => call('/auth/change-password', { method: 'POST', body }),
    onSuccess: () => {
      toast.success('Your password is changed.');
      onDone();
    },
  });
  const faults = faultsByField(change.error);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setUnequal(next !== repeated);
    if (next === repeated) {
      change.mutate({ current_password: current, new_password: next });
    }
  };

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field
        label="Current password"
        type="password"
        autoComplete="current-password"
        required
        autoFocus
        value={current}
        error={faults.current_password}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <Field
        label="New password"
        type="password"
        autoComplete="new-password"
        required
        value={next}
        error={faults.new_password}
        onChange={(event) => setNext(event.target.value)}
      />
      <Field
        label="New password again"
        type="password"
        autoComplete="new-password"
        required
        value={repeated}
        error={unequal ? 'The two new passwords differ.' : undefined}
        onChange={(event) => setRepeated(event.target.value)}
      />
      {faults.form !== undefined && (
        <Note tone="crit" alert>
          {faults.form}
        </Note>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {children}
        <Button type="submit" look="primary" disabled={change.isPending}>
          Change password
        </Button>
      </div>
    </form>
  );
}

interface Faults {
  current_password?: string;
  new_password?: string;
  form?: string;
}

/** Puts each complaint of the center at the field it is about. */
function faultsByField(error: unknown): Faults {
  if (error === null) {
    return {};
  }
  const named = error instanceof RefusedError ? (error.problem.errors ?? []) : [];
  const faults: Faults = {};
  for (const { field, message } of named) {
    if (field === 'current_password' || field === 'new_password') {
      faults[field] = message;
    }
  }
  return Object.keys(faults).length > 0 ? faults : { form: explain(error) };
}
