import { useQuery } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { accountQuery } from '../lib/queries';
import { Empty } from '../ui/empty';
import { Loaded } from '../ui/loaded';

/** A page for administrators: others are told so, instead of being shown a page that fails. */
export function Administrators({ children }: { children: ReactNode }) {
  const account = useQuery(accountQuery);
  if (account.data?.admin) {
    return children;
  }
  return (
    <main className="grid min-h-0 flex-1 place-items-center overflow-y-auto px-4">
      <Loaded query={account}>
        {() => (
          <Empty
            icon={Lock}
            title="This page is for administrators"
            action={
              <Link to="/ops" className="text-13 text-accent underline">
                Back to the map
              </Link>
            }
          >
            Ask one of them if you need what is here.
          </Empty>
        )}
      </Loaded>
    </main>
  );
}
