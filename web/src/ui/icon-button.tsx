import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cx } from '../lib/cx';
import { Tooltip } from './tooltip';

/** A button with a picture: its name is read aloud and shown, with the key that does the same. */
export function IconButton({
  icon: Icon,
  label,
  shortcut,
  side,
  pressed,
  className,
  size = 28,
  ...rest
}: Omit<ComponentProps<'button'>, 'aria-label'> & {
  icon: LucideIcon;
  label: string;
  shortcut?: string;
  side?: 'top' | 'right' | 'bottom' | 'left';
  pressed?: boolean;
  size?: 28 | 32 | 40;
}) {
  return (
    <Tooltip text={label} shortcut={shortcut} side={side}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        {...rest}
        style={{ width: size, height: size }}
        className={cx(
          'grid shrink-0 place-items-center rounded-control transition-colors disabled:opacity-40',
          'pointer-coarse:min-h-11 pointer-coarse:min-w-11',
          pressed
            ? 'bg-surface-3 text-accent'
            : 'text-text-2 enabled:hover:bg-surface-3 enabled:hover:text-text',
          className,
        )}
      >
        <Icon size={size === 40 ? 20 : 16} strokeWidth={1.75} aria-hidden />
      </button>
    </Tooltip>
  );
}
