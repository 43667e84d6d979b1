import type { Command } from './command';

const KEY = 'vtoc.single-keys';
/** Two keys of a sequence belong together when they come this close. */
const SEQUENCE_MS = 1_000;

/** Single keys can be switched off, for who speaks to the computer (WCAG 2.1.4). */
export function singleKeysOn(): boolean {
  return localStorage.getItem(KEY) !== 'off';
}

export function setSingleKeys(on: boolean): void {
  localStorage.setItem(KEY, on ? 'on' : 'off');
}

/** True while a key belongs to a text field, an open dialog or a menu. */
export function keysAreTaken(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"][data-state="open"], [role="menu"]') !== null) {
    return true;
  }
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

/** Turns key presses into commands; remembers the first key of a sequence. */
export class KeyReader {
  #first = '';
  #at = Number.NEGATIVE_INFINITY;

  read(key: string, atMs: number, commands: readonly Command[]): Command | undefined {
    const sequence = atMs - this.#at < SEQUENCE_MS ? `${this.#first} ${key}` : '';
    this.#first = '';
    this.#at = Number.NEGATIVE_INFINITY;
    const usable = commands
      .filter((command) => command.enabled !== false)
      .sort((a, b) => Number(b.first ?? false) - Number(a.first ?? false));
    const found =
      usable.find((command) => sequence !== '' && command.keys?.includes(sequence)) ??
      usable.find((command) => command.keys?.includes(key));
    if (found === undefined && usable.some((command) => starts(command, key))) {
      this.#first = key;
      this.#at = atMs;
    }
    return found;
  }
}

function starts(command: Command, key: string): boolean {
  return command.keys?.some((keys) => keys.startsWith(`${key} `)) ?? false;
}
