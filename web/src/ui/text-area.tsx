import { type ComponentProps, useId } from 'react';
import { cx } from '../lib/cx';

/** A labelled field of several lines. */
export function TextArea({
  label,
  error,
  hint,
  ...rest
}: Omit<ComponentProps<'textarea'>, 'id'> & {
  label: string;
  error?: string | undefined;
  hint?: string | undefined;
}) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-12 font-medium text-text-2">
        {label}
      </label>
      <textarea
        rows={3}
        {...rest}
        id={id}
        aria-invalid={error !== undefined}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        className={cx(
          'figures w-full rounded-control border bg-bg px-3 py-2 text-12 text-text placeholder:text-text-3 pointer-coarse:text-[16px]',
          error === undefined ? 'border-control' : 'border-crit',
        )}
      />
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
