import { copyInView, type View } from './mercator';
import { AFFILIATIONS, type Filter, KINDS } from './picture';
import type { Tracks } from './tracks';

export type Passes = (slot: number) => boolean;

function members<T>(wanted: readonly T[] | undefined): ReadonlySet<T> | undefined {
  return wanted && wanted.length > 0 ? new Set(wanted) : undefined;
}

/** Whether the slot's track is on the map's view. */
export function inView(tracks: Tracks, view: View, slot: number): boolean {
  const { x, y } = tracks.columns;
  const northing = y[slot] ?? Number.NaN;
  if (!(northing >= view.minY && northing <= view.maxY)) return false;
  return copyInView(view, x[slot] ?? Number.NaN) !== undefined;
}

/** Compiles a filter. The result is good while the filter, the view and the minute's clock are the same. */
export function compile(
  filter: Filter,
  tracks: Tracks,
  view: View | undefined,
  now: number,
): Passes {
  const kinds = members(filter.kinds?.map((kind) => KINDS.indexOf(kind)));
  const affiliations = members(filter.affiliations?.map((name) => AFFILIATIONS.indexOf(name)));
  const sources = members(filter.sources);
  const stations = members(filter.stations);
  const keys = members(filter.keys);
  const text = filter.text?.trim().toLowerCase();
  const bounds = filter.inView ? view : undefined;
  const fresh = filter.fresh === true;
  return (slot) => {
    const at = tracks.columns;
    if (kinds && !kinds.has(at.kind[slot] ?? 0)) return false;
    if (affiliations && !affiliations.has(at.affiliation[slot] ?? 0)) return false;
    if (sources && !sources.has(tracks.sources.list[at.source[slot] ?? 0] ?? '')) return false;
    if (stations && !stations.has(tracks.stations.list[at.station[slot] ?? 0] ?? '')) return false;
    if (keys && !keys.has(tracks.keys[slot] ?? '')) return false;
    if (fresh && tracks.stale(slot, now)) return false;
    if (bounds && !inView(tracks, bounds, slot)) return false;
    return !text || (tracks.words[slot]?.includes(text) ?? false);
  };
}
