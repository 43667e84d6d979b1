import { useSyncExternalStore } from 'react';

/** Dark is the default of an operations room; red keeps the eyes adapted to the night. */
export const THEMES = ['dark', 'light', 'red'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'vtoc.theme';
let current: Theme = 'dark';
const listeners = new Set<(theme: Theme) => void>();

export function isTheme(text: unknown): text is Theme {
  return THEMES.includes(text as Theme);
}

/** The address wins over what this device remembers. */
export function initialTheme(address: URLSearchParams): Theme {
  const asked = address.get('theme');
  const kept = localStorage.getItem(KEY);
  return isTheme(asked) ? asked : isTheme(kept) ? kept : 'dark';
}

export function theme(): Theme {
  return current;
}

export function applyTheme(next: Theme): void {
  current = next;
  localStorage.setItem(KEY, next);
  document.documentElement.dataset.theme = next;
  for (const listener of listeners) {
    listener(next);
  }
}

export function onTheme(listener: (theme: Theme) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useTheme(): Theme {
  return useSyncExternalStore(onTheme, theme);
}
