import type { Job } from '../../lib/api-types';
import { cx } from '../../lib/cx';

const LOOKS: Record<Job['state'], string> = {
  queued: 'bg-warn',
  running: 'bg-accent',
  succeeded: 'bg-ok',
  dead: 'bg-crit',
  cancelled: 'bg-text-3',
};

/** How far a job is, in a word with its colour. */
export function State({ job: { state, waits } }: { job: Job }) {
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <span aria-hidden className={cx('size-2 shrink-0 rounded-full', LOOKS[state])} />
      {waits ? 'waits in line' : state}
    </span>
  );
}
