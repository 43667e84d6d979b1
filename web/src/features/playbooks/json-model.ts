/** A value with values in it, as names and values; nothing for a plain one. */
export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] | undefined {
  if (Array.isArray(value)) {
    return value.map((item, at) => [String(at), item]);
  }
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
}

/** Whether there is nothing to show. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || entriesOf(value)?.length === 0;
}

/** What a folded value is, in a word: `[12 items]`, `{3 fields}`. */
export function summary(value: unknown): string {
  const count = entriesOf(value)?.length ?? 0;
  return Array.isArray(value)
    ? `[${count} ${count === 1 ? 'item' : 'items'}]`
    : `{${count} ${count === 1 ? 'field' : 'fields'}}`;
}

/** So much of a text is shown before it is folded. */
const LONG = 200;

/** The beginning of a long text; nothing for a text that is short enough. */
export function beginning(text: string): string | undefined {
  return text.length > LONG ? text.slice(0, LONG) : undefined;
}

/** Whether a value is folded at first: what is deep, and what is long. */
export function folded(value: unknown, depth: number): boolean {
  return depth >= 3 || (depth > 0 && (entriesOf(value)?.length ?? 0) > 12);
}
