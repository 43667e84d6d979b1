import { describe, expect, it } from 'vitest';
import { distance } from './units';

describe('a distance', () => {
  it.each([
    [830, 'nautical', '830 m'],
    [1852, 'nautical', '1 NM'],
    [22_965, 'nautical', '12.4 NM'],
    [1_204_300, 'metric', '1\u202f204 km'],
    [300, 'imperial', '984 ft'],
    [16_093.44, 'imperial', '10 mi'],
  ] as const)('of %d m is in %s units %s', (metres, system, text) => {
    expect(distance(metres, system)).toBe(text);
  });
});
