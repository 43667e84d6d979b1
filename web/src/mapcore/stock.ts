import type { TrackKey } from './picture';
import type { Report } from './report';
import { Tracks } from './tracks';
import { Trails } from './trails';

/** All tracks of one time with the ways they came: the present has one, and a replay has its own. */
export class Stock {
  readonly tracks = new Tracks();
  readonly trails = new Trails();

  /** `at`: the past time that it shows, ms since 1970; absent for the present. */
  constructor(public at?: number) {}

  apply(report: Report): void {
    const slot = this.tracks.apply(report);
    const { x, y } = this.tracks.columns;
    this.trails.add(slot, x[slot] ?? 0, y[slot] ?? 0);
  }

  remove(keys: readonly TrackKey[]): void {
    for (const key of keys) {
      const slot = this.tracks.remove(key);
      if (slot !== undefined) this.trails.clear(slot, key);
    }
  }
}
