import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/api';
import type { Job, JobDetails, JobPage, QueueOverview } from '../../lib/api-types';
import type { Filter } from './model';

const PIECE = '100';
const REFRESH_MS = 5000;

/** Everything under this key is asked for again after a change. */
export const QUEUE = ['queue'] as const;

export const overviewQuery = queryOptions({
  queryKey: [...QUEUE, 'overview'],
  queryFn: ({ signal }) => call<QueueOverview>('/queue', { signal }),
  refetchInterval: REFRESH_MS,
});

/** Newest first, a piece at a time. */
export function jobsQuery(filter: Filter) {
  return infiniteQueryOptions({
    queryKey: [...QUEUE, 'jobs', filter],
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams({ ...filter, limit: PIECE });
      if (pageParam !== '') {
        asked.set('cursor', pageParam);
      }
      return call<JobPage>(`/jobs?${asked}`, { signal });
    },
    initialPageParam: '',
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

export function jobQuery(id: string) {
  return queryOptions({
    queryKey: [...QUEUE, 'job', id],
    queryFn: ({ signal }) => call<JobDetails>(`/jobs/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: REFRESH_MS,
  });
}

export function changeJob(id: string, action: 'requeue' | 'cancel'): Promise<Job> {
  return call(`/jobs/${encodeURIComponent(id)}/${action}`, { method: 'POST' });
}
