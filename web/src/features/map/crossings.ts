import type { InfiniteData } from '@tanstack/react-query';
import type { Crossing, CrossingPage } from '../../lib/api-types';

/** Which crossings are listed; empty texts leave nothing out. */
export interface CrossingFilter {
  readonly geofence: string;
  readonly track: string;
  /** Hours back from now; 0: all that are kept. */
  readonly hours: number;
}

/** `HANNE DUE entered Harbour`. */
export function crossingText(crossing: Crossing): string {
  return `${nameOf(crossing)} ${verb(crossing)} ${crossing.geofence}`;
}

export function nameOf({ name, track_id }: Crossing): string {
  return name ?? track_id;
}

function verb({ direction }: Crossing): string {
  return direction === 'enter' ? 'entered' : 'left';
}

/** Several crossings of one fence in one direction, oldest first, as one sentence. */
export function crossingsText(crossings: readonly Crossing[]): string {
  const last = crossings.at(-1);
  if (last === undefined) {
    return '';
  }
  const tracks = new Set(crossings.map(({ station, track_id }) => `${station}/${track_id}`));
  const times = crossings.length > tracks.size ? ` ×${crossings.length}` : '';
  const who = tracks.size === 1 ? nameOf(last) : `${tracks.size} tracks`;
  return `${who} ${verb(last)} ${last.geofence}${times}`;
}

export function matches(crossing: Crossing, { geofence, track }: CrossingFilter): boolean {
  return (
    (geofence === '' || crossing.geofence_id === geofence) &&
    (track === '' || crossing.track_id === track)
  );
}

type Pages = InfiniteData<CrossingPage>;

/** The list with what has just happened at its beginning; what it has already comes once. */
export function withNews(pages: Pages, news: readonly Crossing[], filter: CrossingFilter): Pages {
  const known = new Set(pages.pages.flatMap(({ items }) => items.map(({ id }) => id)));
  const fresh = news.filter((crossing) => !known.has(crossing.id) && matches(crossing, filter));
  const [first, ...others] = pages.pages;
  if (first === undefined || fresh.length === 0) {
    return pages;
  }
  const items = [...fresh, ...first.items].sort((a, b) => Date.parse(b.time) - Date.parse(a.time));
  return { ...pages, pages: [{ ...first, items }, ...others] };
}
