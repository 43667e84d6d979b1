import { call } from './api';

interface Piece<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Everything of a list, piece by piece, up to `most`. For lists that a person keeps, not for ever-growing ones. */
export async function everyPage<T>(
  path: string,
  signal: AbortSignal,
  most = 10_000,
): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const piece: Piece<T> = await call(`${path}?limit=1000${more}`, { signal });
    items.push(...piece.items);
    cursor = piece.next;
  } while (cursor !== null && items.length < most);
  return items;
}
