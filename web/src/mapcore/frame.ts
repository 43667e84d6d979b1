import { opacityAt, STALE_AFTER } from './age';
import type { Passes } from './filter';
import { type Candidate, placeLabels, URGENT } from './labels';
import { copyInView, longitudeAt, padded, type View, worldPixels } from './mercator';
import { type Frame, type LabelPoint, SYMBOL_FLOATS } from './messages';
import { AFFILIATIONS, KINDS, type Layers, type TrackKey } from './picture';
import { asDots, symbolReach } from './symbols';
import type { Tracks } from './tracks';
import type { Trails } from './trails';

/** A frame reaches this part of the view further on each side. */
export const DRAWN_PADDING = 0.5;
/** Labels of all tracks begin here; below it only the selected track has one. */
const LABEL_ZOOM = 4;
const MAX_TRAIL_FLOATS = 4_000_000;
/** Half a line of label text in CSS pixels. */
const HALF_LINE = 8;
const STALE_SECONDS = KINDS.map((kind) => STALE_AFTER[kind]);
const HOSTILE = AFFILIATIONS.indexOf('hostile');
const FRIEND = AFFILIATIONS.indexOf('friend');

export interface Scene {
  readonly tracks: Tracks;
  readonly trails: Trails;
  readonly view: View;
  readonly passes: Passes;
  readonly layers: Layers;
  readonly selected: TrackKey | null;
  readonly now: number;
  /** Slots labelled in the frame before, which stay labelled if they can. */
  readonly labelled: ReadonlySet<number>;
  /** Whether the frame before had dots. */
  readonly dots: boolean;
}

interface Place {
  readonly slot: number;
  /** Mercator, in the world copy that the view shows. */
  readonly x: number;
  readonly y: number;
}

export interface Drawn
  extends Pick<Frame, 'origin' | 'symbols' | 'lines' | 'trail' | 'labels' | 'dots'> {
  readonly labelled: ReadonlySet<number>;
}

/** Everything in and around the view that passes the filter (the selected track always does). */
function visible(scene: Scene): Place[] {
  const { tracks, passes, selected, layers } = scene;
  const hidden = new Set<string>(layers.hidden);
  const hiddenKind = KINDS.map((kind) => hidden.has(kind));
  const hiddenSide = AFFILIATIONS.map((side) => hidden.has(side));
  const wide = padded(scene.view, DRAWN_PADDING);
  const { x, y, used, kind, affiliation } = tracks.columns;
  const places: Place[] = [];
  for (let slot = 0; slot < tracks.high; slot++) {
    const northing = y[slot] ?? Number.NaN;
    if (!used[slot] || !(northing >= wide.minY && northing <= wide.maxY)) continue;
    const easting = x[slot] ?? Number.NaN;
    const copy = copyInView(wide, easting);
    if (copy === undefined) continue;
    const out = hiddenKind[kind[slot] ?? 0] || hiddenSide[affiliation[slot] ?? 0] || !passes(slot);
    if (out && tracks.keys[slot] !== selected) continue;
    for (let at = easting + copy; at <= wide.maxX; at++) places.push({ slot, x: at, y: northing });
  }
  return places;
}

export function draw(scene: Scene): Drawn {
  const { view } = scene;
  const origin = [(view.minX + view.maxX) / 2, (view.minY + view.maxY) / 2] as const;
  const places = visible(scene);
  const dots = crowded(scene, places);
  const labels = chooseLabels(scene, places, dots);
  return {
    origin,
    symbols: symbols(scene, places, origin),
    ...trailPieces(scene, places, origin),
    labels: labels.map(({ label }) => label),
    dots,
    labelled: new Set(labels.map(({ slot }) => slot)),
  };
}

function crowded({ view, dots }: Scene, places: readonly Place[]): boolean {
  const { minX, maxX, minY, maxY, zoom } = view;
  let count = 0;
  for (const { x, y } of places) {
    if (x >= minX && x <= maxX && y >= minY && y <= maxY) count++;
  }
  const pixels = (maxX - minX) * (maxY - minY) * worldPixels(zoom) ** 2;
  return asDots(zoom, count, pixels, dots);
}

function opacity(scene: Scene, slot: number): number {
  const age = (scene.now - scene.tracks.seenAt(slot)) / 1000;
  return opacityAt(age, STALE_SECONDS[scene.tracks.columns.kind[slot] ?? 0] ?? 600);
}

