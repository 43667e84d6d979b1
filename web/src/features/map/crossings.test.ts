import { describe, expect, it } from 'vitest';
import type { Crossing } from '../../lib/api-types';
import { crossingsText, crossingText, withNews } from './crossings';

function crossing(more: Partial<Crossing> = {}): Crossing {
  return {
    id: '1',
    station: 'ops',
    geofence_id: 'f',
    geofence: 'Harbour',
    track_id: 'mmsi:1',
    kind: 'vessel',
    affiliation: 'unknown',
    direction: 'enter',
    cause: 'moved',
    time: '2026-11-20T20:00:00Z',
    recorded_at: '2026-11-20T20:00:00Z',
    ...more,
  };
}

const ALL = { geofence: '', track: '', hours: 0 };
const listed = {
  pages: [{ items: [crossing()], next: null }],
  pageParams: [null],
};

describe('crossings in words', () => {
  it('say who crossed what, by name where there is one', () => {
    expect(crossingText(crossing({ direction: 'exit' }))).toBe('mmsi:1 left Harbour');
    expect(crossingText(crossing({ name: 'HANNE DUE' }))).toBe('HANNE DUE entered Harbour');
  });

  it('of one track come together with their number', () => {
    expect(crossingsText([crossing(), crossing(), crossing()])).toBe('mmsi:1 entered Harbour ×3');
  });

  it('of several tracks come together, too', () => {
    const other = crossing({ track_id: 'mmsi:2' });
    expect(crossingsText([crossing(), other])).toBe('2 tracks entered Harbour');
    expect(crossingsText([other, crossing(), other])).toBe('2 tracks entered Harbour ×3');
  });
});

describe('the list of crossings', () => {
  it('begins with what has just happened, once', () => {
    const later = crossing({ id: '2', time: '2026-11-20T21:00:00Z' });
    const { pages } = withNews(listed, [crossing(), later], ALL);
    expect(pages[0]?.items.map(({ id }) => id)).toEqual(['2', '1']);
  });

  it('leaves out what its filter does', () => {
    const other = crossing({ id: '2', geofence_id: 'g', track_id: 'mmsi:2' });
    expect(withNews(listed, [other], { ...ALL, geofence: 'f' })).toBe(listed);
    expect(withNews(listed, [other], { ...ALL, track: 'mmsi:1' })).toBe(listed);
  });
});
