import { afterEach, describe, expect, it } from 'vitest';
import { type Recent, recents, remember } from './recent';

const SKAGEN: Recent = { kind: 'place', name: 'Skagen', longitude: 10.6, latitude: 57.7, zoom: 11 };

afterEach(() => localStorage.clear());

describe('what was chosen in the search', () => {
  it('comes newest first, each thing once', () => {
    remember('ada', { kind: 'action', id: 'fit' });
    remember('ada', SKAGEN);
    remember('ada', { kind: 'track', key: 'ops/mmsi:1' });
    remember('ada', { kind: 'action', id: 'fit' });
    expect(recents('ada').map(({ kind }) => kind)).toEqual(['action', 'track', 'place']);
    expect(recents('ada')[2]).toEqual(SKAGEN);
  });

  it('is each user’s own, and not kept without end', () => {
    for (let i = 0; i < 50; i++) remember('ada', { kind: 'track', key: `ops/mmsi:${i}` });
    expect(recents('ada')).toHaveLength(12);
    expect(recents('ada')[0]).toEqual({ kind: 'track', key: 'ops/mmsi:49' });
    expect(recents('bob')).toEqual([]);
  });

  it('is left out where it is damaged', () => {
    for (const damaged of [
      '{',
      'null',
      '7',
      '[null,{"kind":"action"},{"kind":"place","name":"x"}]',
    ]) {
      localStorage.setItem('vtoc.recent.ada', damaged);
      expect(recents('ada')).toEqual([]);
    }
  });
});
