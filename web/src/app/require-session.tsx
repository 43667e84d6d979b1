import { useQueryClient } from '@tanstack/react-query';
import { CloudOff, LoaderCircle } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { CommandProvider } from '../commands/registry';
import { SignInAgain } from '../features/auth/sign-in-again';
import { useSession } from '../features/auth/use-session';
import { PictureProvider } from '../features/map/picture-context';
import { restore } from '../lib/session';
import { Button } from '../ui/button';
import { Empty } from '../ui/empty';
import { Mark } from '../ui/mark';

/** Pages for signed-in users. Without a session the way leads over the sign-in page and back. */
export function RequireSession() {
  const session = useSession();
  const queries = useQueryClient();
  const { pathname, search } = useLocation();
  const [renewals, setRenewals] = useState(0);

  if (session === 'unknown') {
    return <Restoring />;
  }
  if (session === 'signed-out') {
    const next = `${pathname}${search}`;
    const to =
      next === '/' || next === '/ops' ? '/login' : `/login?next=${encodeURIComponent(next)}`;
    return <Navigate to={to} replace />;
  }
  return (
    <CommandProvider>
      {/* A new session needs a new link; the address brings the screen back as it was. */}
      <PictureProvider key={renewals}>
        <Outlet />
        {session === 'expired' && (
          <SignInAgain
            onSignedIn={() => {
              setRenewals((count) => count + 1);
              void queries.invalidateQueries();
            }}
          />
        )}
      </PictureProvider>
    </CommandProvider>
  );
}

function Restoring() {
  const [failed, setFailed] = useState(false);
  const attempt = useCallback(() => {
    setFailed(false);
    restore().catch(() => setFailed(true));
  }, []);
  useEffect(attempt, [attempt]);
  useEffect(() => {
    if (!failed) {
      return;
    }
    const timer = setTimeout(attempt, 5_000);
    return () => clearTimeout(timer);
  }, [failed, attempt]);

  return (
    <main className="grid h-full place-items-center bg-bg">
      {failed ? (
        <Empty
          icon={CloudOff}
          title="The center does not answer"
          action={<Button onClick={attempt}>Try now</Button>}
        >
          Check that it is running and that this device can reach it. This page tries again every
          five seconds.
        </Empty>
      ) : (
        <p role="status" className="flex items-center gap-3 text-13 text-text-2">
          <Mark size={24} />
          Opening the console
          <LoaderCircle size={16} className="animate-spin" aria-hidden />
        </p>
      )}
    </main>
  );
}
