import { describe, expect, it } from 'vitest';
import type { Geofence } from '../../lib/api-types';
import {
  bodyOf,
  changeOf,
  type Draft,
  draftOf,
  handlesOf,
  lacking,
  NEW_DRAFT,
  readCorners,
  withHandleAt,
  withoutHandle,
  withoutPoint,
  withPoint,
} from './fence-draft';

const at = (latitude: number, longitude: number) => ({ latitude, longitude });
const named: Draft = { ...NEW_DRAFT, name: 'Harbour' };
const triangle = [at(0, 0), at(0, 2), at(2, 2)].reduce(withPoint, named);
const round = withPoint(withPoint({ ...named, form: 'circle' }, at(0, 0)), at(0, 1));

function stored(draft: Draft, more: Partial<Geofence> = {}): Geofence {
  const body = bodyOf(draft);
  const { geometry, center, radius } = body;
  return {
    ...(geometry ? { geometry } : { center: center as number[], radius: radius as number }),
    id: '1',
    station: 'ops',
    name: body.name,
    enabled: true,
    kinds: [],
    affiliations: [],
    hysteresis: 50,
    inside: 0,
    revision: 3,
    created_at: '2026-11-20T20:00:00Z',
    updated_at: '2026-11-20T20:00:00Z',
    ...more,
  };
}

describe('a fence that is drawn', () => {
  it('needs three corners, or a middle, and a name', () => {
    expect(lacking(named)).toContain('three');
    expect(lacking(triangle)).toBe('');
    expect(lacking({ ...named, form: 'circle' })).toContain('middle');
    expect(lacking(round)).toBe('');
    expect(lacking({ ...triangle, name: ' ' })).toContain('name');
  });

  it('as a circle takes its radius from the second point', () => {
    expect(round.points).toHaveLength(1);
    expect(round.radius).toBe(111_319);
    expect(bodyOf(round)).toMatchObject({ name: 'Harbour', center: [0, 0], radius: 111_319 });
  });

  it('as a polygon is closed for the center, and open again to be changed', () => {
    const ring = [
      [0, 0],
      [2, 0],
      [2, 2],
      [0, 0],
    ];
    expect(bodyOf(triangle).geometry).toEqual({ type: 'Polygon', coordinates: [ring] });
    expect(draftOf(stored(triangle)).points).toEqual(triangle.points);
  });

  it('gives the center longitudes of one turn round the Earth', () => {
    const beyond = withPoint({ ...named, form: 'circle' }, at(0, 181));
    expect(bodyOf(beyond).center).toEqual([-179, 0]);
  });

  it('loses its last corner again', () => {
    expect(withoutPoint(triangle).points).toHaveLength(2);
  });

  it('can be typed, a corner a line, and names the line that is none', () => {
    expect(readCorners('0 0\n0, 1\n\n31U DQ 48251 11935').points).toHaveLength(3);
    expect(readCorners('0 0\nsomewhere').wrong).toBe('somewhere');
  });

  it('watches what its conditions name, and all without any', () => {
    expect(bodyOf(triangle)).not.toHaveProperty('kinds');
    const low = { ...triangle, kinds: ['aircraft'], affiliations: ['hostile'], highest: '900' };
    expect(bodyOf(low)).toMatchObject({
      kinds: ['aircraft'],
      affiliations: ['hostile'],
      altitude_max: 900,
    });
  });
});

describe('handles', () => {
  it('are the corners, and what would be new ones between them', () => {
    expect(handlesOf(triangle).map(({ label, faint = false }) => [label, faint])).toEqual([
      ['Corner 1', false],
      ['Corner 2', false],
      ['Corner 3', false],
      ['New corner after corner 1', true],
      ['New corner after corner 2', true],
      ['New corner after corner 3', true],
    ]);
    expect(handlesOf(triangle)[3]).toMatchObject(at(0, 1));
  });

  it('go the shorter way over the antimeridian', () => {
    const over = [at(0, 179), at(0, -179), at(2, -179)].reduce(withPoint, named);
    expect(handlesOf(over)[3]).toMatchObject(at(0, 180));
  });

  it('move a corner, or make one', () => {
    expect(withHandleAt(triangle, 1, at(0, 3)).points[1]).toEqual(at(0, 3));
    const four = withHandleAt(triangle, 4, at(1, 3));
    expect(four.points).toEqual([at(0, 0), at(0, 2), at(1, 3), at(2, 2)]);
  });

  it('take a corner away, but not one of the last three', () => {
    const four = withHandleAt(triangle, 4, at(1, 3));
    expect(withoutHandle(four, 2).points).toEqual(triangle.points);
    expect(withoutHandle(triangle, 0)).toBe(triangle);
  });

  it('move a circle, or its rim', () => {
    expect(withHandleAt(round, 0, at(5, 5))).toMatchObject({
      points: [at(5, 5)],
      radius: 111_319,
    });
    expect(withHandleAt(round, 1, at(0, 2)).radius).toBe(222_639);
  });
});

describe('a change', () => {
  it('sends the shape only where it was touched', () => {
    const draft = draftOf(stored(triangle, { kinds: ['vessel'], altitude_max: 100 }));
    expect(changeOf({ ...draft, highest: '' })).toEqual({
      name: 'Harbour',
      kinds: ['vessel'],
      affiliations: [],
      altitude_min: null,
      altitude_max: null,
      hysteresis: 50,
    });
    expect(changeOf(withHandleAt(draft, 0, at(1, 1)))).toHaveProperty('geometry');
  });

  it('keeps what is cut out of the polygon', () => {
    const hole = [
      [1.2, 0.5],
      [1.5, 0.5],
      [1.5, 0.8],
      [1.2, 0.5],
    ];
    const fence = stored(triangle);
    const rings = (fence.geometry?.coordinates as number[][][]) ?? [];
    const holed = { ...fence, geometry: { type: 'Polygon', coordinates: [...rings, hole] } };
    const changed = changeOf(withHandleAt(draftOf(holed), 0, at(-1, -1)));
    expect(changed.geometry?.coordinates).toContainEqual(hole);
  });
});
