import { describe, expect, it } from 'vitest';
import type { Geofence } from '../../lib/api-types';
import { NEW_DRAFT, withPoint } from './fence-draft';
import { boundsOfFence, conditionsText, draftShapes, fenceShapes } from './fences';

const at = (latitude: number, longitude: number) => ({ latitude, longitude });
const RING = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 0],
];

function fence(more: Partial<Geofence>): Geofence {
  return {
    id: '1',
    station: 'ops',
    name: 'Harbour',
    geometry: { type: 'Polygon', coordinates: [RING] },
    enabled: true,
    kinds: [],
    affiliations: [],
    hysteresis: 50,
    inside: 0,
    revision: 1,
    created_at: '2026-11-20T20:00:00Z',
    updated_at: '2026-11-20T20:00:00Z',
    ...more,
  };
}

describe('a fence on the map', () => {
  it('has its name once, stands out with tracks inside, and is faint when off', () => {
    const tones = (shapes: ReturnType<typeof fenceShapes>) =>
      new Set(shapes.map(({ properties }) => properties.tone));
    expect(fenceShapes([fence({})]).filter(({ properties }) => properties.text)).toHaveLength(1);
    expect(tones(fenceShapes([fence({ inside: 2 })]))).toEqual(new Set(['hostile']));
    expect(tones(fenceShapes([fence({ enabled: false })]))).toEqual(new Set(['minor']));
  });

  it('has bounds to fly to, in one piece over the antimeridian', () => {
    expect(boundsOfFence(fence({}))).toEqual([0, 0, 1, 1]);
    const over = [
      [179, 0],
      [-179, 0],
      [-179, 1],
      [179, 0],
    ];
    const geometry = { type: 'Polygon', coordinates: [over] };
    expect(boundsOfFence(fence({ geometry }))).toEqual([179, 0, 181, 1]);
  });

  it('is drawn as far as it goes', () => {
    expect(draftShapes(NEW_DRAFT)).toEqual([]);
    const line = [at(0, 0), at(0, 1)].reduce(withPoint, NEW_DRAFT);
    expect(draftShapes(line).map(({ geometry }) => geometry.type)).toEqual(['MultiLineString']);
    expect(draftShapes(withPoint(line, at(1, 1))).map(({ geometry }) => geometry.type)).toEqual([
      'Polygon',
      'MultiLineString',
    ]);
  });
});

describe('what a fence watches', () => {
  it('is said in a few words', () => {
    expect(conditionsText(fence({}))).toBe('All tracks');
    const low = { kinds: ['aircraft'], affiliations: ['hostile'], altitude_max: 1000 };
    expect(conditionsText(fence(low))).toBe('Aircraft, Hostile, up to 1\u202f000 m');
  });
});
