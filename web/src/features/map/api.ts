import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/api';
import type {
  CrossingPage,
  Frames,
  Geofence,
  GeofenceChange,
  GeofencePage,
  Histogram,
  TrackFeature,
  TrailFeature,
} from '../../lib/api-types';
import { now } from '../../lib/clock';
import type { Affiliation, TrackKey, TrailPoint } from '../../mapcore/picture';
import type { CrossingFilter } from './crossings';
import { bodyOf, changeOf, type Draft } from './fence-draft';
import type { Piece, PieceRequest } from './replay';

/** `ops/icao:4ca2b6` apart: the station's slug has no slash, an id may have one. */
export function partsOf(key: TrackKey): { station: string; id: string } {
  const slash = key.indexOf('/');
  return { station: key.slice(0, slash), id: key.slice(slash + 1) };
}

function trackPath(key: TrackKey): string {
  const { station, id } = partsOf(key);
  return `/tracks/${encodeURIComponent(id)}?station=${encodeURIComponent(station)}`;
}

/**
 * Every known field of one track with its source; asked again while it is open.
 * @param at a past time, ms since 1970; null: the present
 */
export function trackQuery(key: TrackKey, at: number | null = null) {
  const then = at === null ? '' : `&at=${new Date(at).toISOString()}`;
  return queryOptions({
    queryKey: ['track', key, at],
    queryFn: ({ signal }) => call<TrackFeature>(`${trackPath(key)}${then}`, { signal }),
    staleTime: 2_000,
    refetchInterval: at === null ? 5_000 : false,
    placeholderData: keepPreviousData,
  });
}

/** What an operator says of the track; null gives it back to the sources. */
export function affiliationChange(key: TrackKey) {
  return {
    mutationFn: (affiliation: Affiliation | null) =>
      call<TrackFeature>(trackPath(key), { method: 'PATCH', body: { affiliation } }),
  };
}

/** A piece of the past, step by step. */
export function pastPiece(
  { since, until, step, cursor }: PieceRequest,
  signal: AbortSignal,
): Promise<Piece> {
  const query = new URLSearchParams({
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
    step: String(step),
    ...(cursor !== null && { cursor }),
  });
  return call<Frames>(`/replay?${query}`, { signal });
}

const BUCKETS = 120;

/** How many events there were in each part of a span. */
export function histogramQuery(since: number, until: number) {
  const query = new URLSearchParams({
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
    buckets: String(BUCKETS),
  });
  return queryOptions({
    queryKey: ['histogram', since, until],
    queryFn: ({ signal }) => call<Histogram>(`/telemetry/histogram?${query}`, { signal }),
    staleTime: 60_000,
  });
}

export const FENCES = ['geofences'];

/** Every geofence that this user may see, with how many tracks are inside. */
export const fencesQuery = queryOptions({
  queryKey: FENCES,
  queryFn: ({ signal }) => call<GeofencePage>('/geofences?limit=1000', { signal }),
  staleTime: 5_000,
  refetchInterval: 15_000,
});

/** Makes the fence, or changes the stored one unless somebody else did meanwhile. */
export function saveFence(draft: Draft): Promise<Geofence> {
  return draft.fence === null
    ? call<Geofence>('/geofences', { method: 'POST', body: bodyOf(draft) })
    : changeFence(draft.fence, changeOf(draft));
}

export function changeFence(fence: Geofence, body: GeofenceChange): Promise<Geofence> {
  return call<Geofence>(fencePath(fence), { method: 'PATCH', body, revision: fence.revision });
}

export function deleteFence(fence: Geofence): Promise<void> {
  return call(fencePath(fence), { method: 'DELETE' });
}

function fencePath({ id, station }: Geofence): string {
  return `/geofences/${id}?station=${encodeURIComponent(station)}`;
}

export const CROSSINGS = ['crossings'];
const HOUR_MS = 3_600_000;

/** Crossings, newest first, page by page; what happens later comes over the live link. */
export function crossingsQuery({ geofence, track, hours }: CrossingFilter) {
  return infiniteQueryOptions({
    queryKey: [...CROSSINGS, { geofence, track, hours }],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({
        limit: '50',
        ...(geofence !== '' && { geofence }),
        ...(track !== '' && { track }),
        ...(hours > 0 && { since: new Date(now() - hours * HOUR_MS).toISOString() }),
        ...(pageParam !== null && { cursor: pageParam }),
      });
      return call<CrossingPage>(`/geofences/crossings?${query}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

/** Where it was in the last hour, or in the hour before a past time, oldest first. */
export function trailQuery(key: TrackKey, at: number | null = null) {
  const then = at === null ? '' : `&until=${new Date(at).toISOString()}`;
  return queryOptions({
    queryKey: ['trail', key, at],
    queryFn: async ({ signal }) => {
      const path = trackPath(key).replace('?', '/trail?');
      return trailPoints(await call<TrailFeature>(`${path}${then}`, { signal }));
    },
    staleTime: 20_000,
    refetchInterval: at === null ? 30_000 : false,
    placeholderData: keepPreviousData,
  });
}

export function trailPoints({ geometry, properties }: TrailFeature): readonly TrailPoint[] {
  const times = properties.times ?? [];
  const points = (geometry?.coordinates ?? []).flatMap(([longitude, latitude], index) => {
    const time = Date.parse(times[index] ?? '');
    return longitude === undefined || latitude === undefined || Number.isNaN(time)
      ? []
      : [{ longitude, latitude, time }];
  });
  // A line needs two positions: one alone comes twice.
  return points.filter((point, index) => point.time !== points[index - 1]?.time);
}
