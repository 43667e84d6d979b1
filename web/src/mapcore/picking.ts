import { type View, worldPixels } from './mercator';
import type { Tracks } from './tracks';

/** Slots within `radius` CSS pixels of a mercator point, nearest first. */
export function nearest(
  tracks: Tracks,
  candidates: Iterable<number>,
  point: { readonly x: number; readonly y: number },
  view: View,
  radius: number,
): number[] {
  const reach = radius / worldPixels(view.zoom);
  const found: { slot: number; distance: number }[] = [];
  for (const slot of candidates) {
    const away = (tracks.columns.x[slot] ?? Number.NaN) - point.x;
    const dx = away - Math.round(away);
    const dy = (tracks.columns.y[slot] ?? Number.NaN) - point.y;
    const distance = Math.hypot(dx, dy);
    if (distance <= reach) found.push({ slot, distance });
  }
  return found.sort((a, b) => a.distance - b.distance).map(({ slot }) => slot);
}
