import type { SortKey } from './picture';
import type { Tracks } from './tracks';

type Compare = (a: number, b: number) => number;

function text(of: (slot: number) => string | undefined): Compare {
  return (a, b) => {
    const x = of(a) ?? '';
    const y = of(b) ?? '';
    return x < y ? -1 : x > y ? 1 : 0;
  };
}

function numbers(of: (slot: number) => number | undefined): Compare {
  return (a, b) => (of(a) ?? 0) - (of(b) ?? 0);
}

function comparison(tracks: Tracks, sort: SortKey): Compare {
  const at = tracks.columns;
  switch (sort) {
    case 'name':
      return text((slot) => tracks.order[slot]);
    case 'kind':
      return numbers((slot) => at.kind[slot]);
    case 'affiliation':
      return numbers((slot) => at.affiliation[slot]);
    case 'source':
      return text((slot) => tracks.sources.list[at.source[slot] ?? 0]);
    case 'altitude':
      return numbers((slot) => at.altitude[slot]);
    case 'speed':
      return numbers((slot) => at.speed[slot]);
    case 'age':
      return numbers((slot) => -tracks.seenAt(slot));
    case 'time':
      return numbers((slot) => at.eventTime[slot]);
  }
}

function lacks(tracks: Tracks, sort: SortKey): (slot: number) => boolean {
  if (sort === 'name') return (slot) => !tracks.names[slot];
  if (sort !== 'altitude' && sort !== 'speed') return () => false;
  const column = tracks.columns[sort];
  return (slot) => Number.isNaN(column[slot]);
}

/**
 * Sorts the slots in place: unknown values last in both directions, equal ones by name, and a
 * track that only has a number after those that have a name. */
export function sortSlots(
  tracks: Tracks,
  slots: number[],
  sort: SortKey,
  descending: boolean,
): number[] {
  const compare = comparison(tracks, sort);
  const missing = lacks(tracks, sort);
  const nameless = lacks(tracks, 'name');
  const byLabel = text((slot) => tracks.order[slot]);
  const byName: Compare = (a, b) => Number(nameless(a)) - Number(nameless(b)) || byLabel(a, b);
  const sign = descending ? -1 : 1;
  return slots.sort((a, b) => {
    const last = Number(missing(a)) - Number(missing(b));
    return last || sign * compare(a, b) || byName(a, b) || a - b;
  });
}
