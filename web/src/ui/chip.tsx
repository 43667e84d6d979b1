import type { ComponentProps, ReactNode } from 'react';
import { cx } from '../lib/cx';

/** A filter that is on or off. The count says what it would leave. */
export function Chip({
  on,
  count,
  children,
  className,
  ...rest
}: Omit<ComponentProps<'button'>, 'type'> & { on: boolean; count?: string; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={on}
      {...rest}
      className={cx(
        'inline-flex h-6.5 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-full border px-2.5 text-12 transition-colors pointer-coarse:h-11 pointer-coarse:px-3.5',
        on
          ? 'border-accent bg-[color-mix(in_srgb,var(--accent)_16%,var(--surface))] text-text'
          : 'border-line text-text-2 hover:border-control hover:text-text',
        className,
      )}
    >
      {children}
      {count !== undefined && (
        <span className={cx('figures text-11', on ? 'text-text' : 'text-text-3')}>{count}</span>
      )}
    </button>
  );
}
