import type { Passes } from './filter';
import { AFFILIATIONS, KINDS, type Summary } from './picture';
import type { Tracks } from './tracks';

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

/** Counts everything once; `inView` counts what passes the filter and is seen. */
export function summarise(tracks: Tracks, passes: Passes, seen: Passes, now: number): Summary {
  const byKind = zeroes(KINDS);
  const byAffiliation = zeroes(AFFILIATIONS);
  const bySource: Record<string, number> = {};
  const byStation: Record<string, number> = {};
  let shown = 0;
  let inView = 0;
  let stale = 0;
  let withoutPosition = 0;
  const at = tracks.columns;
  for (let slot = 0; slot < tracks.high; slot++) {
    if (!at.used[slot]) continue;
    byKind[KINDS[at.kind[slot] ?? 0] ?? 'other']++;
    byAffiliation[AFFILIATIONS[at.affiliation[slot] ?? 0] ?? 'unknown']++;
    count(bySource, tracks.sources.list[at.source[slot] ?? 0]);
    count(byStation, tracks.stations.list[at.station[slot] ?? 0]);
    if (tracks.stale(slot, now)) stale++;
    if (Number.isNaN(at.x[slot])) withoutPosition++;
    if (!passes(slot)) continue;
    shown++;
    if (seen(slot)) inView++;
  }
  const total = tracks.size;
  return {
    total,
    shown,
    inView,
    stale,
    withoutPosition,
    byKind,
    byAffiliation,
    bySource,
    byStation,
  };
}

function count(counts: Record<string, number>, name: string | undefined): void {
  if (name) counts[name] = (counts[name] ?? 0) + 1;
}
