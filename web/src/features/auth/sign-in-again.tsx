import { useQuery } from '@tanstack/react-query';
import { accountQuery } from '../../lib/queries';
import { signOut } from '../../lib/session';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { SignInForm } from './sign-in-form';

/** The session ended while somebody was at work: the page stays behind, nothing of it is lost. */
export function SignInAgain({ onSignedIn }: { onSignedIn: () => void }) {
  const { data: account } = useQuery({ ...accountQuery, enabled: false });
  return (
    <Dialog
      open
      onOpenChange={() => undefined}
      closable={false}
      title="Sign in again"
      description="Your session has ended. The page behind stays as it is and goes on when you are signed in."
    >
      <SignInForm username={account?.username} onSignedIn={onSignedIn} />
      <Button look="ghost" className="mt-2 w-full" onClick={() => void signOut()}>
        Leave this page
      </Button>
    </Dialog>
  );
}
