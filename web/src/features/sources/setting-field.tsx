import { Select } from '../../ui/choice';
import { Field } from '../../ui/field';
import { TextArea } from '../../ui/text-area';
import type { Setting } from './schema';

export function SettingField({
  setting: { label, description, kind, required, example, choices },
  value,
  error,
  onChange,
}: {
  setting: Setting;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  const name = required ? `${label} (needed)` : label;
  switch (kind) {
    case 'choice':
      return (
        <Select
          label={name}
          hint={description}
          error={error}
          value={value}
          options={[
            { value: '', text: 'As usual' },
            ...choices.map((choice) => ({ value: choice, text: choice })),
          ]}
          onChoose={onChange}
        />
      );
    case 'pairs':
      return (
        <TextArea
          label={name}
          hint={`${description} One a line, as Name: value.`}
          error={error}
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    default:
      return (
        <Field
          label={name}
          hint={description}
          error={error}
          inputMode={kind === 'number' ? 'numeric' : undefined}
          placeholder={example}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}
