import { circle, destination } from '../../lib/geo/geodesy';
import type { Position } from '../../lib/geo/utm';
import type { UnitSystem } from '../../lib/preferences';
import { distance, longUnit } from '../../lib/units';
import { worldPixels } from '../../mapcore/mercator';
import type { Shape } from '../../mapcore/shapes';

const STEPS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];
const LEAST_PX = 80;
const COUNT = 4;

/** Circles of round distances around a position, as wide apart as the zoom needs. */
export function ringShapes(middle: Position, zoom: number, units: UnitSystem): Shape[] {
  const across = 40_075_017 * Math.cos((middle.latitude * Math.PI) / 180);
  const metresPerPixel = across / worldPixels(zoom);
  const wanted = (LEAST_PX * metresPerPixel) / longUnit(units);
  const step = (STEPS.find((size) => size >= wanted) ?? 500) * longUnit(units);
  return Array.from({ length: COUNT }, (_, i) => (i + 1) * step).flatMap((radius): Shape[] => {
    const top = destination(middle, radius, 0);
    return [
      {
        type: 'Feature',
        properties: { tone: 'minor', width: 1, dashed: true },
        geometry: { type: 'LineString', coordinates: circle(middle, radius) },
      },
      {
        type: 'Feature',
        properties: { tone: 'minor', text: distance(radius, units), side: 'above' },
        geometry: { type: 'Point', coordinates: [top.longitude, top.latitude] },
      },
    ];
  });
}
