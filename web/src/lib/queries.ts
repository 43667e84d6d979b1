import { QueryClient, queryOptions } from '@tanstack/react-query';
import { call, readOpen } from './api';
import type { About, Account, BasemapState, StationPage } from './api-types';
import { RefusedError } from './problem';

/** A refusal will not change by asking again; a center that does not answer may come back. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => !(error instanceof RefusedError) && failures < 2,
        staleTime: 30_000,
        refetchOnWindowFocus: false,
      },
    },
  });
}

export const aboutQuery = queryOptions({
  queryKey: ['about'],
  queryFn: ({ signal }) => readOpen<About>('/about', signal),
  staleTime: 300_000,
});

export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: ({ signal }) => call<Account>('/auth/me', { signal }),
  staleTime: 300_000,
});

export const basemapQuery = queryOptions({
  queryKey: ['basemap'],
  queryFn: ({ signal }) => call<BasemapState>('/basemap/state', { signal }),
  staleTime: 300_000,
});

export const stationsQuery = queryOptions({
  queryKey: ['stations'],
  queryFn: ({ signal }) => call<StationPage>('/stations', { signal }),
  staleTime: 300_000,
});
