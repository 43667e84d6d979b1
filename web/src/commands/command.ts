/** Something a user can do, as data: the palette, the keys and the help sheet all come from these. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group:
    | 'Go to'
    | 'Tracks'
    | 'Map'
    | 'Measure'
    | 'Replay'
    | 'Geofences'
    | 'Chat'
    | 'Display'
    | 'Account';
  /** A `KeyboardEvent.key`, a sequence of two with a space between (`g o`), or a chord (`Ctrl+b`). */
  readonly keys?: readonly string[];
  readonly run: () => void;
  /** Absent: always possible. */
  readonly enabled?: boolean;
  /** Goes before others with the same key: for what is under way just now. */
  readonly first?: boolean;
  /** Only by its key: not something to look for in the palette. */
  readonly hidden?: boolean;
}

/** A key as it is printed on a keyboard. */
export function keyText(key: string): string {
  return key
    .split(/(?<=.) (?=.)/)
    .map((part) => NAMES[part] ?? part)
    .join(' ');
}

const NAMES: Record<string, string> = {
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  '-': '−',
  ' ': 'Space',
  'Ctrl+b': 'Ctrl B',
  'Ctrl+.': 'Ctrl .',
  Backspace: '⌫',
  B: '⇧ B',
  L: '⇧ L',
  M: '⇧ M',
  N: '⇧ N',
};
