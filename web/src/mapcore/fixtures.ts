import type { View } from './mercator';
import { type Layers, PLAIN_LAYERS } from './picture';
import { readReport } from './report';
import { Tracks } from './tracks';
import { Trails } from './trails';

/** For tests: a track feature as the center sends it. */
export function feature(id: string, properties: Record<string, unknown> = {}, place?: number[]) {
  return {
    type: 'Feature',
    id,
    geometry: place ? { type: 'Point', coordinates: place } : null,
    properties: {
      track_id: id,
      station: 'ops',
      kind: 'aircraft',
      affiliation: 'unknown',
      source: 'synthetic',
      event_time: '2026-11-20T20:00:00Z',
      ...properties,
    },
  };
}

export const NOON = Date.parse('2026-11-20T20:00:00Z');

export function tracksOf(...features: unknown[]): Tracks {
  const tracks = new Tracks();
  for (const item of features) {
    const report = readReport(item);
    if (report) tracks.apply(report);
  }
  return tracks;
}

export function sceneOf(tracks: Tracks, view: View) {
  return {
    tracks,
    trails: new Trails(),
    view,
    passes: () => true,
    layers: { ...PLAIN_LAYERS, trails: 'none' } as Layers,
    selected: null as string | null,
    now: NOON,
    labelled: new Set<number>(),
    dots: false,
  };
}

export function keysOf(tracks: Tracks, slots: readonly number[]): (string | undefined)[] {
  return slots.map((slot) => tracks.keys[slot]);
}
