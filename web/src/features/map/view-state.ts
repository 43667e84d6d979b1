import {
  AFFILIATIONS,
  type Camera,
  FADING,
  type Filter,
  KINDS,
  type Kind,
  type Layers,
  PLAIN_LAYERS,
  type SortKey,
  type TrackKey,
} from '../../mapcore/picture';

/** What the address says about the screen, so that a link opens the same view. */
export interface ViewState {
  readonly camera: Camera | null;
  readonly selected: TrackKey | null;
  readonly filter: Filter;
}

/** `c=4.1,52.3,6.2` or with a fourth number, the bearing. */
export function readCamera(text: string | null): Camera | null {
  const numbers = (text ?? '').split(',').map(Number);
  const [longitude, latitude, zoom, bearing = 0] = numbers;
  if (
    numbers.length < 3 ||
    numbers.length > 4 ||
    numbers.some((number) => !Number.isFinite(number))
  ) {
    return null;
  }
  if (longitude === undefined || latitude === undefined || zoom === undefined) {
    return null;
  }
  if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90 || zoom < 0 || zoom > 24) {
    return null;
  }
  return { longitude, latitude, zoom, bearing };
}

export function writeCamera({ longitude, latitude, zoom, bearing }: Camera): string {
  const wrapped = ((((longitude + 180) % 360) + 360) % 360) - 180;
  const parts = [trim(wrapped, 4), trim(latitude, 4), trim(zoom, 2)];
  return (Math.abs(bearing) < 0.5 ? parts : [...parts, trim(bearing, 0)]).join(',');
}

function trim(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}

/** `f=kind:aircraft,vessel;aff:hostile;source:dma;view:1;fresh:1;only:ops/icao:4ca2b6`. */
export function readFilter(text: string | null): Filter {
  const parts = new Map(
    (text ?? '').split(';').map((part): [string, string[]] => {
      const [name = '', values = ''] = part.split(/:(.*)/s);
      return [name, values.split(',').filter(Boolean).map(decodeURIComponent)];
    }),
  );
  const kinds = (parts.get('kind') ?? []).filter((kind): kind is Kind =>
    KINDS.includes(kind as Kind),
  );
  const affiliations = AFFILIATIONS.filter((side) => parts.get('aff')?.includes(side));
  const sources = parts.get('source') ?? [];
  const words = parts.get('text')?.[0];
  const keys = parts.get('only') ?? [];
  return {
    ...(kinds.length > 0 && { kinds }),
    ...(affiliations.length > 0 && { affiliations }),
    ...(sources.length > 0 && { sources }),
    ...(words !== undefined && { text: words }),
    ...(parts.has('view') && { inView: true }),
    ...(parts.has('fresh') && { fresh: true }),
    ...(keys.length > 0 && { keys }),
  };
}

export function writeFilter({
  kinds,
  affiliations,
  sources,
  text,
  inView,
  fresh,
  keys,
}: Filter): string {
  return [
    kinds?.length && `kind:${kinds.join(',')}`,
    affiliations?.length && `aff:${affiliations.join(',')}`,
    sources?.length && `source:${sources.map(encodeURIComponent).join(',')}`,
    text && `text:${encodeURIComponent(text)}`,
    inView && 'view:1',
    fresh && 'fresh:1',
    keys?.length && `only:${keys.map(encodeURIComponent).join(',')}`,
  ]
    .filter(Boolean)
    .join(';');
}

export function isFiltered(filter: Filter): boolean {
  return writeFilter(filter) !== '';
}

const OTHER = {
  trails: ['none', 'selected', 'all'],
  labels: ['all', 'selected', 'off'],
  grid: ['off', 'degrees', 'mgrs'],
} as const;

/** `layers=trails:all;labels:off;hide:vessel,hostile;grid:mgrs;names:off;rings:on;fade:tracks=50`. */
export function readLayers(text: string | null): Layers {
  const parts = new Map((text ?? '').split(';').map((part) => part.split(':') as [string, string]));
  const one = <T extends string>(name: string, choices: readonly T[]) =>
    choices.find((choice) => choice === parts.get(name));
  const list = (name: string) => (parts.get(name) ?? '').split(',');
  const fade = list('fade').flatMap((part): [string, number][] => {
    const [name = '', percent] = part.split('=');
    const value = Number(percent) / 100;
    return FADING.some((each) => each === name) && value >= 0 && value <= 1 ? [[name, value]] : [];
  });
  return {
    symbols: PLAIN_LAYERS.symbols,
    imported: PLAIN_LAYERS.imported,
    trails: one('trails', OTHER.trails) ?? PLAIN_LAYERS.trails,
    labels: one('labels', OTHER.labels) ?? PLAIN_LAYERS.labels,
    grid: one('grid', OTHER.grid) ?? PLAIN_LAYERS.grid,
    hidden: [...KINDS, ...AFFILIATIONS].filter((name) => list('hide').includes(name)),
    names: parts.get('names') !== 'off',
    rings: parts.get('rings') === 'on',
    fade: Object.fromEntries(fade),
  };
}

/** Only what differs from the plain layers. */
export function writeLayers({ trails, labels, grid, hidden, names, rings, fade }: Layers): string {
  const faded = FADING.flatMap((name) =>
    (fade[name] ?? 1) < 1 ? [`${name}=${Math.round((fade[name] ?? 1) * 100)}`] : [],
  );
  return [
    trails !== PLAIN_LAYERS.trails && `trails:${trails}`,
    labels !== PLAIN_LAYERS.labels && `labels:${labels}`,
    grid !== PLAIN_LAYERS.grid && `grid:${grid}`,
    hidden.length > 0 && `hide:${hidden.join(',')}`,
    !names && 'names:off',
    rings && 'rings:on',
    faded.length > 0 && `fade:${faded.join(',')}`,
  ]
    .filter(Boolean)
    .join(';');
}

/** The parameters with one changed; an empty value takes it out. */
export function withParameter(
  before: URLSearchParams,
  name: string,
  value: string | null,
): URLSearchParams {
  const after = new URLSearchParams(before);
  if (value === null || value === '') {
    after.delete(name);
  } else {
    after.set(name, value);
  }
  return after;
}

export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

export const SORTS = [
  { value: 'name', text: 'Name', key: 'name', descending: false },
  { value: 'age', text: 'Newest position', key: 'age', descending: false },
  { value: 'kind', text: 'Kind', key: 'kind', descending: false },
  { value: 'source', text: 'Source', key: 'source', descending: false },
  { value: 'speed', text: 'Fastest', key: 'speed', descending: true },
  { value: 'altitude', text: 'Highest', key: 'altitude', descending: true },
] as const satisfies readonly { value: string; text: string; key: SortKey; descending: boolean }[];
