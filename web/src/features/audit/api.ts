import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { call } from '../../lib/api';
import type { AuditPage, AuditRow, Verification } from '../../lib/api-types';
import { type Filter, searchOf } from './model';

const PIECE = 100;
/** Rows of an export at most: a file that a spreadsheet still opens. */
export const MOST_EXPORTED = 50_000;

function piece(filter: Filter, cursor: string, limit: number, signal?: AbortSignal) {
  const asked = searchOf(filter);
  asked.set('limit', String(limit));
  if (cursor !== '') {
    asked.set('cursor', cursor);
  }
  return call<AuditPage>(`/audit?${asked}`, signal === undefined ? {} : { signal });
}

/** Newest first, a piece at a time. */
export function auditQuery(filter: Filter) {
  return infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => piece(filter, pageParam, PIECE, signal),
    initialPageParam: '',
    placeholderData: keepPreviousData,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

/** Every row that the filter leaves, up to `MOST_EXPORTED`. */
export async function allRows(filter: Filter): Promise<readonly AuditRow[]> {
  const rows: AuditRow[] = [];
  let cursor: string | null = '';
  while (cursor !== null && rows.length < MOST_EXPORTED) {
    const page: AuditPage = await piece(filter, cursor, 1000);
    rows.push(...page.items);
    cursor = page.next;
  }
  return rows;
}

export function verify(): Promise<Verification> {
  return call('/audit/verify');
}
