import { cx } from '../lib/cx';

/** The place of something that is on its way. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden className={cx('block animate-pulse rounded-tag bg-surface-3', className)} />
  );
}
