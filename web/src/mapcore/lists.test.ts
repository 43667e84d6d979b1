import { describe, expect, it } from 'vitest';
import { opacityAt } from './age';
import { compile } from './filter';
import { feature, keysOf, NOON, tracksOf } from './fixtures';
import { sortSlots } from './order';
import type { Filter, SortKey } from './picture';
import { rowsOf } from './rows';
import { search } from './search';
import { summarise } from './summary';

const VIEW = { minX: 0.5, maxX: 0.6, minY: 0.3, maxY: 0.4, zoom: 4, bearing: 0 };
const tracks = tracksOf(
  feature('icao:4ca2b6', { name: 'BCS361', affiliation: 'friend', altitude: 500 }, [5, 52]),
  feature('mmsi:219012345', { name: 'NORDIC STAR', kind: 'vessel', source: 'ais-north' }, [7, 56]),
  feature('icao:abc361', { kind: 'aircraft', station: 'intel', altitude: 9000 }, [-70, 40]),
  feature('mmsi:361000000', { kind: 'vessel', affiliation: 'hostile' }),
);
const slots = [0, 1, 2, 3];
const passing = (filter: Filter, now = NOON) =>
  keysOf(tracks, slots.filter(compile(filter, tracks, VIEW, now)));

describe('a filter', () => {
  it('that is empty lets everything pass', () => {
    expect(passing({ kinds: [], text: ' ' })).toHaveLength(4);
  });

  it.each<[Filter, string[]]>([
    [{ kinds: ['vessel'] }, ['ops/mmsi:219012345', 'ops/mmsi:361000000']],
    [{ affiliations: ['friend', 'hostile'] }, ['ops/icao:4ca2b6', 'ops/mmsi:361000000']],
    [{ sources: ['ais-north'] }, ['ops/mmsi:219012345']],
    [{ stations: ['intel'] }, ['intel/icao:abc361']],
    [{ text: 'nordic' }, ['ops/mmsi:219012345']],
    [{ keys: ['intel/icao:abc361'] }, ['intel/icao:abc361']],
    [{ inView: true }, ['ops/icao:4ca2b6', 'ops/mmsi:219012345']],
    [{ kinds: ['vessel'], inView: true }, ['ops/mmsi:219012345']],
  ])('%j keeps just these', (filter, keys) => {
    expect(passing(filter)).toEqual(keys);
  });

  it('for fresh tracks drops aircraft after a minute and keeps vessels', () => {
    expect(passing({ fresh: true }, NOON + 90_000)).toEqual([
      'ops/mmsi:219012345',
      'ops/mmsi:361000000',
    ]);
  });
});

describe('the search', () => {
  it('finds a part of a name and puts prefixes first', () => {
    expect(keysOf(tracks, search(tracks, '361', 10))).toEqual([
      'ops/mmsi:361000000',
      'ops/icao:4ca2b6',
      'intel/icao:abc361',
    ]);
  });

  it('takes a whole id with its scheme, in any case', () => {
    expect(keysOf(tracks, search(tracks, 'ICAO:4CA2B6', 10))).toEqual(['ops/icao:4ca2b6']);
  });

  it('gives no more than was asked for, and nothing for nothing', () => {
    expect(search(tracks, '361', 1)).toHaveLength(1);
    expect(search(tracks, '  ', 10)).toEqual([]);
  });
});

describe('the list', () => {
  it.each<[SortKey, boolean, number[]]>([
    ['name', false, [0, 1, 3, 2]],
    ['name', true, [1, 0, 2, 3]],
    ['altitude', false, [0, 2, 1, 3]],
    ['altitude', true, [2, 0, 1, 3]],
  ])('by %s (descending: %s) puts unknown values last', (sort, descending, order) => {
    expect(sortSlots(tracks, [...slots], sort, descending)).toEqual(order);
  });

  it('answers with a window and the place of the selected track', () => {
    const state = { tracks, passes: () => () => true, selected: 'ops/icao:4ca2b6' };
    const { rows } = rowsOf(state, { offset: 1, limit: 2, sort: 'name' }, undefined, NOON);
    expect(rows.rows.map(({ label }) => label)).toEqual(['NORDIC STAR', '361000000']);
    expect(rows).toMatchObject({ total: 4, selectedAt: 0 });
  });
});

describe('the summary', () => {
  it('counts all tracks, and shown ones by the filter', () => {
    const vessels = compile({ kinds: ['vessel'] }, tracks, VIEW, NOON);
    expect(summarise(tracks, vessels, (slot) => slot === 1, NOON)).toMatchObject({
      total: 4,
      shown: 2,
      inView: 1,
      stale: 0,
      withoutPosition: 1,
      byKind: { aircraft: 2, vessel: 2, person: 0 },
      bySource: { synthetic: 3, 'ais-north': 1 },
      byStation: { ops: 3, intel: 1 },
    });
  });
});

describe('the opacity of a symbol', () => {
  it('is whole for half of its time, then falls and never goes out', () => {
    expect(opacityAt(30, 60)).toBe(1);
    expect(opacityAt(45, 60)).toBeLessThan(1);
    expect(opacityAt(6000, 60)).toBe(opacityAt(60, 60));
    expect(opacityAt(6000, 60)).toBeGreaterThan(0.3);
  });
});
