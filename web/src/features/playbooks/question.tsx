import { useQuery } from '@tanstack/react-query';
import { Check, Hourglass, X } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Approval } from '../../lib/api-types';
import { accountQuery } from '../../lib/queries';
import { useNow } from '../../lib/use-now';
import { Button } from '../../ui/button';
import { Moment } from '../../ui/time';
import { runQuery } from './api';
import { Decide } from './decide';
import { Json } from './json';
import { isEmpty } from './json-model';
import { left, mayAct } from './model';

/** A question of a run to a person: what would be done, with exactly what, and the answer if there is one. */
export function Question({
  approval,
  station,
  linked,
}: {
  approval: Approval;
  station: string;
  /** Stands apart from its run and leads there. */
  linked?: boolean;
}) {
  const now = useNow();
  const { data: account } = useQuery(accountQuery);
  const { data: whole } = useQuery({ ...runQuery(approval.run), refetchInterval: false });
  const [deciding, setDeciding] = useState<'approve' | 'reject'>();
  const waits = approval.decision === undefined;
  const entitled = mayAct(account, station) && (!approval.by_admin || account?.admin === true);
  return (
    <section
      aria-label={approval.question}
      className={`rounded-card border bg-surface p-4 ${waits ? 'border-warn' : 'border-line'}`}
    >
      <div className="flex items-start gap-2.5">
        <Hourglass
          size={16}
          strokeWidth={2}
          aria-hidden
          className={`mt-0.5 shrink-0 ${waits ? 'text-warn' : 'text-text-3'}`}
        />
        <div className="min-w-0 flex-1">
          <p className="text-13 font-semibold wrap-anywhere">{approval.question}</p>
          <p className="mt-0.5 text-12 text-text-2 wrap-anywhere">
            {approval.tool !== undefined && (
              <>
                calls <span className="figures">{approval.tool}</span> ·{' '}
              </>
            )}
            {whole !== undefined && <>asked by {whole.run.by} · </>}
            {station} · <Moment at={approval.requested_at} now={now} /> ·{' '}
            {waits ? `expires ${left(approval.expires_at, now)}` : verdict(approval)}
          </p>
          {approval.note !== undefined && (
            <p className="mt-1 text-12 text-text-2 wrap-anywhere">“{approval.note}”</p>
          )}
        </div>
      </div>
      {!isEmpty(approval.arguments) && (
        <div className="mt-3">
          <Json value={approval.arguments} what="Arguments" />
        </div>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-2 empty:hidden">
        {waits && entitled && (
          <>
            <Button look="primary" onClick={() => setDeciding('approve')}>
              <Check size={14} strokeWidth={2} aria-hidden />
              Approve
            </Button>
            <Button look="danger" onClick={() => setDeciding('reject')}>
              <X size={14} strokeWidth={2} aria-hidden />
              Reject
            </Button>
          </>
        )}
        {waits && !entitled && (
          <p className="text-12 text-text-3">
            {approval.by_admin
              ? 'An administrator decides this.'
              : 'Operators of this station decide this.'}
          </p>
        )}
        {linked && (
          <Link
            to={`/playbooks/runs/${approval.run}`}
            className="inline-flex h-7 items-center rounded-control px-2 text-13 text-accent hover:underline pointer-coarse:h-11"
          >
            {whole === undefined ? 'Open the run' : `Open the run of ${whole.run.title}`}
          </Link>
        )}
      </div>
      {deciding !== undefined && (
        <Decide
          approval={approval}
          run={{ id: approval.run, station }}
          approving={deciding === 'approve'}
          onClose={() => setDeciding(undefined)}
        />
      )}
    </section>
  );
}

function verdict({ decision, decider }: Approval): string {
  return decision === 'expired'
    ? 'nobody decided in time'
    : `${decision} by ${decider ?? 'nobody'}`;
}
