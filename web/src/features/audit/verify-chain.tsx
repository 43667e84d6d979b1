import { useMutation } from '@tanstack/react-query';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import type { Verification } from '../../lib/api-types';
import { cx } from '../../lib/cx';
import { explain } from '../../lib/problem';
import { Button } from '../../ui/button';
import { Note } from '../../ui/note';
import { verify } from './api';
import { verdict } from './model';

/** Reads every row again and says whether the chains hold. */
export function VerifyChain() {
  const check = useMutation({ mutationFn: verify });
  return (
    <section
      aria-label="Chain"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border border-line bg-surface px-4 py-3"
    >
      <div role="status" className="min-w-0 flex-1 basis-60 text-13 text-text-2">
        {check.data === undefined ? (
          'Reads every row again: one that was altered or taken out breaks the chain.'
        ) : (
          <Result verification={check.data} />
        )}
      </div>
      <Button disabled={check.isPending} onClick={() => check.mutate()}>
        {check.isPending ? 'Verifying' : 'Verify chain'}
      </Button>
      {check.error !== null && (
        <Note tone="crit" alert className="basis-full">
          {explain(check.error)}
        </Note>
      )}
    </section>
  );
}

function Result({ verification }: { verification: Verification }) {
  const { whole, chains } = verification;
  const Icon = whole ? ShieldCheck : ShieldAlert;
  return (
    <>
      <p className={cx('flex items-center gap-2', whole ? 'text-text' : 'font-semibold text-crit')}>
        <Icon
          size={18}
          strokeWidth={1.75}
          className={whole ? 'text-ok' : 'text-crit'}
          aria-hidden
        />
        {verdict(verification)}
      </p>
      <ul className="mt-1 flex flex-wrap gap-x-4 text-12 text-text-3">
        {chains.map(({ chain, rows, broken_at, reason }) => (
          <li key={chain} className={broken_at === undefined ? undefined : 'text-crit'}>
            {chain}: {rows} rows
            {broken_at !== undefined && `, broken at row ${broken_at}: ${reason ?? 'unknown'}`}
          </li>
        ))}
      </ul>
    </>
  );
}
