import type { ComponentProps } from 'react';
import { cx } from '../lib/cx';

type Look = 'primary' | 'secondary' | 'ghost' | 'danger';

const LOOKS: Record<Look, string> = {
  primary: 'bg-accent text-on-accent font-semibold hover:brightness-110 active:brightness-95',
  secondary: 'border border-control bg-surface-2 text-text hover:bg-surface-3',
  ghost: 'text-text-2 hover:bg-surface-3 hover:text-text',
  danger: 'border border-crit text-crit hover:bg-surface-3',
};

/** 28 px high, 44 px where a thumb has to hit it. */
export function Button({
  look = 'secondary',
  large,
  className,
  ...rest
}: ComponentProps<'button'> & { look?: Look; large?: boolean }) {
  return (
    <button
      type="button"
      {...rest}
      className={cx(
        'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-control px-3',
        'text-13 transition-colors disabled:opacity-50 pointer-coarse:min-h-11',
        large ? 'h-10' : 'h-7',
        LOOKS[look],
        className,
      )}
    />
  );
}
