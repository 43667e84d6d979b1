import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { SignIn } from '../features/auth/sign-in';

/** Where a sign-in leads: only to a page of this console. */
export function safeTarget(next: string | null): string {
  return next?.startsWith('/') && !next.startsWith('//') && !next.startsWith('/\\') ? next : '/ops';
}

export function SignInPage() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [parameters] = useSearchParams();
  useEffect(() => {
    document.title = 'Sign in – vTOC';
    // The map is the largest part: it is fetched while the password is typed.
    void import('../features/map/operations');
  }, []);
  return (
    <SignIn
      onSignedIn={() => {
        queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'about' });
        void navigate(safeTarget(parameters.get('next')), { replace: true });
      }}
    />
  );
}
