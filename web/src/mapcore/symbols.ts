import { AFFILIATIONS } from './picture';

/** Below this zoom tracks are dots. */
export const DOT_ZOOM = 4;
const DOT_REACH = 5;
/** Radius of the affiliation's frame in symbol sizes; the shader draws with the same. */
export const FRAME_RADIUS = 0.64;
const UNFRAMED = AFFILIATIONS.indexOf('unknown');

/** Symbol size in CSS pixels: small where many share the view. */
export function symbolSize(zoom: number): number {
  return Math.min(30, Math.max(18, 18 + (zoom - DOT_ZOOM) * 3));
}

/** How far a symbol reaches below its middle, in CSS pixels. */
export function symbolReach(zoom: number, affiliation: number, selected: boolean): number {
  const size = zoom < DOT_ZOOM ? DOT_REACH : symbolSize(zoom);
  if (selected) return size * 0.95 + 2;
  if (zoom < DOT_ZOOM) return size;
  return affiliation === UNFRAMED ? size * 0.5 : size * FRAME_RADIUS * 1.15;
}
