import {
  AFFILIATIONS,
  KINDS,
  type Picture,
  type PictureEvents,
  type PictureOptions,
  type Summary,
} from './picture';

function zeroes<T extends string>(names: readonly T[]): Record<T, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<T, number>;
}

export const NO_TRACKS: Summary = {
  total: 0,
  shown: 0,
  inView: 0,
  stale: 0,
  withoutPosition: 0,
  byKind: zeroes(KINDS),
  byAffiliation: zeroes(AFFILIATIONS),
  bySource: {},
  byStation: {},
};

/** Starts the picture: the link connects at once, the map waits for `attach`. */
export function createPicture(_options: PictureOptions): Picture {
  const listeners = new Map<keyof PictureEvents, Set<(value: never) => void>>();
  const nothing = () => undefined;
  return {
    link: {
      state: 'connecting',
      since: 0,
      lastDataAt: null,
      dataAge: null,
      attempts: 0,
      detail: 'Not connected yet',
    },
    summary: NO_TRACKS,
    selection: { key: null, track: null, gone: false },
    camera: { longitude: 0, latitude: 30, zoom: 1.5, bearing: 0 },
    following: false,
    map: 'none',
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => {
        set.delete(listener);
      };
    },
    attach: () => Promise.resolve(),
    detach: nothing,
    close: nothing,
    setTheme: nothing,
    setFilter: nothing,
    setLayers: nothing,
    setStation: nothing,
    setCoverage: nothing,
    select: nothing,
    follow: nothing,
    flyTo: nothing,
    setCamera: nothing,
    fit: nothing,
    home: nothing,
    setHome: nothing,
    zoomBy: nothing,
    panBy: nothing,
    northUp: nothing,
    rows: () => Promise.resolve({ rows: [], total: 0, selectedAt: -1 }),
    search: () => Promise.resolve([]),
    track: () => Promise.resolve(null),
    seedTrail: nothing,
  };
}
