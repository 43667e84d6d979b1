import { queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/api';
import type {
  NewSource,
  RawMessage,
  SettingsProblem,
  Source,
  SourceChange,
  SourcePage,
  SourceTest,
  SourceTrial,
} from '../../lib/api-types';

const MOST = 10_000;

export interface SourceList {
  readonly sources: readonly Source[];
  readonly problems: readonly SettingsProblem[];
}

/** Every source that the user may read, page by page; asked again while the page is open. */
export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: async ({ signal }): Promise<SourceList> => {
    const sources: Source[] = [];
    let problems: readonly SettingsProblem[] = [];
    let cursor: string | null = null;
    do {
      const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: SourcePage = await call(`/telemetry/sources?limit=1000${more}`, { signal });
      sources.push(...page.items);
      problems = page.settings_problems;
      cursor = page.next;
    } while (cursor !== null && sources.length < MOST);
    return { sources, problems };
  },
  refetchInterval: 3_000,
});

/** A slug is one source's within its station. */
export interface SourceName {
  readonly station: string;
  readonly slug: string;
}

function path({ station, slug }: SourceName, verb = ''): string {
  const end = `?station=${encodeURIComponent(station)}`;
  return `/telemetry/sources/${encodeURIComponent(slug)}${verb}${end}`;
}

/** One source, how it is doing and what it is told. */
export function sourceQuery({ station, slug }: SourceName) {
  return queryOptions({
    queryKey: ['source', station, slug],
    queryFn: ({ signal }) => call<Source>(path({ station, slug }), { signal }),
    refetchInterval: 2_000,
  });
}

/** The last messages as they came, oldest first; for operators alone. */
export function rawQuery(source: SourceName) {
  return queryOptions({
    queryKey: ['raw', source.station, source.slug],
    queryFn: async ({ signal }) => {
      const { items } = await call<{ items: RawMessage[] }>(path(source, '/raw'), { signal });
      return items;
    },
    refetchInterval: 2_000,
  });
}

export function createSource(body: NewSource): Promise<Source> {
  return call('/telemetry/sources', { method: 'POST', body });
}

export function changeSource(source: SourceName, body: SourceChange): Promise<Source> {
  return call(path(source), { method: 'PATCH', body });
}

export function deleteSource(source: SourceName): Promise<void> {
  return call(path(source), { method: 'DELETE' });
}

/** Reads it now instead of at its next time. */
export function runSource(source: SourceName): Promise<Source> {
  return call(path(source, '/run'), { method: 'POST' });
}

/** Tries settings for a few seconds; nothing is stored. */
export function testSource(station: string, body: SourceTest): Promise<SourceTrial> {
  const search = station === '' ? '' : `?station=${encodeURIComponent(station)}`;
  return call(`/telemetry/sources/test${search}`, { method: 'POST', body });
}
