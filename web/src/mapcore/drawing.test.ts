import { describe, expect, it } from 'vitest';
import { feature, keysOf, sceneOf, tracksOf } from './fixtures';
import { draw } from './frame';
import { MAX_LABELS, placeLabels, sameLabels, URGENT } from './labels';
import {
  boundsAround,
  boundsOf,
  latitudeAt,
  longitudeAt,
  mercatorX,
  mercatorY,
  worldPixels,
  wrapLongitude,
} from './mercator';
import { LINE_FLOATS, SYMBOL_FLOATS } from './messages';
import { nearest } from './picking';
import { PLAIN_LAYERS } from './picture';
import { asDots } from './symbols';
import { originMatrix } from './trackLayer';
import { Trails } from './trails';

const EUROPE = { minX: 0.45, maxX: 0.6, minY: 0.28, maxY: 0.4, zoom: 6, bearing: 0 };
const DATELINE = { minX: 0.95, maxX: 1.05, minY: 0.4, maxY: 0.6, zoom: 6, bearing: 0 };

describe('mercator', () => {
  it.each([
    [0, 0],
    [-179.9, 84],
    [12.5, -61.25],
  ])('goes from %d, %d and back', (longitude, latitude) => {
    expect(longitudeAt(mercatorX(longitude))).toBeCloseTo(longitude, 9);
    expect(latitudeAt(mercatorY(latitude))).toBeCloseTo(latitude, 9);
  });

  it('gives the center bounds that cross the antimeridian', () => {
    const [west, , east] = boundsOf(DATELINE);
    expect(west).toBeCloseTo(162, 6);
    expect(east).toBeCloseTo(-162, 6);
  });

  it('gives the whole turn for a view as wide as the world', () => {
    expect(boundsOf({ ...EUROPE, minX: -0.2, maxX: 1.3 })[0]).toBe(-180);
  });

  it('finds the shorter way around points on both sides of the antimeridian', () => {
    const bounds = boundsAround([
      [mercatorX(178), 0.5],
      [mercatorX(-179), 0.45],
    ]);
    expect(bounds?.[0]).toBeCloseTo(178, 6);
    expect(bounds?.[2]).toBeCloseTo(-179, 6);
  });

  it('wraps longitudes', () => {
    expect(wrapLongitude(190)).toBe(-170);
    expect(wrapLongitude(-180)).toBe(-180);
  });
});

describe('symbols as dots', () => {
  it('begin where symbols would cover each other, and end only with more room', () => {
    const pixels = 1440 * 900;
    expect(asDots(6, 500, pixels, false)).toBe(false);
    expect(asDots(6, 20_000, pixels, false)).toBe(true);
    expect(asDots(6, 2_500, pixels, false)).toBe(false);
    expect(asDots(6, 2_500, pixels, true)).toBe(true);
    expect(asDots(6, 2_000, pixels, true)).toBe(false);
    expect(asDots(3.9, 1, pixels, false)).toBe(true);
  });
});

