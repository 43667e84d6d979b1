import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/api';
import type {
  CatalogueState,
  NewRun,
  OpenApproval,
  Playbook,
  Run,
  RunPage,
  WholeRun,
} from '../../lib/api-types';
import { everyPage } from '../../lib/pages';
import { isOpen, type Offer, offersOf, type RunFilter } from './model';

const PIECE = 50;
const LIVE_MS = 2_000;
const CALM_MS = 10_000;

/** What may run in any of the stations, by title. */
export function offersQuery(stations: readonly string[]) {
  return queryOptions({
    queryKey: ['playbooks', ...stations],
    queryFn: async ({ signal }): Promise<readonly Offer[]> => {
      const lists = await Promise.all(
        stations.map(async (station) => ({
          station,
          playbooks: await everyPage<Playbook>(
            `/stations/${encodeURIComponent(station)}/playbooks`,
            signal,
          ),
        })),
      );
      return offersOf(lists);
    },
    enabled: stations.length > 0,
    refetchInterval: CALM_MS,
  });
}

/** The file of the playbooks and its faults; for administrators. */
export const catalogueQuery = queryOptions({
  queryKey: ['catalogue'],
  queryFn: ({ signal }) => call<CatalogueState>('/agentkit/catalogue', { signal }),
  refetchInterval: CALM_MS,
});

/** Newest first, a piece at a time; often while one of them is under way. */
export function runsQuery(filter: RunFilter) {
  return infiniteQueryOptions({
    queryKey: ['runs', filter],
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams({ ...filter, limit: String(PIECE) });
      if (pageParam !== '') {
        asked.set('cursor', pageParam);
      }
      return call<RunPage>(`/agentkit/runs?${asked}`, { signal });
    },
    initialPageParam: '',
    placeholderData: keepPreviousData,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isOpen)) ? LIVE_MS : CALM_MS,
  });
}

/** One run with all that it did; asked again every second until it has ended. */
export function runQuery(id: string) {
  return queryOptions({
    queryKey: ['run', id],
    queryFn: ({ signal }) => call<WholeRun>(`/agentkit/runs/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) =>
      state.data === undefined || isOpen(state.data.run) ? 1_000 : false,
  });
}

/** What waits for a person, oldest first. */
export const approvalsQuery = queryOptions({
  queryKey: ['approvals'],
  queryFn: ({ signal }) => everyPage<OpenApproval>('/agentkit/approvals', signal),
  refetchInterval: LIVE_MS,
});

export function startRun(station: string, body: NewRun): Promise<Run> {
  return call(`/agentkit/runs?station=${encodeURIComponent(station)}`, { method: 'POST', body });
}

type Verb = 'approve' | 'reject' | 'cancel' | 'retry' | 'replay';

function act({ id, station }: RunName, verb: Verb, body: unknown): Promise<Run> {
  return call(`/agentkit/runs/${id}/${verb}?station=${encodeURIComponent(station)}`, {
    method: 'POST',
    body,
  });
}

export type RunName = Pick<Run, 'id' | 'station'>;

/** Answers a question of the run. */
export function decide(
  run: RunName,
  approval: string,
  approved: boolean,
  note: string,
): Promise<Run> {
  const why = note.trim() === '' ? {} : { note: note.trim() };
  return act(run, approved ? 'approve' : 'reject', { approval, ...why });
}

export function cancelRun(run: RunName): Promise<Run> {
  return act(run, 'cancel', {});
}

/** @param from path of the step to begin with; without it the one that failed */
export function retryRun(run: RunName, from: string | undefined): Promise<Run> {
  return act(run, 'retry', from === undefined ? {} : { from });
}

/** A new run that takes over what was done until a step, and that step's result. */
export function replayRun(run: RunName, after: string): Promise<Run> {
  return act(run, 'replay', { after });
}
