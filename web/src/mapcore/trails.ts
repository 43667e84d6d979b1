import { mercatorX, mercatorY } from './mercator';
import type { TrackKey, TrailPoint } from './picture';

const LIVE_POINTS = 24;
/** Positions nearer than this to the last (about 20 m at the equator) do not lengthen a trail. */
const LEAST_STEP = 5e-7;
/** Longest history kept for one track. */
const MAX_SEED = 5000;

/** Where tracks were: a short ring of live positions each, and the history that was asked for. */
export class Trails {
  private rings = new Float64Array(1024 * LIVE_POINTS * 2);
  private counts = new Uint32Array(1024);
  private readonly seeds = new Map<TrackKey, Float64Array>();

  add(slot: number, x: number, y: number): void {
    if (Number.isNaN(x) || Number.isNaN(y)) return;
    this.fit(slot);
    const count = this.counts[slot] ?? 0;
    if (count > 0) {
      const last = this.at(slot, count - 1);
      if (Math.abs(last[0] - x) + Math.abs(last[1] - y) < LEAST_STEP) return;
    }
    const place = (slot * LIVE_POINTS + (count % LIVE_POINTS)) * 2;
    this.rings[place] = x;
    this.rings[place + 1] = y;
    this.counts[slot] = count + 1;
  }

  clear(slot: number, key: TrackKey): void {
    if (slot < this.counts.length) this.counts[slot] = 0;
    this.seeds.delete(key);
  }

  /** Puts history before the live positions, which begin anew: history reaches up to now. */
  seed(slot: number | undefined, key: TrackKey, points: readonly TrailPoint[]): void {
    if (slot !== undefined && slot < this.counts.length) this.counts[slot] = 0;
    const kept = points.slice(-MAX_SEED);
    const flat = new Float64Array(kept.length * 2);
    kept.forEach(({ longitude, latitude }, i) => {
      flat[2 * i] = mercatorX(longitude);
      flat[2 * i + 1] = mercatorY(latitude);
    });
    this.seeds.set(key, flat);
  }

  /** Oldest first: the history, if any, then the live positions. */
  points(slot: number, key: TrackKey): [number, number][] {
    const seed = this.seeds.get(key);
    const all: [number, number][] = [];
    for (let i = 0; seed && i < seed.length; i += 2) all.push([seed[i] ?? 0, seed[i + 1] ?? 0]);
    const count = this.counts[slot] ?? 0;
    for (let i = Math.max(0, count - LIVE_POINTS); i < count; i++) all.push(this.at(slot, i));
    return all;
  }

  private at(slot: number, i: number): [number, number] {
    const place = (slot * LIVE_POINTS + (i % LIVE_POINTS)) * 2;
    return [this.rings[place] ?? 0, this.rings[place + 1] ?? 0];
  }

  private fit(slot: number): void {
    if (slot < this.counts.length) return;
    const size = 2 ** Math.ceil(Math.log2(slot + 1));
    const rings = new Float64Array(size * LIVE_POINTS * 2);
    rings.set(this.rings);
    this.rings = rings;
    const counts = new Uint32Array(size);
    counts.set(this.counts);
    this.counts = counts;
  }
}
