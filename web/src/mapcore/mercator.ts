import type { Bounds } from './picture';

/** The spherical mercator square: x and y from 0 to 1, y downward; EPSG:3857 scaled to its extent. */
const MAX_LATITUDE = 85.051129;
const TILE = 512;

export function mercatorX(longitude: number): number {
  return (longitude + 180) / 360;
}

export function mercatorY(latitude: number): number {
  const bounded = Math.min(MAX_LATITUDE, Math.max(-MAX_LATITUDE, latitude));
  const sine = Math.sin((bounded * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

export function longitudeAt(x: number): number {
  return x * 360 - 180;
}

export function latitudeAt(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/** CSS pixels that the whole world is wide. */
export function worldPixels(zoom: number): number {
  return TILE * 2 ** zoom;
}

/** Into [-180, 180). */
export function wrapLongitude(longitude: number): number {
  return longitude - 360 * Math.floor((longitude + 180) / 360);
}

/** What the map shows. The x range is continuous: it may begin below 0 or end above 1. */
export interface View {
  readonly minX: number;
  readonly maxX: number;
  readonly minY: number;
  readonly maxY: number;
  readonly zoom: number;
  /** Degrees. */
  readonly bearing: number;
}

/** The view grown by a part of its size on each side. */
export function padded(view: View, part: number): View {
  const dx = (view.maxX - view.minX) * part;
  const dy = (view.maxY - view.minY) * part;
  return {
    ...view,
    minX: view.minX - dx,
    maxX: view.maxX + dx,
    minY: view.minY - dy,
    maxY: view.maxY + dy,
  };
}

export function covers(outer: View, inner: View): boolean {
  return (
    inner.minX >= outer.minX &&
    inner.maxX <= outer.maxX &&
    inner.minY >= outer.minY &&
    inner.maxY <= outer.maxY
  );
}

/** The first world copy in which x lies inside the view, as a whole number to add; none: undefined. */
export function copyInView(view: View, x: number): number | undefined {
  const copy = Math.ceil(view.minX - x);
  return x + copy <= view.maxX ? copy : undefined;
}

/** As the center takes it: west > east crosses the antimeridian. */
export function boundsOf(view: View): Bounds {
  const north = latitudeAt(Math.max(0, view.minY));
  const south = latitudeAt(Math.min(1, view.maxY));
  if (view.maxX - view.minX >= 1) return [-180, south, 180, north];
  return [
    wrapLongitude(longitudeAt(view.minX)),
    south,
    wrapLongitude(longitudeAt(view.maxX)),
    north,
  ];
}

/** The smallest view around mercator points, across the antimeridian where that is shorter. */
export function boundsAround(points: ReadonlyArray<readonly [number, number]>): Bounds | undefined {
  const first = points[0];
  if (!first) return undefined;
  const xs = points.map(([x]) => x - Math.floor(x)).sort((a, b) => a - b);
  let gap = (xs[0] ?? 0) + 1 - (xs[xs.length - 1] ?? 0);
  let west = xs[0] ?? 0;
  for (let i = 1; i < xs.length; i++) {
    const next = (xs[i] ?? 0) - (xs[i - 1] ?? 0);
    if (next > gap) {
      gap = next;
      west = xs[i] ?? 0;
    }
  }
  let top = first[1];
  let bottom = first[1];
  for (const [, y] of points) {
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return [
    wrapLongitude(longitudeAt(west)),
    latitudeAt(bottom),
    wrapLongitude(longitudeAt(west + 1 - gap)),
    latitudeAt(top),
  ];
}
