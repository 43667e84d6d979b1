import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { MonitorSmartphone } from 'lucide-react';
import { toast } from 'sonner';
import type { Session } from '../../lib/api-types';
import { age, utcDateTime } from '../../lib/format';
import { explain } from '../../lib/problem';
import { useNow } from '../../lib/use-now';
import { Button } from '../../ui/button';
import { Loaded } from '../../ui/loaded';
import { endSession, type Owner, sessionsQuery } from './api';

/** Where somebody is signed in; what nobody knows of can be ended. */
export function SessionList({ owner }: { owner: Owner }) {
  const query = useQuery(sessionsQuery(owner));
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: (id: string) => endSession(owner, id),
    onSuccess: () => toast.success('The session has ended.'),
    onError: (error) => toast.error(explain(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
  });
  return (
    <Loaded query={query}>
      {(sessions) =>
        sessions.length === 0 ? (
          <p className="text-13 text-text-2">Not signed in anywhere.</p>
        ) : (
          <ul
            aria-label="Sessions"
            className="divide-y divide-line rounded-card border border-line bg-surface"
          >
            {sessions.map((session) => (
              <Row
                key={session.id}
                session={session}
                busy={end.isPending && end.variables === session.id}
                onEnd={() => end.mutate(session.id)}
              />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

function Row({ session, busy, onEnd }: { session: Session; busy: boolean; onEnd: () => void }) {
  const now = useNow();
  const { address, used_at, created_at, current } = session;
  return (
    <li className="flex items-center gap-3 px-4 py-2.5">
      <MonitorSmartphone
        size={18}
        strokeWidth={1.75}
        className="shrink-0 text-text-3"
        aria-hidden
      />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2 text-13">
          <span className="figures break-all">{address}</span>
          {current && <span className="text-12 font-semibold text-ok">this session</span>}
        </p>
        <p className="text-12 text-text-3">
          renewed{' '}
          <time dateTime={used_at} title={utcDateTime(Date.parse(used_at))}>
            {age(now - Date.parse(used_at))} ago
          </time>
          , signed in <time dateTime={created_at}>{utcDateTime(Date.parse(created_at))}</time>
        </p>
      </div>
      {!current && (
        <Button disabled={busy} onClick={onEnd} aria-label={`End the session from ${address}`}>
          End
        </Button>
      )}
    </li>
  );
}