describe('a frame', () => {
  const tracks = tracksOf(
    feature('a:1', { name: 'ONE', heading: 90, course: 10 }, [5, 52]),
    feature('a:2', { name: 'TWO', course: 10, kind: 'vessel' }, [6, 53]),
    feature('a:3', { name: 'THREE' }, [179, 0]),
    feature('a:4'),
  );

  it('has the tracks around the view only, heading before course', () => {
    const { symbols } = draw(sceneOf(tracks, EUROPE));
    expect(symbols).toHaveLength(2 * SYMBOL_FLOATS);
    expect(symbols[2]).toBeCloseTo(Math.PI / 2, 5);
    expect(symbols[SYMBOL_FLOATS + 2]).toBeCloseTo((10 * Math.PI) / 180, 5);
  });

  it('marks a track without any direction', () => {
    expect(draw(sceneOf(tracks, DATELINE)).symbols[2]).toBe(-1);
  });

  it('repeats a track in each copy of the world', () => {
    const wide = { minX: -0.9, maxX: 1.9, minY: 0.3, maxY: 0.6, zoom: 1, bearing: 0 };
    expect(draw(sceneOf(tracks, wide)).symbols.length / SYMBOL_FLOATS).toBeGreaterThan(8);
  });

  it('shows the selected track in spite of the filter, ringed and on top', () => {
    const scene = { ...sceneOf(tracks, EUROPE), selected: 'ops/a:1' };
    expect(draw({ ...scene, passes: () => false }).symbols).toHaveLength(SYMBOL_FLOATS);
    const { symbols } = draw(scene);
    expect(symbols[SYMBOL_FLOATS + 6]).toBe(1);
    expect(symbols[6]).toBe(0);
  });

  it('labels at a close look, only the selected one from afar', () => {
    expect(draw(sceneOf(tracks, EUROPE)).labels.map(({ text }) => text)).toEqual(['ONE', 'TWO']);
    const far = { ...sceneOf(tracks, { ...EUROPE, zoom: 3 }), selected: 'ops/a:2' };
    expect(draw(far).labels.map(({ text }) => text)).toEqual(['TWO']);
  });

  it.each([
    [5_000, 1],
    [300, 20],
  ])('labels %d tracks without one text over another, the selected one in any case', (n, least) => {
    const many = Array.from({ length: n }, (_, i) =>
      feature(`a:${i}`, { name: `SYN${i}` }, [
        -15 + ((i * 7919) % 5_000) / 100,
        35 + (i % 300) / 10,
      ]),
    );
    const crowd = tracksOf(...many);
    const view = { ...EUROPE, zoom: 4 };
    const { zoom } = view;
    const scene = { ...sceneOf(crowd, view), selected: `ops/a:${n / 2}` };
    const { labels } = draw(scene);
    const boxes = labels.map(({ longitude, latitude, text, below }) => ({
      x: mercatorX(longitude) * worldPixels(zoom),
      y: mercatorY(latitude) * worldPixels(zoom) + below,
      wide: text.length * 6.2,
    }));
    const over = boxes.flatMap((one, i) =>
      boxes
        .slice(i + 1)
        .filter(
          (two) =>
            Math.abs(one.y - two.y) < 11 && Math.abs(one.x - two.x) < (one.wide + two.wide) / 2,
        ),
    );
    expect(labels.length).toBeGreaterThanOrEqual(least);
    expect(over).toEqual([]);
    expect(labels.some(({ selected }) => selected)).toBe(true);
  });

  it('keeps a metre apart in the middle of a close view', () => {
    const metre = 1 / 40_075_016.686;
    const at = (x: number) => longitudeAt(x);
    const near = tracksOf(
      feature('b:1', {}, [at(0.51), 0]),
      feature('b:2', {}, [at(0.51 + metre), 0]),
    );
    const view = { minX: 0.51 - 1e-5, maxX: 0.51 + 1e-5, minY: 0.49999, maxY: 0.50001 };
    const { symbols } = draw(sceneOf(near, { ...view, zoom: 16, bearing: 0 }));
    const apart = ((symbols[SYMBOL_FLOATS] ?? 0) - (symbols[0] ?? 0)) / metre;
    expect(apart).toBeCloseTo(1, 2);
  });

  it('joins a trail over the antimeridian the short way', () => {
    const trails = new Trails();
    trails.add(2, mercatorX(-179.5), 0.5);
    trails.add(2, mercatorX(179), 0.5);
    const layers = { ...PLAIN_LAYERS, trails: 'all', labels: 'off' } as const;
    const { lines } = draw({ ...sceneOf(tracks, DATELINE), trails, layers });
    expect(lines).toHaveLength(2 * LINE_FLOATS);
    expect(Math.abs((lines[LINE_FLOATS] ?? 0) - (lines[0] ?? 0))).toBeCloseTo(1.5 / 360, 6);
  });
});

