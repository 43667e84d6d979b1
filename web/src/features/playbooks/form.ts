import type { PlaybookInput } from '../../lib/api-types';

type Inputs = Readonly<Record<string, PlaybookInput>>;

/** What stands in the fields of a run's form. */
export type Values = Readonly<Record<string, string>>;

/** The form as it opens: what is standard stands in it. */
export function standardValues(inputs: Inputs): Values {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [name, shown(input.default_value)]),
  );
}

function shown(value: unknown): string {
  if (value === undefined || value === null) {
    return '';
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What a run is given. A text that is none of its type is sent as it is: the center says what is wrong. */
export function inputOf(inputs: Inputs, values: Values): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, { type }]) => {
      const text = (values[name] ?? '').trim();
      return text === '' ? [] : [[name, typed(type, text)]];
    }),
  );
}

function typed(type: string, text: string): unknown {
  switch (type) {
    case 'text':
    case 'time':
      return text;
    case 'number':
    case 'integer':
      return Number.isFinite(Number(text)) ? Number(text) : text;
    default:
      return parsed(text);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const HINTS: Readonly<Record<string, string>> = {
  number: 'A number.',
  integer: 'A whole number.',
  time: 'A time, such as 2026-11-20T20:00:00Z.',
  list: 'A list in JSON, such as ["a", "b"].',
  object: 'An object in JSON, such as {"a": 1}.',
};

/** What to type, in a sentence or two. */
export function hintOf({ type, description }: PlaybookInput): string {
  const text = description.trim();
  const said = text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  const ended = said === '' || /[.!?]$/.test(said) ? said : `${said}.`;
  return [ended, HINTS[type]].filter(Boolean).join(' ');
}
