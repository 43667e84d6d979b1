import { LoaderCircle } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { age } from '../../lib/format';
import { explain, RefusedError } from '../../lib/problem';
import { signIn } from '../../lib/session';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Note } from '../../ui/note';
import { useCountdown } from './use-countdown';

/** User name and password; what went wrong stands above the button, in words. */
export function SignInForm({
  username: known,
  onSignedIn,
}: {
  username?: string | undefined;
  onSignedIn: () => void;
}) {
  const [username, setUsername] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const wait = useCountdown();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(undefined);
    try {
      await signIn(username.trim(), password);
      onSignedIn();
    } catch (error) {
      setPassword('');
      if (error instanceof RefusedError && error.status === 429) {
        wait.start(error.retryAfterSeconds ?? 30);
      } else {
        setFailure(signInFailure(error));
      }
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field
        label="User name or e-mail"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        autoFocus={known === undefined}
        value={username}
        onChange={(event) => setUsername(event.target.value)}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        autoFocus={known !== undefined}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      {wait.seconds > 0 ? (
        <Note tone="warn" alert>
          Too many attempts. Sign-in is locked for another{' '}
          <span className="figures whitespace-nowrap">{age(wait.seconds * 1000)}</span>.
        </Note>
      ) : (
        failure !== undefined && (
          <Note tone="crit" alert>
            {failure}
          </Note>
        )
      )}
      <Button
        type="submit"
        look="primary"
        large
        disabled={busy || wait.seconds > 0}
        className="w-full"
      >
        {busy && <LoaderCircle size={16} className="animate-spin" aria-hidden />}
        {busy ? 'Signing in' : 'Sign in'}
      </Button>
    </form>
  );
}

function signInFailure(error: unknown): string {
  if (error instanceof RefusedError && error.status === 401) {
    return 'The user name or the password is wrong.';
  }
  if (error instanceof RefusedError && error.status === 503) {
    return 'The center is starting or its database is down. Try again in a moment.';
  }
  return explain(error);
}
