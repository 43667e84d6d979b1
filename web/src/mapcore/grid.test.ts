import { describe, expect, it } from 'vitest';
import { degreeGrid, mgrsGrid } from './grid';
import { mercatorX, mercatorY } from './mercator';

function view(west: number, south: number, east: number, north: number, zoom: number) {
  return {
    minX: mercatorX(west),
    maxX: mercatorX(east),
    minY: mercatorY(north),
    maxY: mercatorY(south),
    zoom,
    bearing: 0,
  };
}

const texts = (shapes: ReturnType<typeof degreeGrid>) =>
  shapes.flatMap(({ properties: { text } }) => (text === undefined ? [] : [text]));

describe('the grid of degrees', () => {
  it('counts in steps that leave room, and names the sides', () => {
    const far = texts(degreeGrid(view(-40, -20, 60, 60, 3)));
    expect(far).toContain('0°');
    expect(far).toContain('20°W');
    expect(far).toContain('40°N');
    const near = texts(degreeGrid(view(10, 57, 10.5, 57.3, 11)));
    expect(near).toContain('10°15′E');
    expect(near).toContain('57°05′N');
  });

  it('goes on over the antimeridian', () => {
    expect(texts(degreeGrid(view(170, 0, 200, 20, 5)))).toEqual(
      expect.arrayContaining(['175°E', '175°W']),
    );
  });
});

describe('the military grid', () => {
  it('shows the zones from afar, with the exceptions of the north', () => {
    const names = texts(mgrsGrid(view(-10, 40, 45, 83, 3)));
    expect(names).toEqual(expect.arrayContaining(['31U', '32V', '33X', '35X', '37X']));
    expect(names).not.toContain('32X');
    expect(names).not.toContain('34X');
  });

  it('shows squares of 100 km nearer, and numbers nearer still', () => {
    expect(texts(mgrsGrid(view(8, 56, 12, 58, 7)))).toEqual(
      expect.arrayContaining(['NJ', 'NH', 'PJ']),
    );
    expect(texts(mgrsGrid(view(10.4, 57.6, 10.7, 57.8, 11)))).toContain('9');
  });

  it('draws no line beyond its zone', () => {
    const shapes = mgrsGrid(view(5, 50, 7, 52, 8));
    for (const { geometry, properties } of shapes) {
      if (geometry.type === 'LineString' && properties.width !== 1.6) {
        const xs = geometry.coordinates.map(([x = 0]) => x);
        expect(Math.min(...xs) >= 6 - 1e-3 || Math.max(...xs) <= 6 + 1e-3).toBe(true);
      }
    }
  });

  it('has no more than some hundred lines at any zoom and place', () => {
    for (let zoom = 1; zoom < 18; zoom++) {
      const half = 700 / (512 * 2 ** zoom);
      for (const [x, y] of [
        [0.5, 0.5],
        [0.53, 0.2],
        [0.999, 0.4],
      ] as const) {
        const box = { minX: x - half, maxX: x + half, minY: y - half, maxY: y + half };
        expect(mgrsGrid({ ...box, zoom, bearing: 0 }).length).toBeLessThan(3000);
        expect(degreeGrid({ ...box, zoom, bearing: 0 }).length).toBeLessThan(150);
      }
    }
  });
});
