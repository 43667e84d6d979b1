import type { AuditRow, Verification } from '../../lib/api-types';

/** What the list is narrowed to; the same names in the page's address and in the request. */
export const FILTERS = ['station', 'actor', 'action', 'target', 'since', 'until'] as const;
export type Filter = Readonly<Partial<Record<(typeof FILTERS)[number], string>>>;

export function filterOf(address: URLSearchParams): Filter {
  return Object.fromEntries(
    FILTERS.flatMap((name) => {
      const value = address.get(name)?.trim() ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
}

/** The request's parameters. Days are whole days in UTC: the last one counts. */
export function searchOf({ since, until, ...rest }: Filter): URLSearchParams {
  const search = new URLSearchParams(rest);
  if (since !== undefined) {
    search.set('since', `${since}T00:00:00Z`);
  }
  if (until !== undefined) {
    search.set('until', new Date(Date.parse(`${until}T00:00:00Z`) + 86_400_000).toISOString());
  }
  return search;
}

export function rowKey({ chain, position }: AuditRow): string {
  return `${chain}:${position}`;
}

export interface Difference {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What changed, where the row says what was before; everything that it says, otherwise. */
export function differences(details: Record<string, unknown>): readonly Difference[] {
  const { before, ...after } = details;
  if (typeof before !== 'object' || before === null) {
    return Object.entries(details).map(([name, value]) => ({
      name,
      before: undefined,
      after: text(value),
    }));
  }
  const old = before as Record<string, unknown>;
  return [...new Set([...Object.keys(old), ...Object.keys(after)])].flatMap((name) => {
    const [was, is] = [text(old[name]), text(after[name])];
    return was === is ? [] : [{ name, before: was, after: is }];
  });
}

function text(value: unknown): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}

/** The verdict over all chains, in words. */
export function verdict({ whole, chains }: Verification): string {
  const rows = chains.reduce((sum, chain) => sum + chain.rows, 0);
  return whole
    ? `All ${chains.length} chains are whole: ${rows} rows, none changed, none missing.`
    : `${chains.filter((chain) => !chain.whole).length} of ${chains.length} chains are broken.`;
}

const HEADS = [
  'time',
  'actor_kind',
  'actor',
  'address',
  'action',
  'target',
  'station',
  'position',
  'details',
  'hash',
];

/** A table for spreadsheets (RFC 4180). */
export function csv(rows: readonly AuditRow[]): string {
  const lines = rows.map(({ at, actor, action, target, chain, position, details, hash }) => [
    at,
    actor.kind,
    actor.name,
    actor.address ?? '',
    action,
    target,
    chain,
    String(position),
    JSON.stringify(details),
    hash,
  ]);
  return [HEADS, ...lines].map((line) => `${line.map(csvCell).join(',')}\r\n`).join('');
}

/**
 * A cell that a spreadsheet would run as a formula starts with an apostrophe; names of users and targets are
 * what strangers may have typed.
 */
export function csvCell(value: string): string {
  const tame = /^[\s]*[=+\-@]|^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
}
