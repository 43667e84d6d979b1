import type { Camera, Filter, Kind, SortKey, TrackKey } from '../../mapcore/picture';
import { KINDS } from '../../mapcore/picture';

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

/** `f=kind:aircraft,vessel;source:dma;view:1;fresh:1`. */
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
  const sources = parts.get('source') ?? [];
  const words = parts.get('text')?.[0];
  return {
    ...(kinds.length > 0 && { kinds }),
    ...(sources.length > 0 && { sources }),
    ...(words !== undefined && { text: words }),
    ...(parts.has('view') && { inView: true }),
    ...(parts.has('fresh') && { fresh: true }),
  };
}

export function writeFilter({ kinds, sources, text, inView, fresh }: Filter): string {
  return [
    kinds?.length && `kind:${kinds.join(',')}`,
    sources?.length && `source:${sources.map(encodeURIComponent).join(',')}`,
    text && `text:${encodeURIComponent(text)}`,
    inView && 'view:1',
    fresh && 'fresh:1',
  ]
    .filter(Boolean)
    .join(';');
}

export function isFiltered(filter: Filter): boolean {
  return writeFilter(filter) !== '';
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
