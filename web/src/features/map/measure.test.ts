import { describe, expect, it } from 'vitest';
import { legsOf, measureShapes } from './measure';

const points = [
  { latitude: 0, longitude: 0 },
  { latitude: 1, longitude: 0 },
  { latitude: 1, longitude: 1 },
];

describe('measuring', () => {
  it('gives distance and bearing of each leg, and the sum', () => {
    const { legs, total } = legsOf(points, 'nautical');
    expect(legs).toEqual([
      { distance: '59.7 NM', bearing: '000°' },
      { distance: '60.1 NM', bearing: '090°' },
    ]);
    expect(total).toBe('120 NM');
  });

  it('draws a dot for each point and a line for each leg', () => {
    const kinds = measureShapes(points, 'metric').map(({ geometry }) => geometry.type);
    expect(kinds).toEqual(['Point', 'LineString', 'Point', 'LineString', 'Point']);
    expect(measureShapes([], 'metric')).toEqual([]);
  });
});
