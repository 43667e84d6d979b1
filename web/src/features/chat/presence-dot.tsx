import type { Person } from '../../lib/api-types';
import { cx } from '../../lib/cx';

const LOOKS = {
  online: 'bg-ok',
  away: 'border-2 border-warn',
  offline: 'border-2 border-control',
} as const;

/** Whether somebody is there: full, ringed or faint, and in words. */
export function PresenceDot({ state }: { state: Person['presence'] }) {
  return (
    <span
      role="img"
      aria-label={state}
      title={state}
      className={cx('size-2 shrink-0 rounded-full', LOOKS[state])}
    />
  );
}
