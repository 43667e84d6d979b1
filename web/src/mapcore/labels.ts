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

/**
 * The labels that fit: greedily by priority, none overlapping another, at most `MAX_LABELS`. Text sizes
 * are estimated generously, since the map's own collision has the last word.
 */
export function placeLabels<T extends Candidate>(
  candidates: readonly T[],
  limit = MAX_LABELS,
): T[] {
  const placed: T[] = [];
  const cells = new Map<string, { x: number; y: number; width: number }[]>();
  const ordered = [...candidates].sort((a, b) => b.priority - a.priority || a.slot - b.slot);
  for (const label of ordered) {
    if (placed.length >= limit) break;
    const width = label.text.length * CHARACTER_PX + MARGIN_PX;
    const row = Math.floor(label.y / HEIGHT_PX);
    const near = [row - 1, row, row + 1].flatMap((y) => column(cells, label.x, width, y));
    const free = near.every(
      (other) =>
        Math.abs(other.y - label.y) >= HEIGHT_PX ||
        Math.abs(other.x - label.x) * 2 >= other.width + width,
    );
    if (!free) continue;
    placed.push(label);
    for (const cell of columnsOf(label.x, width)) {
      const key = `${cell}:${row}`;
      const list = cells.get(key) ?? [];
      list.push({ x: label.x, y: label.y, width });
      cells.set(key, list);
    }
  }
  return placed;
}

const CELL_PX = 64;

function columnsOf(x: number, width: number): number[] {
  const first = Math.floor((x - width / 2) / CELL_PX);
  const last = Math.floor((x + width / 2) / CELL_PX);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function column(
  cells: ReadonlyMap<string, { x: number; y: number; width: number }[]>,
  x: number,
  width: number,
  row: number,
): { x: number; y: number; width: number }[] {
  return columnsOf(x, width).flatMap((cell) => cells.get(`${cell}:${row}`) ?? []);
}
