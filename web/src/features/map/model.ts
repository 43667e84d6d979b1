import type { Account } from '../../lib/api-types';
import { bearing, feet, knots, metres } from '../../lib/format';
import type { Affiliation, Bounds, TrackRow } from '../../mapcore/picture';

export const AFFILIATION_NAMES: Readonly<Record<Affiliation, string>> = {
  friend: 'Friend',
  hostile: 'Hostile',
  neutral: 'Neutral',
  unknown: 'Unknown',
};

/** Whether this user may change things in the station. */
export function mayJudge(account: Account | undefined, station: string): boolean {
  return (
    account?.admin === true || ['operator', 'admin'].includes(account?.stations[station] ?? '')
  );
}

/** The one value that says most about a track in a list: height of what flies, speed of what moves. */
export function keyValue(row: TrackRow): string {
  if (row.kind === 'aircraft' && row.altitude !== undefined) {
    return feet(row.altitude);
  }
  if (row.speed !== undefined) {
    return knots(row.speed);
  }
  return row.altitude === undefined ? '' : metres(row.altitude);
}

/** When its position (or at least the track) was last heard of. */
export function lastHeard(row: TrackRow): number {
  return row.positionTime ?? row.eventTime;
}

export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly second?: string;
}

/** Speed, direction and height in the units of the trade, SI beside them. */
export function kinematics(row: TrackRow): readonly Fact[] {
  return [
    {
      name: 'Speed',
      value: knots(row.speed),
      ...(row.speed !== undefined && { second: `${row.speed.toFixed(1)} m/s` }),
    },
    { name: 'Course', value: bearing(row.course) },
    { name: 'Heading', value: bearing(row.heading) },
    {
      name: 'Altitude',
      value: feet(row.altitude),
      ...(row.altitude !== undefined && { second: metres(row.altitude) }),
    },
  ];
}

/** A field of the center's answer as text. */
export function fieldText(name: string, value: unknown): string {
  if (value === null || value === undefined || value === '') {
    return '–';
  }
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  const number = typeof value === 'number' ? value : Number.NaN;
  if (!Number.isNaN(number)) {
    switch (name) {
      case 'speed':
        return `${number.toFixed(1)} m/s`;
      case 'altitude':
        return `${number.toFixed(1)} m`;
      case 'heading':
      case 'course':
        return `${number.toFixed(1)}°`;
      case 'latitude':
      case 'longitude':
        return `${number.toFixed(5)}°`;
    }
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const CELL_DEGREES = 3;

/**
 * The part of the world where most of these tracks are: the fullest cell of a coarse grid with its
 * neighbours. A first look at a single busy sea says more than one at the whole world.
 */
export function busiestBounds(rows: readonly TrackRow[]): Bounds | null {
  const cells = new Map<string, number>();
  const cellOf = (degrees: number) => Math.floor(degrees / CELL_DEGREES);
  let best: { x: number; y: number; count: number } | null = null;
  for (const { longitude, latitude } of rows) {
    if (longitude === undefined || latitude === undefined) {
      continue;
    }
    const [x, y] = [cellOf(longitude), cellOf(latitude)];
    const count = (cells.get(`${x} ${y}`) ?? 0) + 1;
    cells.set(`${x} ${y}`, count);
    if (best === null || count > best.count) {
      best = { x, y, count };
    }
  }
  if (best === null) {
    return null;
  }
  const { x, y } = best;
  const near = rows.flatMap(({ longitude, latitude }) =>
    longitude !== undefined &&
    latitude !== undefined &&
    Math.abs(cellOf(longitude) - x) <= 1 &&
    Math.abs(cellOf(latitude) - y) <= 1
      ? [[longitude, latitude] as const]
      : [],
  );
  const longitudes = near.map(([longitude]) => longitude);
  const latitudes = near.map(([, latitude]) => latitude);
  const margin = 0.2;
  return [
    Math.min(...longitudes) - margin,
    Math.max(-85, Math.min(...latitudes) - margin),
    Math.max(...longitudes) + margin,
    Math.min(85, Math.max(...latitudes) + margin),
  ];
}

const ABOVE = new Set(['latitude', 'longitude', 'altitude', 'heading', 'course', 'speed']);

/** What the sections above show already comes last. */
export function ordered<T extends { readonly name: string }>(fields: readonly T[]): readonly T[] {
  return fields.toSorted((a, b) => Number(ABOVE.has(a.name)) - Number(ABOVE.has(b.name)));
}
