import type { PlaybookInput } from '../../lib/api-types';
import { Select } from '../../ui/choice';
import { Field } from '../../ui/field';
import { TextArea } from '../../ui/text-area';
import { hintOf } from './form';

/** One input of a playbook, as its type asks for. */
export function InputField({
  name,
  input,
  value,
  error,
  onChange,
}: {
  name: string;
  input: PlaybookInput;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  const { type, required, choices } = input;
  const label = required ? `${name} (needed)` : name;
  const hint = hintOf(input);
  const offered = type === 'boolean' ? ['true', 'false'] : choices;
  if (offered.length > 0) {
    return (
      <Select
        label={label}
        hint={hint}
        error={error}
        value={value}
        options={[
          ...(input.default_value === undefined ? [{ value: '', text: 'Not given' }] : []),
          ...offered.map((choice) => ({
            value: choice,
            text: type === 'boolean' ? (choice === 'true' ? 'Yes' : 'No') : choice,
          })),
        ]}
        onChoose={onChange}
      />
    );
  }
  if (type === 'list' || type === 'object') {
    return (
      <TextArea
        label={label}
        hint={hint}
        error={error}
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      inputMode={type === 'integer' ? 'numeric' : type === 'number' ? 'decimal' : undefined}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
