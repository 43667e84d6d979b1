import { useSyncExternalStore } from 'react';

/** How this device shows figures. The center speaks SI and degrees; what people read is their own choice. */
export const COORDINATE_FORMATS = ['mgrs', 'dd', 'dms', 'utm'] as const;
export type CoordinateFormat = (typeof COORDINATE_FORMATS)[number];

/** Nautical: kn, ft, NM. Metric: km/h, m, km. Imperial: mph, ft, mi. */
export const UNIT_SYSTEMS = ['nautical', 'metric', 'imperial'] as const;
export type UnitSystem = (typeof UNIT_SYSTEMS)[number];

/** Simple silhouettes, or MIL-STD-2525. */
export const SYMBOLS = ['simple', 'military'] as const;
export type Symbols = (typeof SYMBOLS)[number];

/** The map that comes with the console, or the operator's own where there is one. */
export const BASE_MAPS = ['imported', 'built-in'] as const;
export type BaseMap = (typeof BASE_MAPS)[number];

export interface Preferences {
  readonly baseMap: BaseMap;
  readonly symbols: Symbols;
  readonly coordinates: CoordinateFormat;
  readonly units: UnitSystem;
}

const KEY = 'vtoc.preferences';
const DEFAULTS: Preferences = {
  coordinates: 'dms',
  units: 'nautical',
  symbols: 'simple',
  baseMap: 'imported',
};

let current = read();
const listeners = new Set<() => void>();

export function preferences(): Preferences {
  return current;
}

export function setPreferences(change: Partial<Preferences>): void {
  localStorage.setItem(KEY, JSON.stringify({ ...current, ...change }));
  renew();
}

export function onPreferences(listener: () => void): () => void {
  if (listeners.size === 0) {
    window.addEventListener('storage', followOtherTabs);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      window.removeEventListener('storage', followOtherTabs);
    }
  };
}

/** The preferences as they are now; the component is drawn again when they change, in another tab too. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(onPreferences, preferences);
}

function followOtherTabs({ key }: StorageEvent): void {
  if (key === KEY) {
    renew();
  }
}

function renew(): void {
  current = read();
  for (const listener of listeners) {
    listener();
  }
}

/** What is unknown or damaged counts as not chosen. */
function read(): Preferences {
  let kept: unknown;
  try {
    kept = JSON.parse(localStorage.getItem(KEY) ?? '{}');
  } catch {
    return DEFAULTS;
  }
  const { coordinates, units, symbols, baseMap } = (kept ?? {}) as Record<string, unknown>;
  return {
    coordinates:
      COORDINATE_FORMATS.find((format) => format === coordinates) ?? DEFAULTS.coordinates,
    units: UNIT_SYSTEMS.find((system) => system === units) ?? DEFAULTS.units,
    symbols: SYMBOLS.find((style) => style === symbols) ?? DEFAULTS.symbols,
    baseMap: BASE_MAPS.find((map) => map === baseMap) ?? DEFAULTS.baseMap,
  };
}
