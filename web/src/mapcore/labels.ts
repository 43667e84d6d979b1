import { worldPixels } from './mercator';
import type { LabelPoint } from './messages';

export const MAX_LABELS = 300;
const CHARACTER_PX = 6.6;
const HEIGHT_PX = 15;
const MARGIN_PX = 4;

export interface Candidate {
  readonly slot: number;
  /** Screen-aligned CSS pixels, any origin. */
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** Higher first. */
  readonly priority: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** From here on a label may lie over other symbols. */
export const URGENT = 40;
/** A symbol's middle that is nearer than this to a label's box is in its way. */
const CLEARANCE_PX = 7;

/**
 * The labels that fit: greedily by priority, none overlapping another, at most `MAX_LABELS`, and none but
 * urgent ones over a symbol. `x` and `y` of a candidate are the middle of its text. Text sizes are
 * estimated generously, since the map's own collision has the last word.
 */
export function placeLabels<T extends Candidate>(
  candidates: readonly T[],
  symbols: readonly Point[] = [],
): T[] {
  const placed: T[] = [];
  const taken = new Cells<Point & { width: number }>();
  const obstacles = new Cells<Point>();
  for (const symbol of symbols) obstacles.add(symbol, 0, symbol);
  const ordered = [...candidates].sort((a, b) => b.priority - a.priority || a.slot - b.slot);
  for (const label of ordered) {
    if (placed.length >= MAX_LABELS) break;
    const width = label.text.length * CHARACTER_PX + MARGIN_PX;
    const crowded = taken
      .near(label, width)
      .some(
        (other) =>
          Math.abs(other.y - label.y) < HEIGHT_PX &&
          Math.abs(other.x - label.x) * 2 < other.width + width,
      );
    if (crowded) continue;
    const covering = obstacles
      .near(label, width + 2 * CLEARANCE_PX)
      .some(
        (symbol) =>
          Math.abs(symbol.y - label.y) < HEIGHT_PX / 2 + CLEARANCE_PX &&
          Math.abs(symbol.x - label.x) < width / 2 + CLEARANCE_PX,
      );
    if (covering && label.priority < URGENT) continue;
    placed.push(label);
    taken.add(label, width, { x: label.x, y: label.y, width });
  }
  return placed;
}

const MOVED_PX = 1.5;

/** Whether the map need not draw the labels anew: the same ones, and none moved visibly at this zoom. */
export function sameLabels(
  old: readonly LabelPoint[],
  next: readonly LabelPoint[],
  zoom: number,
): boolean {
  const degrees = (MOVED_PX / worldPixels(zoom)) * 360;
  return (
    old.length === next.length &&
    next.every((label, i) => {
      const before = old[i];
      return (
        before?.text === label.text &&
        before.selected === label.selected &&
        before.below === label.below &&
        Math.abs(before.longitude - label.longitude) < degrees &&
        Math.abs(before.latitude - label.latitude) < degrees
      );
    })
  );
}

const CELL_PX = 64;

/** Things by place, for questions about what is near. */
class Cells<T> {
  private readonly cells = new Map<number, T[]>();

  add(at: Point, width: number, thing: T): void {
    const row = Math.floor(at.y / HEIGHT_PX);
    for (const column of this.columns(at.x, width)) {
      const list = this.cells.get(this.cell(column, row));
      if (list) list.push(thing);
      else this.cells.set(this.cell(column, row), [thing]);
    }
  }

  near(at: Point, width: number): T[] {
    const row = Math.floor(at.y / HEIGHT_PX);
    const columns = this.columns(at.x, width);
    return [row - 1, row, row + 1].flatMap((next) =>
      columns.flatMap((column) => this.cells.get(this.cell(column, next)) ?? []),
    );
  }

  private cell(column: number, row: number): number {
    return column * 2 ** 24 + row;
  }

  private columns(x: number, width: number): number[] {
    const first = Math.floor((x - width / 2) / CELL_PX);
    const last = Math.floor((x + width / 2) / CELL_PX);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  }
}
