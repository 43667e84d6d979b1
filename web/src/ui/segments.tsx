import { cx } from '../lib/cx';

/** One of a few, all of them in view. */
export function Segments<T extends string>({
  label,
  value,
  choices,
  onChoose,
}: {
  label: string;
  value: T;
  choices: readonly { readonly value: T; readonly text: string }[];
  onChoose: (value: T) => void;
}) {
  return (
    <fieldset className="flex rounded-control border border-control p-0.5">
      <legend className="sr-only">{label}</legend>
      {choices.map((choice) => (
        <label
          key={choice.value}
          className={cx(
            'relative grid h-6 flex-1 cursor-pointer place-items-center rounded-tag px-1.5 text-12 pointer-coarse:h-11',
            'has-focus-visible:outline-2 has-focus-visible:outline-accent',
            choice.value === value ? 'bg-surface-3 text-text' : 'text-text-2 hover:text-text',
          )}
        >
          <input
            type="radio"
            name={label}
            checked={choice.value === value}
            onChange={() => onChoose(choice.value)}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
          {choice.text}
        </label>
      ))}
    </fieldset>
  );
}
