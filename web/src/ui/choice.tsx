import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from '../lib/cx';

interface Option<T extends string> {
  readonly value: T;
  readonly text: string;
}

/** One of a few, from a list that opens. */
export function Select<T extends string>({
  label,
  hint,
  error,
  value,
  options,
  onChoose,
  quiet,
}: {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  value: T;
  options: readonly Option<T>[];
  onChoose: (value: T) => void;
  /** The label is only read aloud: what is beside it says the same. */
  quiet?: boolean;
}) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className={quiet ? 'sr-only' : 'text-12 font-medium text-text-2'}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        onChange={(event) => onChoose(event.target.value as T)}
        className={cx(
          'w-full min-w-0 rounded-control border bg-bg px-2 text-13 text-text pointer-coarse:h-11 pointer-coarse:text-[16px]',
          quiet ? 'h-8' : 'h-10',
          error === undefined ? 'border-control' : 'border-crit',
        )}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
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

/** Yes or no; the whole line is the target. */
export function Checkbox({
  label,
  hint,
  ...rest
}: Omit<ComponentProps<'input'>, 'type' | 'id'> & { label: ReactNode; hint?: ReactNode }) {
  return (
    <label className="flex items-start gap-2.5 text-13 text-text pointer-coarse:min-h-11 pointer-coarse:py-2.5">
      <input
        type="checkbox"
        {...rest}
        className="mt-0.5 size-4 shrink-0 accent-accent disabled:opacity-50"
      />
      <span className="min-w-0">
        {label}
        {hint !== undefined && <span className="block text-12 text-text-3">{hint}</span>}
      </span>
    </label>
  );
}

/** One of two to five that are all in view. */
export function Radios<T extends string>({
  label,
  value,
  options,
  onChoose,
  mono,
}: {
  label: string;
  value: T;
  options: readonly (Option<T> & { hint?: string })[];
  onChoose: (value: T) => void;
  /** The hints are figures. */
  mono?: boolean;
}) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-12 font-medium text-text-2">{label}</legend>
      <div className={cx('grid gap-2', options.length === 3 ? 'sm:grid-cols-3' : 'sm:grid-cols-2')}>
        {options.map((option) => (
          <label
            key={option.value}
            className={cx(
              'flex min-w-0 cursor-pointer items-start gap-2.5 rounded-control border px-3 py-2 text-13 pointer-coarse:min-h-11',
              'has-focus-visible:outline-2 has-focus-visible:outline-accent',
              option.value === value
                ? 'border-accent bg-surface-2'
                : 'border-line hover:border-control',
            )}
          >
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChoose(option.value)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              {option.text}
              {option.hint !== undefined && (
                <span className={cx('block break-words text-12 text-text-3', mono && 'figures')}>
                  {option.hint}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
