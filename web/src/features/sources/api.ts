import { queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/api';
import type { SettingsProblem, Source, SourcePage } from '../../lib/api-types';

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
