import type { Position as Coordinates } from 'geojson';
import type { Geofence } from '../../lib/api-types';
import { kindPlural, metres } from '../../lib/format';
import { circle } from '../../lib/geo/geodesy';
import type { Position } from '../../lib/geo/utm';
import type { Affiliation, Bounds } from '../../mapcore/picture';
import type { Shape, Tone } from '../../mapcore/shapes';
import { type Draft, ringsOf, shorter } from './fence-draft';
import { AFFILIATION_NAMES } from './model';

function outerRing(fence: Geofence): Coordinates[] {
  const [longitude, latitude] = fence.center ?? [];
  return longitude !== undefined && latitude !== undefined
    ? circle({ longitude, latitude }, fence.radius ?? 1)
    : inOnePiece(ringsOf(fence)[0] ?? []);
}

/** Each side the shorter way round the Earth, as the center takes them: longitudes may run past 180. */
function inOnePiece(ring: readonly Coordinates[]): Coordinates[] {
  let before = ring[0]?.[0] ?? 0;
  return ring.map(([longitude = 0, latitude = 0]) => {
    before += shorter(longitude - before);
    return [before, latitude];
  });
}

export function boundsOfFence(fence: Geofence): Bounds {
  const ring = outerRing(fence);
  const east = ring.map(([x = 0]) => x);
  const north = ring.map(([, y = 0]) => y);
  return [Math.min(...east), Math.min(...north), Math.max(...east), Math.max(...north)];
}

/** Fences as the map draws them; a fence with tracks inside stands out. */
export function fenceShapes(fences: readonly Geofence[]): Shape[] {
  return fences.flatMap((fence) => {
    const tone: Tone = !fence.enabled ? 'minor' : fence.inside > 0 ? 'hostile' : 'accent';
    const holes = ringsOf(fence).slice(1).map(inOnePiece);
    return outline([outerRing(fence), ...holes], tone, fence.name, !fence.enabled);
  });
}

/** The draft, closed as soon as it can be. */
export function draftShapes({ form, points, radius, holes }: Draft): Shape[] {
  const [first] = points;
  if (!first) {
    return [];
  }
  const path =
    form === 'circle' ? circle(first, radius) : inOnePiece([...points, first].map(place));
  return outline([path, ...holes.map(inOnePiece)], 'accent', '', true);
}

const place = ({ longitude, latitude }: Position): Coordinates => [longitude, latitude];

function outline(rings: Coordinates[][], tone: Tone, text: string, dashed: boolean): Shape[] {
  const [ring = []] = rings;
  const highest = ring.reduce(
    (best, next) => ((next[1] ?? 0) > (best[1] ?? 0) ? next : best),
    [0, -91],
  );
  const area: Shape = {
    type: 'Feature',
    properties: { tone, fill: 0.1 },
    geometry: { type: 'Polygon', coordinates: rings },
  };
  const edge: Shape = {
    type: 'Feature',
    properties: { tone, width: 2, ...(dashed && { dashed }) },
    geometry: { type: 'MultiLineString', coordinates: rings },
  };
  const name: Shape = {
    type: 'Feature',
    properties: { tone, text, side: 'above' },
    geometry: { type: 'Point', coordinates: highest },
  };
  return [...(ring.length > 3 ? [area] : []), edge, ...(text === '' ? [] : [name])];
}

/** `Aircraft, Hostile, up to 1 000 m`: what of all tracks the fence watches. */
export function conditionsText(fence: Geofence): string {
  const { kinds, affiliations, altitude_min: least, altitude_max: most } = fence;
  const sides = affiliations.map((side) => AFFILIATION_NAMES[side as Affiliation] ?? side);
  const band =
    least !== undefined && most !== undefined
      ? `${metres(least)} to ${metres(most)}`
      : least !== undefined
        ? `from ${metres(least)}`
        : most !== undefined
          ? `up to ${metres(most)}`
          : '';
  return (
    [...kinds.map(kindPlural), ...sides, band].filter((part) => part !== '').join(', ') ||
    'All tracks'
  );
}
