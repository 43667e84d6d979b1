import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { readBytes } from '../../lib/bytes';
import { freezeClock } from '../../lib/clock';
import { RefusedError } from '../../lib/problem';
import { freshToken } from '../../lib/session';
import { useNow } from '../../lib/use-now';
import { createPicture } from '../../mapcore/create';
import type {
  ImportedState,
  Link,
  MapState,
  Picture,
  PictureEvents,
  ReadBytes,
  Selection,
  Summary,
} from '../../mapcore/picture';

const PictureContext = createContext<Picture | null>(null);

/** One live picture for all pages: it goes on while another page is open. */
export function PictureProvider({ children }: { children: ReactNode }) {
  const [picture, setPicture] = useState<Picture | null>(null);
  useEffect(() => {
    const freeze = new URLSearchParams(window.location.search).get('freeze') === '1';
    if (freeze) {
      freezeClock();
    }
    const made = createPicture({ socketUrl: socketUrl(), token: liveToken, readBasemap, freeze });
    setPicture(made);
    return () => {
      setPicture(null);
      made.close();
    };
  }, []);
  return picture && <PictureContext value={picture}>{children}</PictureContext>;
}

/** For tests and for pages that bring their own. */
export const GivenPicture = PictureContext;

function socketUrl(): string {
  return `${window.location.origin.replace(/^http/, 'ws')}/api/v1/ws`;
}

const readBasemap: ReadBytes = (offset, length, signal) =>
  readBytes('/basemap', offset, length, signal);

async function liveToken(): Promise<string | null> {
  try {
    return await freshToken();
  } catch (error) {
    if (error instanceof RefusedError && error.status < 500 && error.status !== 429) {
      return null;
    }
    throw error;
  }
}

export function usePicture(): Picture {
  const picture = useContext(PictureContext);
  if (picture === null) {
    throw new Error('No picture around this component');
  }
  return picture;
}

function usePart<T>(event: keyof PictureEvents, read: (picture: Picture) => T): T {
  const picture = usePicture();
  const subscribe = useCallback(
    (changed: () => void) => picture.on(event, changed),
    [picture, event],
  );
  return useSyncExternalStore(subscribe, () => read(picture));
}

export function useLink(): Link {
  return usePart('link', (picture) => picture.link);
}

export function useSummary(): Summary {
  return usePart('summary', (picture) => picture.summary);
}

export function useSelection(): Selection {
  return usePart('selection', (picture) => picture.selection);
}

export function useFollowing(): boolean {
  return usePart('follow', (picture) => picture.following);
}

/** The past time that the picture shows; null: the present. */
export function usePast(): number | null {
  return usePart('past', (picture) => picture.past);
}

/** The time that ages are counted to: the replay's, or now. */
export function usePictureTime(): number {
  const present = useNow();
  return usePast() ?? present;
}

export function useImported(): ImportedState {
  return usePart('imported', (picture) => picture.imported);
}

export function useMapState(): MapState {
  return usePart('map', (picture) => picture.map);
}
