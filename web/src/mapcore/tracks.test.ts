import { describe, expect, it } from 'vitest';
import { feature, NOON, tracksOf } from './fixtures';
import { readRemoval, readReport, trackKey } from './report';

function report(...parts: Parameters<typeof feature>) {
  const read = readReport(feature(...parts));
  if (!read) throw new Error('not a track');
  return read;
}

describe('a track feature', () => {
  it('keeps what was reported and leaves the rest unknown', () => {
    const tracks = tracksOf(
      feature('icao:4ca2b6', { name: 'BCS361', speed: 82.9 }, [-0.51, 51.47, 518.2]),
    );
    const row = tracks.row(0, NOON + 5000);
    expect(row).toMatchObject({
      key: 'ops/icao:4ca2b6',
      label: 'BCS361',
      longitude: -0.51,
      altitude: 518.2,
      speed: 82.9,
      age: 5,
      stale: false,
    });
    expect(row).not.toHaveProperty('heading');
  });

  it('without a name is labelled with its own id', () => {
    expect(tracksOf(feature('icao:4ca2b6')).row(0, NOON).label).toBe('4CA2B6');
  });

  it('without a position is known all the same', () => {
    const row = tracksOf(feature('mmsi:219012345', { kind: 'vessel' })).row(0, NOON);
    expect(row).not.toHaveProperty('longitude');
    expect(row.kind).toBe('vessel');
  });

  it.each([
    ['no id', { ...feature('a:1'), id: '', properties: {} }],
    ['no time', feature('a:1', { event_time: 'yesterday' })],
    ['a place off the globe', feature('a:1', {}, [200, 10])],
    ['no object', 'garbage'],
    ['null', null],
  ])('is refused with %s', (_, value) => {
    expect(readReport(value)).toBeUndefined();
  });

  it('of a kind nobody knows counts as other', () => {
    expect(tracksOf(feature('a:1', { kind: 'dragon' })).row(0, NOON).kind).toBe('other');
  });
});

describe('all tracks', () => {
  it('keep the same id of two stations apart', () => {
    const tracks = tracksOf(feature('a:1'), feature('a:1', { station: 'intel' }));
    expect(tracks.size).toBe(2);
    expect(readRemoval({ id: 'a:1', station: 'intel' })).toBe(trackKey('intel', 'a:1'));
  });

  it('give the slot of a removed track to the next, with nothing of the old one left', () => {
    const tracks = tracksOf(
      feature('a:1', { name: 'OLD', source: 'here' }, [1, 2]),
      feature('a:2'),
    );
    const slot = tracks.remove('ops/a:1');
    expect(tracks.apply(report('a:3'))).toBe(slot);
    expect(tracks.row(slot ?? -1, NOON)).toMatchObject({ key: 'ops/a:3', label: '3' });
    expect(tracks.row(slot ?? -1, NOON)).not.toHaveProperty('longitude');
    expect(tracks.slot('ops/a:1')).toBeUndefined();
  });

  it('name after a snapshot what it did not contain', () => {
    const tracks = tracksOf(feature('a:1'), feature('a:2'));
    tracks.beginSnapshot();
    tracks.apply(report('a:2'));
    tracks.apply(report('a:3'));
    expect(tracks.endSnapshot()).toEqual(['ops/a:1']);
  });

  it('hold more than their first capacity', () => {
    const many = Array.from({ length: 3000 }, (_, i) => feature(`a:${i}`, {}, [i / 100, 10]));
    const tracks = tracksOf(...many);
    expect(tracks.size).toBe(3000);
    expect(tracks.row(2999, NOON).longitude).toBe(29.99);
    expect(tracks.row(0, NOON).longitude).toBe(0);
  });
});