describe('a trail', () => {
  it('keeps the last positions and skips those that do not move', () => {
    const trails = new Trails();
    for (let i = 0; i < 100; i++) trails.add(0, i / 100, 0.5);
    trails.add(0, 0.99, 0.5);
    const points = trails.points(0, 'ops/a:1');
    expect(points).toHaveLength(24);
    expect(points.at(-1)).toEqual([0.99, 0.5]);
    expect(points[0]?.[0]).toBeCloseTo(0.76, 9);
  });

  it('begins with the history that was asked for', () => {
    const trails = new Trails();
    trails.add(0, 0.4, 0.5);
    trails.seed(0, 'ops/a:1', [{ longitude: 0, latitude: 0, time: 0 }]);
    trails.add(0, 0.6, 0.5);
    expect(trails.points(0, 'ops/a:1')).toEqual([
      [0.5, 0.5],
      [0.6, 0.5],
    ]);
  });

  it('is gone with its track', () => {
    const trails = new Trails();
    trails.add(7, 0.4, 0.5);
    trails.clear(7, 'ops/a:1');
    expect(trails.points(7, 'ops/a:1')).toEqual([]);
  });
});

describe('labels', () => {
  const candidate = (slot: number, x: number, y: number, priority = 0) => ({
    slot,
    x,
    y,
    text: 'SYN0001',
    priority,
  });

  it('never overlap, and the more important one stays', () => {
    const placed = placeLabels([candidate(1, 0, 0), candidate(2, 20, 5, 9), candidate(3, 0, 40)]);
    expect(placed.map(({ slot }) => slot)).toEqual([2, 3]);
  });

  it('do not cover other symbols, unless they are urgent', () => {
    const symbols = [{ x: 10, y: 2 }];
    expect(placeLabels([candidate(1, 0, 0)], symbols)).toEqual([]);
    expect(placeLabels([candidate(1, 0, 0, URGENT)], symbols)).toHaveLength(1);
  });

  it('are drawn anew only for a visible change', () => {
    const label = { text: 'A', below: 9, selected: false, priority: 1, longitude: 5, latitude: 52 };
    const moved = { ...label, longitude: 5.001 };
    expect(sameLabels([label], [moved], 4)).toBe(true);
    expect(sameLabels([label], [moved], 14)).toBe(false);
    expect(sameLabels([label], [{ ...label, selected: true }], 4)).toBe(false);
    expect(sameLabels([label], [], 4)).toBe(false);
  });

  it('are limited in number', () => {
    const many = Array.from({ length: 900 }, (_, i) => candidate(i, (i % 30) * 90, i * 20));
    expect(placeLabels(many)).toHaveLength(MAX_LABELS);
  });

  it('keep apart across cells', () => {
    const spread = Array.from({ length: 2000 }, (_, i) =>
      candidate(i, (i * 7919) % 1440, (i * 104_729) % 900),
    );
    const placed = placeLabels(spread);
    const clash = placed.some((a, i) =>
      placed.some((b, j) => i < j && Math.abs(a.x - b.x) < 50 && Math.abs(a.y - b.y) < 15),
    );
    expect(placed.length).toBeGreaterThan(50);
    expect(clash).toBe(false);
  });
});

describe('picking', () => {
  it('finds what is near, nearest first, over the antimeridian too', () => {
    const tracks = tracksOf(
      feature('a:1', {}, [179.9, 0]),
      feature('a:2', {}, [-179.95, 0]),
      feature('a:3', {}, [170, 0]),
    );
    const found = nearest(tracks, [0, 1, 2], { x: 1, y: 0.5 }, DATELINE, 14);
    expect(keysOf(tracks, found)).toEqual(['ops/a:2', 'ops/a:1']);
  });
});

describe('the projection with an origin', () => {
  it('equals the projection of the sum', () => {
    const matrix = [2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1, 0, 5, 7, 0, 1];
    const moved = originMatrix(matrix, [10, 20]);
    expect([...moved.slice(12)]).toEqual([25, 67, 0, 1]);
  });
});
