import { ACTIONS, type Action } from './actions';

/** Keys that somebody chose, by action; an empty list switches the action's keys off. */
export type Bindings = Readonly<Record<string, readonly string[]>>;

const KEY = 'vtoc.keys';
const MAX_KEYS = 4;
/** Chords that the browser or the text under the cursor needs; Ctrl K is the palette's. */
const RESERVED = ['a', 'c', 'k', 'l', 'n', 'r', 't', 'v', 'w', 'x', 'z'].map(
  (key) => `Ctrl+${key}`,
);

/** @param owner whose keys these are: each user of this browser has their own */
export function readBindings(owner: string): Bindings {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(`${KEY}.${owner}`) ?? '{}');
    const entries = Object.entries((kept ?? {}) as Record<string, unknown>);
    return Object.fromEntries(
      entries.filter((entry): entry is [string, string[]] => isKeys(entry[1])),
    );
  } catch {
    return {};
  }
}

export function writeBindings(owner: string, bindings: Bindings): void {
  localStorage.setItem(`${KEY}.${owner}`, JSON.stringify(bindings));
}

function isKeys(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length <= MAX_KEYS &&
    value.every((key) => typeof key === 'string')
  );
}

/** Why an action can't have this key, in words; undefined if it can. */
export function conflict(
  id: string,
  key: string,
  actions: Readonly<Record<string, Action>>,
  bindings: Bindings,
): string | undefined {
  if (RESERVED.includes(key)) {
    return 'The browser or the console itself needs this key.';
  }
  const during = actions[id]?.during;
  const taken = Object.entries(actions).find(
    ([other, { keys, during: when }]) =>
      other !== id && when === during && (bindings[other] ?? keys).some((own) => meet(own, key)),
  );
  return taken && `“${taken[1].title}” has this key.`;
}

/** A key that begins a sequence would never let it end. */
function meet(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `);
}

/** The keys that an action has now. */
export function keysOf(
  id: string,
  bindings: Bindings,
  own: readonly string[] | undefined = (ACTIONS as Readonly<Record<string, Action>>)[id]?.keys,
): readonly string[] {
  return bindings[id] ?? own ?? [];
}
