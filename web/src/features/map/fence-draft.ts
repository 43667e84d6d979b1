import type { Position as Coordinates } from 'geojson';
import type { Geofence, GeofenceChange, NewGeofence } from '../../lib/api-types';
import { parsePosition } from '../../lib/geo/coordinates';
import { destination, wayBetween } from '../../lib/geo/geodesy';
import type { Position } from '../../lib/geo/utm';
import type { Handle } from '../../mapcore/picture';

/** A fence that is being drawn or changed: a polygon's corners, or a circle's middle and its radius. */
export interface Draft {
  /** The stored fence that is changed; null makes a new one. */
  readonly fence: Geofence | null;
  /** Empty: the first one that the user may change. */
  readonly station: string;
  readonly name: string;
  readonly form: 'polygon' | 'circle';
  readonly points: readonly Position[];
  /** Metres, of a circle. */
  readonly radius: number;
  /** Rings cut out of the polygon, as the center has them. */
  readonly holes: readonly Coordinates[][];
  /** Whether the shape differs from the stored one: positions are not rounded by a change of the name. */
  readonly reshaped: boolean;
  readonly kinds: readonly string[];
  readonly affiliations: readonly string[];
  /** As typed, in metres; empty: no bound. */
  readonly lowest: string;
  readonly highest: string;
  readonly hysteresis: string;
}

export const NEW_DRAFT: Draft = {
  fence: null,
  station: '',
  name: '',
  form: 'polygon',
  points: [],
  radius: 5_000,
  holes: [],
  reshaped: true,
  kinds: [],
  affiliations: [],
  lowest: '',
  highest: '',
  hysteresis: '50',
};

/** The draft with a point more: a circle's second point sets its radius. */
export function withPoint(draft: Draft, { longitude, latitude }: Position): Draft {
  const point = { longitude, latitude };
  const [middle] = draft.points;
  if (draft.form === 'polygon' || middle === undefined) {
    return { ...draft, points: [...draft.points, point] };
  }
  return { ...draft, radius: reach(middle, point) };
}

export function withoutPoint(draft: Draft): Draft {
  return { ...draft, points: draft.points.slice(0, -1) };
}

function reach(middle: Position, rim: Position): number {
  return Math.max(1, Math.round(wayBetween(middle, rim).metres));
}

/**
 * What can be dragged: the corners and, between them, what would be new ones; or a circle's middle and a
 * point of its rim.
 */
export function handlesOf({ form, points, radius }: Draft): Handle[] {
  if (form === 'circle') {
    const [middle] = points;
    return middle === undefined
      ? []
      : [
          { ...middle, label: 'Middle' },
          { ...destination(middle, radius, 90), label: 'Radius' },
        ];
  }
  const corners = points.map((point, i) => ({ ...point, label: `Corner ${i + 1}` }));
  const between = points.length < 3 ? [] : points.map((_, i) => middleOfSide(points, i));
  return [
    ...corners,
    ...between.map((point, i) => ({
      ...point,
      label: `New corner after corner ${i + 1}`,
      faint: true,
    })),
  ];
}

function middleOfSide(points: readonly Position[], side: number): Position {
  const from = points[side] as Position;
  const to = points[(side + 1) % points.length] as Position;
  return {
    longitude: from.longitude + shorter(to.longitude - from.longitude) / 2,
    latitude: (from.latitude + to.latitude) / 2,
  };
}

/** The draft after the handle with this index was moved there. */
export function withHandleAt(draft: Draft, index: number, to: Position): Draft {
  const { form, points } = draft;
  const [middle] = points;
  const changed = { ...draft, reshaped: true };
  if (form === 'circle') {
    return index === 0 || middle === undefined
      ? { ...changed, points: [to] }
      : { ...changed, radius: reach(middle, to) };
  }
  return {
    ...changed,
    points:
      index < points.length
        ? points.with(index, to)
        : points.toSpliced(index - points.length + 1, 0, to),
  };
}

