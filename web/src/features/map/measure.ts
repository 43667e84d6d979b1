import { bearing } from '../../lib/format';
import { greatCircle, wayBetween } from '../../lib/geo/geodesy';
import type { Position } from '../../lib/geo/utm';
import type { UnitSystem } from '../../lib/preferences';
import { distance } from '../../lib/units';
import type { Shape } from '../../mapcore/shapes';

export interface Leg {
  readonly distance: string;
  readonly bearing: string;
}

/** The legs between the points, in words, and their sum. */
export function legsOf(points: readonly Position[], units: UnitSystem) {
  const ways = points.slice(1).map((to, i) => wayBetween(points[i] ?? to, to));
  return {
    legs: ways.map(
      (way): Leg => ({ distance: distance(way.metres, units), bearing: bearing(way.bearing) }),
    ),
    total: distance(
      ways.reduce((sum, { metres }) => sum + metres, 0),
      units,
    ),
  };
}

/** The line along great circles, each point with its number and each leg with its figures. */
export function measureShapes(points: readonly Position[], units: UnitSystem): Shape[] {
  const { legs } = legsOf(points, units);
  return points.flatMap((to, i): Shape[] => {
    const from = points[i - 1];
    const leg = legs[i - 1];
    const dot: Shape = {
      type: 'Feature',
      properties: {
        tone: 'accent',
        dot: true,
        side: 'above',
        ...(leg && { text: `${leg.distance}  ${leg.bearing}` }),
      },
      geometry: { type: 'Point', coordinates: [to.longitude, to.latitude] },
    };
    if (!from) {
      return [dot];
    }
    const line: Shape = {
      type: 'Feature',
      properties: { tone: 'accent', width: 2 },
      geometry: { type: 'LineString', coordinates: greatCircle(from, to) },
    };
    return [line, dot];
  });
}
