import type { Job, KindFigures } from '../../lib/api-types';
import { grouped } from '../../lib/format';

/** What the list is narrowed to; the same names in the page's address and in the request. */
export const FILTERS = ['state', 'kind'] as const;
export type Filter = Readonly<Partial<Record<(typeof FILTERS)[number], string>>>;

export const STATES: readonly { readonly value: string; readonly text: string }[] = [
  { value: '', text: 'All' },
  { value: 'queued', text: 'Queued' },
  { value: 'running', text: 'Running' },
  { value: 'succeeded', text: 'Succeeded' },
  { value: 'dead', text: 'Dead' },
  { value: 'cancelled', text: 'Cancelled' },
];

export function filterOf(address: URLSearchParams): Filter {
  return Object.fromEntries(
    FILTERS.flatMap((name) => {
      const value = address.get(name) ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
}

/** What can be done with a job in its state. */
export function actionOf({ state }: Job): 'requeue' | 'cancel' | undefined {
  if (state === 'dead' || state === 'cancelled') {
    return 'requeue';
  }
  return state === 'queued' || state === 'running' ? 'cancel' : undefined;
}

/** All kinds in one line. */
export function summary(kinds: readonly KindFigures[]): string {
  const sum = (of: (kind: KindFigures) => number) => kinds.reduce((all, kind) => all + of(kind), 0);
  const oldest = Math.max(0, ...kinds.map(({ oldest_seconds }) => oldest_seconds));
  const parts = [
    `${grouped(sum(({ queued }) => queued))} queued`,
    `${grouped(sum(({ running }) => running))} running`,
    `${grouped(sum(({ dead }) => dead))} dead`,
  ];
  return oldest < 1
    ? parts.join(', ')
    : `${parts.join(', ')}; the oldest is due since ${since(oldest)}`;
}

function since(seconds: number): string {
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
