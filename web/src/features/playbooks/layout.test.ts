import { describe, expect, it } from 'vitest';
import { BOX, type Layout, layOut, pathOf } from './layout';

function box(layout: Layout, id: string) {
  const found = layout.boxes.find((each) => each.id === id);
  if (found === undefined) {
    throw new Error(`no box ${id}`);
  }
  return found;
}

describe('the drawing of a graph', () => {
  it('puts what follows below, and what is side by side beside each other', () => {
    const layout = layOut([
      { id: 'both', next: ['left', 'right', 'after'] },
      { id: 'left', next: ['after'] },
      { id: 'right', next: ['after'] },
      { id: 'after', next: ['end'] },
    ]);
    expect(box(layout, 'left').y).toBe(box(layout, 'right').y);
    expect(box(layout, 'left').y).toBeGreaterThan(box(layout, 'both').y + BOX.height);
    expect(box(layout, 'after').y).toBeGreaterThan(box(layout, 'left').y + BOX.height);
    expect(layout.edges.some(({ back }) => back)).toBe(false);
    expect(layout.edges.map(({ to }) => to)).not.toContain('end');
  });

  it('leads back along the side, to a step before or to itself', () => {
    const layout = layOut([
      { id: 'look', next: ['again'] },
      { id: 'again', next: ['look', 'again', 'end'] },
    ]);
    const back = layout.edges.filter((edge) => edge.back);
    expect(back.map(({ to }) => to).toSorted()).toEqual(['again', 'look']);
    const rightmost = Math.max(...layout.boxes.map(({ x }) => x + BOX.width));
    for (const { points } of back) {
      expect(Math.max(...points.map(({ x }) => x))).toBeGreaterThan(rightmost);
    }
    expect(box(layout, 'again').y).toBeGreaterThan(box(layout, 'look').y);
  });

  it('lets no boxes touch, keeps all inside, and no straight part of an edge crosses a box', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
    const layout = layOut([
      { id: 'a', next: ['b', 'c', 'd', 'e', 'j'] },
      { id: 'b', next: ['f'] },
      { id: 'c', next: ['f', 'g'] },
      { id: 'd', next: ['g', 'i'] },
      { id: 'e', next: ['h'] },
      { id: 'f', next: ['i', 'a'] },
      { id: 'g', next: ['i'] },
      { id: 'h', next: ['j', 'e'] },
      { id: 'i', next: ['j'] },
      { id: 'j', next: [] },
    ]);
    expect(layout.boxes.map(({ id }) => id)).toEqual(names);
    for (const one of layout.boxes) {
      expect(one.x).toBeGreaterThanOrEqual(0);
      expect(one.x + BOX.width).toBeLessThanOrEqual(layout.width);
      expect(one.y + BOX.height).toBeLessThanOrEqual(layout.height);
      for (const other of layout.boxes) {
        const apart =
          one.id === other.id || one.y !== other.y || Math.abs(one.x - other.x) >= BOX.width;
        expect(apart, `${one.id} and ${other.id}`).toBe(true);
      }
    }
    for (const { points, from, to } of layout.edges) {
      points.slice(1).forEach((end, at) => {
        const start = points[at];
        if (start === undefined || (start.x !== end.x && start.y !== end.y)) {
          return;
        }
        const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
        const crossed = layout.boxes.filter(
          ({ x, y }) =>
            middle.x > x && middle.x < x + BOX.width && middle.y > y && middle.y < y + BOX.height,
        );
        expect(
          crossed.map(({ id }) => id),
          `${from} to ${to}`,
        ).toEqual([]);
      });
    }
  });

  it('is empty without steps', () => {
    expect(layOut([])).toEqual({ width: 0, height: 0, boxes: [], edges: [] });
  });

  it('stands for an edge as a path', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 10, y: 20 },
    ];
    const edge = { from: 'a', to: 'b', points };
    expect(pathOf({ ...edge, back: false })).toBe('M0 0 C0 10 10 10 10 20');
    expect(pathOf({ ...edge, back: true })).toBe('M0 0 L10 20');
  });
});
