import type { Position as Coordinates } from 'geojson';
import type { Crossing, Geofence, NewGeofence } from '../../lib/api-types';
import { parsePosition } from '../../lib/geo/coordinates';
import { circle, wayBetween } from '../../lib/geo/geodesy';
import type { Position } from '../../lib/geo/utm';
import type { Bounds } from '../../mapcore/picture';
import type { Shape, Tone } from '../../mapcore/shapes';

/** A fence that is being drawn: a polygon's corners, or a circle's middle and a point on it. */
export interface Draft {
  readonly form: 'polygon' | 'circle';
  readonly points: readonly Position[];
  /** Metres, of a circle. */
  readonly radius: number;
}

export const NEW_DRAFT: Draft = { form: 'polygon', points: [], radius: 5_000 };

/** The draft with a point more: a circle's second point sets its radius. */
export function withPoint(draft: Draft, point: Position): Draft {
  const [middle] = draft.points;
  if (draft.form === 'polygon' || middle === undefined) {
    return { ...draft, points: [...draft.points, point] };
  }
  return { ...draft, radius: Math.max(1, Math.round(wayBetween(middle, point).metres)) };
}

/** Why it can't be saved yet, for people; empty if it can. */
export function lacking({ form, points, radius }: Draft): string {
  if (form === 'polygon') {
    return points.length < 3 ? 'A polygon needs three corners or more.' : '';
  }
  if (points.length === 0) {
    return 'A circle needs its middle.';
  }
  return radius > 0 ? '' : 'A circle needs a radius.';
}

/** One position per line, in any notation; `wrong` is the first line that is none. */
export function readCorners(text: string): { points: Position[]; wrong: string | null } {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const points: Position[] = [];
  for (const line of lines) {
    const point = parsePosition(line);
    if (point === null) {
      return { points, wrong: line.trim() };
    }
    points.push(point);
  }
  return { points, wrong: null };
}

const corner = ({ longitude, latitude }: Position): Coordinates => [longitude, latitude];

/** What the center takes for it. */
export function bodyOf({ form, points, radius }: Draft, name: string): NewGeofence {
  const [first] = points;
  if (form === 'circle' && first) {
    return { name, center: [first.longitude, first.latitude], radius };
  }
  const ring = [...points, ...(first ? [first] : [])].map(corner);
  return { name, geometry: { type: 'Polygon', coordinates: [ring] } };
}

export function draftOf(fence: Geofence): Draft {
  const [longitude, latitude] = fence.center ?? [];
  if (longitude !== undefined && latitude !== undefined) {
    return { form: 'circle', points: [{ longitude, latitude }], radius: fence.radius ?? 1 };
  }
  const points = ringOf(fence)
    .slice(0, -1)
    .flatMap(([east, north]) =>
      east === undefined || north === undefined ? [] : [{ longitude: east, latitude: north }],
    );
  return { form: 'polygon', points, radius: NEW_DRAFT.radius };
}

function ringOf({ center, radius, geometry }: Geofence): Coordinates[] {
  const [longitude, latitude] = center ?? [];
  if (longitude !== undefined && latitude !== undefined) {
    return circle({ longitude, latitude }, radius ?? 1);
  }
  const rings = geometry?.coordinates as Coordinates[][] | undefined;
  return rings?.[0] ?? [];
}

export function boundsOfFence(fence: Geofence): Bounds {
  const ring = ringOf(fence);
  const east = ring.map(([x = 0]) => x);
  const north = ring.map(([, y = 0]) => y);
  return [Math.min(...east), Math.min(...north), Math.max(...east), Math.max(...north)];
}

/** Fences as the map draws them; a fence with tracks inside stands out. */
export function fenceShapes(fences: readonly Geofence[]): Shape[] {
  return fences.flatMap((fence) => {
    const tone: Tone = !fence.enabled ? 'minor' : fence.inside > 0 ? 'hostile' : 'accent';
    return outline(ringOf(fence), tone, fence.name, !fence.enabled);
  });
}

/** The draft with its corners, closed as soon as it can be. */
export function draftShapes(draft: Draft): Shape[] {
  const { form, points, radius } = draft;
  const [first] = points;
  if (!first) {
    return [];
  }
  const path = form === 'circle' ? circle(first, radius) : [...points, first].map(corner);
  const dots = points.map(
    (point): Shape => ({
      type: 'Feature',
      properties: { tone: 'accent', dot: true },
      geometry: { type: 'Point', coordinates: corner(point) },
    }),
  );
  return [...outline(path, 'accent', '', true), ...dots];
}

function outline(ring: Coordinates[], tone: Tone, text: string, dashed: boolean): Shape[] {
  const highest = ring.reduce(
    (best, next) => ((next[1] ?? 0) > (best[1] ?? 0) ? next : best),
    [0, -91],
  );
  const area: Shape = {
    type: 'Feature',
    properties: { tone, fill: 0.1 },
    geometry: { type: 'Polygon', coordinates: [ring] },
  };
  const edge: Shape = {
    type: 'Feature',
    properties: { tone, width: 2, ...(dashed && { dashed }) },
    geometry: { type: 'LineString', coordinates: ring },
  };
  const name: Shape = {
    type: 'Feature',
    properties: { tone, text, side: 'above' },
    geometry: { type: 'Point', coordinates: highest },
  };
  return [...(ring.length > 3 ? [area] : []), edge, ...(text === '' ? [] : [name])];
}

/** `HANNE DUE entered Harbour`. */
export function crossingText({ name, track_id, direction, geofence }: Crossing): string {
  return `${name ?? track_id} ${direction === 'enter' ? 'entered' : 'left'} ${geofence}`;
}
