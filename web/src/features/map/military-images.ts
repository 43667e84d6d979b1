import { useEffect, useSyncExternalStore } from 'react';
import { toast } from 'sonner';
import { usePreferences } from '../../lib/preferences';
import { useTheme } from '../../lib/theme';
import type { Affiliation, Kind } from '../../mapcore/picture';

type Images = typeof import('../../mapcore/military');

let images: Images | undefined;
let asked = false;
const listeners = new Set<() => void>();
const drawn = new Map<string, string>();

/** The library is large; only who wants its symbols loads it. */
async function load(): Promise<void> {
  if (asked) {
    return;
  }
  asked = true;
  try {
    images = await import('../../mapcore/military');
    for (const listener of listeners) {
      listener();
    }
  } catch {
    asked = false;
    toast.error('The MIL-STD-2525 symbols could not be loaded. The simple ones stay for now.');
  }
}

function onLoaded(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The address of the military symbol's picture; undefined while simple symbols are to be shown. */
export function useMilitaryImage(kind: Kind, affiliation: Affiliation): string | undefined {
  const wanted = usePreferences().symbols === 'military';
  const theme = useTheme();
  const loaded = useSyncExternalStore(onLoaded, () => images);
  useEffect(() => {
    if (wanted) {
      void load();
    }
  }, [wanted]);
  if (!wanted || !loaded) {
    return undefined;
  }
  const name = `${kind} ${affiliation} ${theme}`;
  const image = drawn.get(name) ?? loaded.symbolImage(kind, affiliation, theme);
  drawn.set(name, image);
  return image;
}
