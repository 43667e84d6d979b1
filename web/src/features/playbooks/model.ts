import type {
  Account,
  Approval,
  Playbook,
  PlaybookNode,
  Run,
  RunState,
  RunStep,
} from '../../lib/api-types';
import { ABSENT, age } from '../../lib/format';

export const RUN_STATES: readonly RunState[] = [
  'queued',
  'running',
  'waiting',
  'succeeded',
  'failed',
  'cancelled',
];

/** What the list of runs is narrowed to; the same names in the page's address and in the request. */
export const RUN_FILTERS = ['station', 'playbook', 'state'] as const;
export type RunFilter = Readonly<Partial<Record<(typeof RUN_FILTERS)[number], string>>>;

export function filterOf(address: URLSearchParams): RunFilter {
  return Object.fromEntries(
    RUN_FILTERS.flatMap((name) => {
      const value = address.get(name) ?? '';
      const known = name !== 'state' || (RUN_STATES as readonly string[]).includes(value);
      return value !== '' && known ? [[name, value]] : [];
    }),
  );
}

export function isOpen({ state }: Pick<Run, 'state'>): boolean {
  return state === 'queued' || state === 'running' || state === 'waiting';
}

/** A playbook, and in which stations it may run. */
export interface Offer {
  readonly playbook: Playbook;
  readonly stations: readonly string[];
}

/** One list of what several stations offer, by title. */
export function offersOf(
  lists: readonly { readonly station: string; readonly playbooks: readonly Playbook[] }[],
): readonly Offer[] {
  const offers = new Map<string, { playbook: Playbook; stations: string[] }>();
  for (const { station, playbooks } of lists) {
    for (const playbook of playbooks) {
      const known = offers.get(playbook.id);
      if (known === undefined) {
        offers.set(playbook.id, { playbook, stations: [station] });
      } else {
        known.stations.push(station);
      }
    }
  }
  return [...offers.values()].toSorted((a, b) => a.playbook.title.localeCompare(b.playbook.title));
}

export function mayAct(account: Account | undefined, station: string): boolean {
  return account !== undefined && (account.admin || account.stations[station] === 'operator');
}

/** `84 ms`, `3.2 s`, then as ages are written. */
export function duration(milliseconds: number | undefined): string {
  if (milliseconds === undefined) {
    return ABSENT;
  }
  if (milliseconds < 1_000) {
    return `${Math.max(0, Math.round(milliseconds))} ms`;
  }
  return milliseconds < 10_000 ? `${(milliseconds / 1_000).toFixed(1)} s` : age(milliseconds);
}

/** How long a run has been at it: to its end, or to now. */
export function runTime({ started_at, duration_ms, finished_at }: Run, now: number): string {
  const running = started_at !== undefined && finished_at === undefined;
  return duration(running ? Math.max(0, now - Date.parse(started_at)) : duration_ms);
}

/** How much is left until a moment: `29 m`, or that it has passed. */
export function left(until: string, now: number): string {
  const milliseconds = Date.parse(until) - now;
  return milliseconds <= 0 ? 'now' : `in ${age(milliseconds)}`;
}

/** The path under which a waiting step keeps its time; the step itself has the rest of it. */
const UNTIL = '@until';

/** What the steps came to, in the order of their ends, without what the engine notes for itself. */
export function doneSteps(steps: readonly RunStep[]): readonly RunStep[] {
  return steps.filter(({ path }) => !path.endsWith(UNTIL));
}

/**
 * The step of the graph that a path belongs to: `each[2]/check#1` is of `check`; `report/look` is a step of
 * another playbook, which `report` runs.
 */
export function nodeOf(path: string): string {
  const own = path.split('/').find((part) => !part.endsWith(']')) ?? path;
  return own.replace(/(@until|#\d+)$/, '');
}

/** `begun`: some of what it leads has ended, it itself has not. */
export type NodeState = 'succeeded' | 'failed' | 'waiting' | 'begun' | 'none';

/** How far each step of the graph is: what its last time came to, or what it waits for. */
export function nodeStates(
  nodes: readonly PlaybookNode[],
  steps: readonly RunStep[],
  approvals: readonly Approval[],
  open: boolean,
): ReadonlyMap<string, NodeState> {
  const states = new Map<string, NodeState>(nodes.map(({ id }) => [id, 'none']));
  const done = doneSteps(steps);
  for (const { path, state } of done) {
    states.set(nodeOf(path), state === 'failed' ? 'failed' : 'succeeded');
  }
  for (const { id, kind, next } of nodes) {
    const inside = kind === 'for_each' || kind === 'parallel' ? next : [];
    if (
      states.get(id) === 'none' &&
      inside.some((each) => (states.get(each) ?? 'none') !== 'none')
    ) {
      states.set(id, 'begun');
    }
  }
  if (open) {
    const paths = new Set(done.map(({ path }) => path));
    for (const path of waitingPaths(steps, approvals)) {
      if (!paths.has(path)) {
        states.set(nodeOf(path), 'waiting');
      }
    }
  }
  return states;
}

function waitingPaths(
  steps: readonly RunStep[],
  approvals: readonly Approval[],
): readonly string[] {
  const times = steps.filter(({ path }) => path.endsWith(UNTIL));
  return [
    ...times.map(({ path }) => path.slice(0, -UNTIL.length)),
    ...approvals.filter(({ decision }) => decision === undefined).map(({ path }) => path),
  ];
}

/** What of the run is looked at: a time that a step was done, or a step that has not been. */
export function chosenOf(
  chosen: string | null,
  steps: readonly RunStep[],
  nodes: readonly PlaybookNode[],
): { readonly step?: RunStep; readonly node?: PlaybookNode } {
  if (chosen === null) {
    return {};
  }
  const step = steps.find(({ path }) => path === chosen);
  const node = nodes.find(({ id }) => id === nodeOf(chosen));
  return { ...(step && { step }), ...(node && { node }) };
}
