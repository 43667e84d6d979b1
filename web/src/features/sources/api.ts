import { queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/api';
import type { Page, Source } from '../../lib/api-types';

/** Every source that the user may read, page by page; asked again while the page is open. */
export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: async ({ signal }) => {
    const all: Source[] = [];
    let cursor: string | null = null;
    do {
      const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: Page<Source> = await call(`/telemetry/sources?limit=1000${more}`, { signal });
      all.push(...page.items);
      cursor = page.next;
    } while (cursor !== null && all.length < 10_000);
    return all;
  },
  refetchInterval: 3_000,
});
