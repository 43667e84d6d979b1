import { useEffect, useRef, useState } from 'react';

/** How long a second key of a sequence may take. */
const SEQUENCE_MS = 800;
const MODIFIERS = ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Tab'];

/** The key as commands have it; undefined for one that cannot be used alone. */
export function keyOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>,
): string | undefined {
  if (MODIFIERS.includes(event.key)) {
    return undefined;
  }
  return event.ctrlKey || event.metaKey ? `Ctrl+${event.key.toLowerCase()}` : event.key;
}

/** Listens for a key or a sequence of two while `on`; Tab stops it, so that nobody is caught. */
export function useKeyCapture(
  on: boolean,
  onKey: (key: string) => void,
  onStop: () => void,
): string {
  const [first, setFirst] = useState('');
  const latest = useRef({ onKey, onStop });
  latest.current = { onKey, onStop };
  useEffect(() => {
    if (!on) {
      return;
    }
    let before = '';
    let timer: ReturnType<typeof setTimeout>;
    const end = (key: string) => {
      clearTimeout(timer);
      setFirst('');
      before = '';
      latest.current.onKey(key);
    };
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Tab') {
        latest.current.onStop();
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      const key = keyOf(event);
      if (key === undefined || event.repeat) {
        return;
      }
      if (before !== '') {
        end(`${before} ${key}`);
      } else if (/^[a-z]$/.test(key)) {
        before = key;
        setFirst(key);
        timer = setTimeout(() => end(key), SEQUENCE_MS);
      } else {
        end(key);
      }
    };
    // Before everything else that listens to keys.
    window.addEventListener('keydown', press, { capture: true });
    return () => {
      clearTimeout(timer);
      setFirst('');
      window.removeEventListener('keydown', press, { capture: true });
    };
  }, [on]);
  return first;
}
