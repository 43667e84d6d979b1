import type { LucideIcon } from 'lucide-react';
import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useId, useState } from 'react';
import { cx } from '../lib/cx';

const INPUT =
  'h-10 w-full min-w-0 rounded-control border bg-bg px-3 text-13 text-text placeholder:text-text-3 pointer-coarse:h-11 pointer-coarse:text-[16px]';

/** A labelled text field; what is wrong with it stands below it, in words. */
export function Field({
  label,
  error,
  hint,
  type = 'text',
  ...rest
}: Omit<ComponentProps<'input'>, 'id' | 'aria-describedby'> & {
  label: string;
  error?: string | undefined;
  hint?: string;
}) {
  const id = useId();
  const [visible, setVisible] = useState(false);
  const secret = type === 'password';
  const note = error ?? hint;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-12 font-medium text-text-2">
        {label}
      </label>
      <div className="relative">
        <input
          {...rest}
          id={id}
          type={secret && visible ? 'text' : type}
          aria-invalid={error !== undefined}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          className={cx(
            INPUT,
            secret && 'pr-11',
            error === undefined ? 'border-control' : 'border-crit',
          )}
        />
        {secret && (
          <Reveal icon={visible ? EyeOff : Eye} on={visible} onClick={() => setVisible(!visible)} />
        )}
      </div>
      {note !== undefined && (
        <p
          id={`${id}-note`}
          className={cx('text-12', error === undefined ? 'text-text-3' : 'text-crit')}
        >
          {note}
        </p>
      )}
    </div>
  );
}

function Reveal({
  icon: Icon,
  on,
  onClick,
}: {
  icon: LucideIcon;
  on: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      aria-label="Show password"
      aria-pressed={on}
      onClick={onClick}
      className="focus-inset absolute inset-y-0 right-0 grid w-10 place-items-center pointer-coarse:w-11 rounded-control text-text-3 hover:text-text"
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden />
    </button>
  );
}
