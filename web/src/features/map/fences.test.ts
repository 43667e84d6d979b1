import { describe, expect, it } from 'vitest';
import type { Geofence } from '../../lib/api-types';
import {
  bodyOf,
  boundsOfFence,
  crossingText,
  draftOf,
  draftShapes,
  fenceShapes,
  lacking,
  NEW_DRAFT,
  readCorners,
  withPoint,
} from './fences';

const at = (latitude: number, longitude: number) => ({ latitude, longitude });
const triangle = [at(0, 0), at(0, 1), at(1, 1)].reduce(withPoint, NEW_DRAFT);
const round = withPoint(withPoint({ ...NEW_DRAFT, form: 'circle' }, at(0, 0)), at(0, 1));

function fence(more: Partial<Geofence>): Geofence {
  return {
    ...(bodyOf(triangle, 'Harbour') as Geofence),
    id: '1',
    enabled: true,
    inside: 0,
    ...more,
  };
}

describe('a fence that is drawn', () => {
  it('needs three corners, or a middle', () => {
    expect(lacking(NEW_DRAFT)).toContain('three');
    expect(lacking(triangle)).toBe('');
    expect(lacking({ ...NEW_DRAFT, form: 'circle' })).toContain('middle');
    expect(lacking(round)).toBe('');
  });

  it('as a circle takes its radius from the second point', () => {
    expect(round.points).toHaveLength(1);
    expect(round.radius).toBe(111_319);
    expect(bodyOf(round, 'Ring')).toEqual({ name: 'Ring', center: [0, 0], radius: 111_319 });
  });

  it('as a polygon is closed for the center, and open again to edit', () => {
    expect(bodyOf(triangle, 'Harbour').geometry).toEqual({
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    });
    expect(draftOf(fence({}))).toEqual(triangle);
  });

  it('can be typed, a corner a line, and names the line that is none', () => {
    expect(readCorners('0 0\n0, 1\n\n31U DQ 48251 11935').points).toHaveLength(3);
    expect(readCorners('0 0\nsomewhere').wrong).toBe('somewhere');
  });

  it('is drawn as far as it goes', () => {
    expect(draftShapes(NEW_DRAFT)).toEqual([]);
    expect(draftShapes(triangle).filter(({ geometry }) => geometry.type === 'Point')).toHaveLength(
      3,
    );
  });
});

describe('a fence', () => {
  it('has its name once, stands out with tracks inside, and is faint when off', () => {
    const tones = (shapes: ReturnType<typeof fenceShapes>) =>
      new Set(shapes.map(({ properties }) => properties.tone));
    expect(fenceShapes([fence({})]).filter(({ properties }) => properties.text)).toHaveLength(1);
    expect(tones(fenceShapes([fence({ inside: 2 })]))).toEqual(new Set(['hostile']));
    expect(tones(fenceShapes([fence({ enabled: false })]))).toEqual(new Set(['minor']));
  });

  it('has bounds to fly to', () => {
    expect(boundsOfFence(fence({}))).toEqual([0, 0, 1, 1]);
  });

  it('says in words who crossed it', () => {
    const crossing = { track_id: 'mmsi:1', geofence: 'Harbour', direction: 'exit' } as never;
    expect(crossingText(crossing)).toBe('mmsi:1 left Harbour');
  });
});
