import { describe, expect, it } from 'vitest';
import type { TrackRow } from '../../mapcore/picture';
import { partsOf, trailPoints } from './api';
import { busiestBounds, fieldText, keyValue, kinematics } from './model';

function row(part: Partial<TrackRow>): TrackRow {
  return {
    key: 'ops/icao:4ca2b6',
    id: 'icao:4ca2b6',
    station: 'ops',
    kind: 'aircraft',
    affiliation: 'unknown',
    label: '4CA2B6',
    source: 'test',
    eventTime: 0,
    age: 0,
    stale: false,
    ...part,
  };
}

describe('the value in the list', () => {
  it('is the height of an aircraft and the speed of a ship', () => {
    expect(keyValue(row({ altitude: 3048, speed: 100 }))).toBe('10\u202f000 ft');
    expect(keyValue(row({ kind: 'vessel', altitude: 0, speed: 5.144 }))).toBe('10.0 kn');
    expect(keyValue(row({ kind: 'station' }))).toBe('');
  });
});

describe('kinematics', () => {
  it('keep SI beside the units of the trade', () => {
    expect(kinematics(row({ speed: 82.9 }))[0]).toEqual({
      name: 'Speed',
      value: '161.1 kn',
      second: '82.9 m/s',
    });
  });
});

describe('a field', () => {
  it('has its unit where the center gives SI', () => {
    expect(fieldText('speed', 12.345)).toBe('12.3 m/s');
    expect(fieldText('squawk', '2274')).toBe('2274');
    expect(fieldText('on_ground', false)).toBe('no');
    expect(fieldText('dimensions', { to_bow: 3 })).toBe('{"to_bow":3}');
  });
});

describe('the busiest bounds', () => {
  it('surround the fullest part of the world, not the far single track', () => {
    const ships = Array.from({ length: 40 }, (_, i) =>
      row({ longitude: 10 + i * 0.02, latitude: 55 + i * 0.01 }),
    );
    const bounds = busiestBounds([...ships, row({ longitude: 139, latitude: 35 })]);
    expect(bounds?.[0]).toBeCloseTo(9.8);
    expect(bounds?.[2]).toBeLessThan(15);
  });

  it('do not exist without a position', () => {
    expect(busiestBounds([row({})])).toBeNull();
  });
});

describe('the trail', () => {
  it('counts a single position once', () => {
    const coordinates = [
      [1, 2],
      [1, 2],
    ];
    const times = ['2026-11-20T20:00:00Z', '2026-11-20T20:00:00Z'];
    const points = trailPoints({
      type: 'Feature',
      geometry: { type: 'LineString', coordinates },
      properties: { times },
    });
    expect(points).toEqual([{ longitude: 1, latitude: 2, time: Date.parse(times[0] ?? '') }]);
  });

  it('is empty without a geometry', () => {
    expect(trailPoints({ type: 'Feature', geometry: null, properties: {} })).toEqual([]);
  });
});

it('an id with a slash stays whole in its key', () => {
  expect(partsOf('ops/cot:a/b')).toEqual({ station: 'ops', id: 'cot:a/b' });
});