function symbols(scene: Scene, places: readonly Place[], origin: readonly [number, number]) {
  const { tracks, selected } = scene;
  const at = tracks.columns;
  const out = new Float32Array(places.length * SYMBOL_FLOATS);
  // The selected track is drawn last, on top.
  const last = places.findIndex(({ slot }) => tracks.keys[slot] === selected);
  places.forEach((place, i) => {
    const { slot } = place;
    const heading = at.heading[slot] ?? Number.NaN;
    const turned = Number.isNaN(heading) ? (at.course[slot] ?? Number.NaN) : heading;
    const order = last < 0 || i < last ? i : i === last ? places.length - 1 : i - 1;
    let next = order * SYMBOL_FLOATS;
    out[next++] = place.x - origin[0];
    out[next++] = place.y - origin[1];
    out[next++] = Number.isNaN(turned) ? -1 : (((turned % 360) + 360) % 360) * (Math.PI / 180);
    out[next++] = at.kind[slot] ?? 0;
    out[next++] = at.affiliation[slot] ?? 0;
    out[next++] = opacity(scene, slot);
    out[next] = tracks.keys[slot] === selected ? 1 : 0;
  });
  return out;
}

/** A list of floats that grows without boxing them. */
class Floats {
  private values = new Float32Array(4096);
  length = 0;

  push(...added: number[]): void {
    if (this.length + added.length > this.values.length) {
      const larger = new Float32Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    for (const value of added) this.values[this.length++] = value;
  }

  taken(): Float32Array<ArrayBuffer> {
    return this.values.slice(0, this.length);
  }
}

function trailPieces(scene: Scene, places: readonly Place[], origin: readonly [number, number]) {
  const { tracks, trails, layers, selected } = scene;
  const lines = new Floats();
  const trail = new Floats();
  for (const { slot, x } of places) {
    const key = tracks.keys[slot] ?? '';
    const chosen = key === selected;
    if (layers.trails === 'none' || (layers.trails === 'selected' && !chosen)) continue;
    if (lines.length > MAX_TRAIL_FLOATS) break;
    const points = trails.points(slot, key);
    const affiliation = tracks.columns.affiliation[slot] ?? 0;
    // Backwards from the symbol, each point in the world copy nearest to the one after it.
    let nearX = x;
    for (let i = points.length - 1; i > 0; i--) {
      const [toX, toY] = points[i] ?? [0, 0];
      const [fromX, fromY] = points[i - 1] ?? [0, 0];
      const end = toX + Math.round(nearX - toX);
      const begin = fromX + Math.round(end - fromX);
      const fade = 0.15 + (0.85 * i) / points.length;
      const [x0, y0, x1, y1] = [
        begin - origin[0],
        fromY - origin[1],
        end - origin[0],
        toY - origin[1],
      ];
      if (chosen) trail.push(x0, y0, x1, y1, affiliation, 0.95 * fade);
      else lines.push(x0, y0, affiliation, 0.6 * fade, x1, y1, affiliation, 0.6 * fade);
      nearX = begin;
    }
  }
  return { lines: lines.taken(), trail: trail.taken() };
}

function priority(scene: Scene, slot: number): number {
  const { tracks, labelled, selected } = scene;
  if (tracks.keys[slot] === selected) return 1000;
  const affiliation = tracks.columns.affiliation[slot];
  let value = affiliation === HOSTILE ? URGENT : affiliation === FRIEND ? 20 : 0;
  if (tracks.names[slot]) value += 8;
  if (labelled.has(slot)) value += 4;
  return tracks.stale(slot, scene.now) ? value - 16 : value;
}

function chooseLabels(scene: Scene, places: readonly Place[], dots: boolean) {
  const { tracks, view, layers, selected } = scene;
  if (layers.labels === 'off') return [];
  const onlySelected = layers.labels === 'selected' || view.zoom < LABEL_ZOOM;
  const scale = worldPixels(view.zoom);
  const turn = (view.bearing * Math.PI) / 180;
  const onScreen = ({ x, y }: Place) => ({
    x: (x * Math.cos(turn) + y * Math.sin(turn)) * scale,
    y: (y * Math.cos(turn) - x * Math.sin(turn)) * scale,
  });
  const candidates: (Candidate & { label: LabelPoint })[] = [];
  for (const place of places) {
    const { slot, x, y } = place;
    const isSelected = tracks.keys[slot] === selected;
    if (onlySelected && !isSelected) continue;
    if (x < view.minX || x > view.maxX || y < view.minY || y > view.maxY) continue;
    const text = tracks.labels[slot] ?? '';
    const rank = priority(scene, slot);
    const below = symbolReach(
      view.zoom,
      dots,
      tracks.columns.affiliation[slot] ?? 0,
      isSelected,
      layers.symbols,
    );
    const middle = onScreen(place);
    candidates.push({
      slot,
      x: middle.x,
      y: middle.y + below + HALF_LINE,
      text,
      priority: rank,
      label: {
        longitude: longitudeAt(x),
        latitude: tracks.columns.latitude[slot] ?? 0,
        text,
        below,
        selected: isSelected,
        priority: rank,
      },
    });
  }
  return placeLabels(candidates, onlySelected ? [] : places.map(onScreen));
}
