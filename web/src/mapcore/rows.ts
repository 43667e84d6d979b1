import type { Passes } from './filter';
import { sortSlots } from './order';
import type { Rows, RowsRequest, TrackKey } from './picture';
import type { Tracks } from './tracks';

const MAX_ROWS = 500;

/** The last ordered list, so that scrolling through it does not sort again. */
export interface RowsCache {
  readonly order: string;
  readonly slots: readonly number[];
}

export interface RowsState {
  readonly tracks: Tracks;
  readonly passes: () => Passes;
  readonly selected: TrackKey | null;
}

/** A window of the ordered, filtered list; `cache` is good until tracks or filter change. */
export function rowsOf(
  state: RowsState,
  request: RowsRequest,
  cached: RowsCache | undefined,
  now: number,
): { rows: Rows; cache: RowsCache } {
  const { tracks } = state;
  const order = `${request.sort} ${request.descending === true}`;
  const cache = cached?.order === order ? cached : { order, slots: ordered(state, request) };
  const offset = Math.max(0, request.offset);
  const slots = cache.slots.slice(offset, offset + Math.min(MAX_ROWS, request.limit));
  const selected = state.selected === null ? undefined : tracks.slot(state.selected);
  return {
    cache,
    rows: {
      rows: slots.map((slot) => tracks.row(slot, now)),
      total: cache.slots.length,
      selectedAt: selected === undefined ? -1 : cache.slots.indexOf(selected),
    },
  };
}

function ordered({ tracks, passes }: RowsState, request: RowsRequest): number[] {
  const pass = passes();
  const slots: number[] = [];
  for (let slot = 0; slot < tracks.high; slot++) {
    if (tracks.columns.used[slot] && pass(slot)) slots.push(slot);
  }
  return sortSlots(tracks, slots, request.sort, request.descending === true);
}
