import { AFFILIATIONS, type SymbolStyle } from './picture';

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

/** Square CSS pixels that a symbol of a crowd needs for itself to be made out. */
const ROOM_PX = 450;
/** Dots stay dots until there is so much more room, so that they do not flicker at the limit. */
const EASE = 0.75;

/** Whether symbols are drawn as dots: far away, or where so many would only cover each other. */
export function asDots(zoom: number, count: number, viewPixels: number, before: boolean): boolean {
  return zoom < DOT_ZOOM || count * ROOM_PX > viewPixels * (before ? EASE : 1);
}

/** Columns and rows of the atlas of military symbols: powers of two that hold all kinds and affiliations. */
export const MILITARY_CELLS = [16, 4] as const;
/** One cell of that atlas in symbol sizes, and the ring around a selected symbol. */
export const MILITARY_CELL = 1.9;
export const MILITARY_RING = 1.05;
/** How far the heading line of a military symbol reaches from the middle, in symbol sizes. */
export const HEADING_LINE = 1.55;
const MILITARY_BELOW = 0.78;

/** How far a symbol reaches below its middle, in CSS pixels. */
export function symbolReach(
  zoom: number,
  dots: boolean,
  affiliation: number,
  selected: boolean,
  style: SymbolStyle,
): number {
  const size = dots ? DOT_REACH : symbolSize(zoom);
  if (style === 'military' && !dots) {
    return selected ? size * MILITARY_RING + 2 : size * MILITARY_BELOW;
  }
  if (selected) return size * 0.95 + 2;
  if (dots) return size;
  return affiliation === UNFRAMED ? size * 0.5 : size * FRAME_RADIUS * 1.15;
}