/** The draft without the corner with this index; the last three stay. */
export function withoutHandle(draft: Draft, index: number): Draft {
  const { form, points } = draft;
  return form === 'circle' || index >= points.length || points.length <= 3
    ? draft
    : { ...draft, reshaped: true, points: points.toSpliced(index, 1) };
}

/** Why it can't be saved yet, for people; empty if it can. */
export function lacking({ form, points, radius, name }: Draft): string {
  if (form === 'polygon' && points.length < 3) {
    return 'A polygon needs three corners or more.';
  }
  if (points.length === 0) {
    return 'A circle needs its middle.';
  }
  if (form === 'circle' && !(radius > 0)) {
    return 'A circle needs a radius.';
  }
  return name.trim() === '' ? 'It needs a name.' : '';
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

/** Degrees the shorter way round the Earth. */
export function shorter(degrees: number): number {
  return degrees - 360 * Math.round(degrees / 360);
}

function shapeOf({
  form,
  points,
  radius,
  holes,
}: Draft): Pick<NewGeofence, 'center' | 'radius' | 'geometry'> {
  const [first] = points;
  if (form === 'circle' && first) {
    return { center: corner(first), radius };
  }
  const ring = [...points, ...(first ? [first] : [])].map(corner);
  return { geometry: { type: 'Polygon', coordinates: [ring, ...holes] } };
}

/** The center takes longitudes from -180 to 180; a map that was turned round the Earth gives others. */
function corner({ longitude, latitude }: Position): [number, number] {
  return [shorter(longitude), latitude];
}

const typed = (text: string) => (text.trim() === '' ? null : Number(text));

/** What the center takes for a new fence. */
export function bodyOf(draft: Draft): NewGeofence {
  const { station, name, kinds, affiliations } = draft;
  const [lowest, highest, hysteresis] = [draft.lowest, draft.highest, draft.hysteresis].map(typed);
  return {
    name: name.trim(),
    ...(station !== '' && { station }),
    ...shapeOf(draft),
    ...(kinds.length > 0 && { kinds: [...kinds] }),
    ...(affiliations.length > 0 && { affiliations: [...affiliations] }),
    ...(lowest != null && { altitude_min: lowest }),
    ...(highest != null && { altitude_max: highest }),
    ...(hysteresis != null && { hysteresis }),
  };
}

/** What the center takes for a change: all but the shape, and that where it was touched. */
export function changeOf(draft: Draft): GeofenceChange {
  return {
    name: draft.name.trim(),
    kinds: [...draft.kinds],
    affiliations: [...draft.affiliations],
    altitude_min: typed(draft.lowest),
    altitude_max: typed(draft.highest),
    hysteresis: typed(draft.hysteresis),
    ...(draft.reshaped && shapeOf(draft)),
  };
}

export function draftOf(fence: Geofence): Draft {
  const [longitude, latitude] = fence.center ?? [];
  const round = longitude !== undefined && latitude !== undefined;
  const [outer = [], ...holes] = ringsOf(fence);
  const corners = outer
    .slice(0, -1)
    .flatMap(([east, north]) =>
      east === undefined || north === undefined ? [] : [{ longitude: east, latitude: north }],
    );
  return {
    fence,
    station: fence.station,
    name: fence.name,
    form: round ? 'circle' : 'polygon',
    points: round ? [{ longitude, latitude }] : corners,
    radius: fence.radius ?? NEW_DRAFT.radius,
    holes,
    reshaped: false,
    kinds: fence.kinds,
    affiliations: fence.affiliations,
    lowest: fence.altitude_min?.toString() ?? '',
    highest: fence.altitude_max?.toString() ?? '',
    hysteresis: fence.hysteresis.toString(),
  };
}

/** The rings of a polygon, the outer one first; a circle has none. */
export function ringsOf({ geometry }: Geofence): Coordinates[][] {
  return (geometry?.coordinates as Coordinates[][] | undefined) ?? [];
}
