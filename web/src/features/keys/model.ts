import type { ApiKey, NewKey } from '../../lib/api-types';

export const SCOPES = [
  { value: 'ingest', text: 'Ingest', hint: 'post events and tracks; needs at least one station' },
  { value: 'agent', text: 'Agent', hint: 'connect the agent of a monitored server' },
  { value: 'metrics', text: 'Metrics', hint: 'read /metrics for Prometheus' },
  { value: 'agentkit', text: 'AgentKit', hint: 'start and follow playbooks' },
] as const;

/** How long a key lasts, by choice of days. */
export const LIFETIMES = [
  { value: '30', text: '30 days' },
  { value: '90', text: '90 days' },
  { value: '365', text: 'One year' },
  { value: 'date', text: 'Until a day that I choose' },
  { value: 'never', text: 'Without an end' },
] as const;
export type Lifetime = (typeof LIFETIMES)[number]['value'];

export interface Draft {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly lifetime: Lifetime;
  /** The last day, as a date field has it: `2027-01-31`. */
  readonly day: string;
}

export const EMPTY: Draft = { name: '', scopes: [], lifetime: '90', day: '' };

const DAY_MS = 86_400_000;

export function newKey({ name, scopes, lifetime, day }: Draft, now: number): NewKey {
  return { name: name.trim(), scopes: [...scopes], ...end(lifetime, day, now) };
}

/** A chosen day counts as a whole, in UTC. */
function end(lifetime: Lifetime, day: string, now: number): Pick<NewKey, 'expires_at'> {
  if (lifetime === 'never' || (lifetime === 'date' && day === '')) {
    return {};
  }
  const at =
    lifetime === 'date' ? Date.parse(`${day}T00:00:00Z`) + DAY_MS : now + Number(lifetime) * DAY_MS;
  return { expires_at: new Date(at).toISOString() };
}

export function toggled(scopes: readonly string[], scope: string): readonly string[] {
  return scopes.includes(scope) ? scopes.filter((held) => held !== scope) : [...scopes, scope];
}

/** A key that may post but reaches no station does nothing: better said before it is made. */
export function reachesNothing({ scopes }: Draft): boolean {
  return scopes.includes('ingest') && !scopes.some((scope) => scope.startsWith('station:'));
}

const SOON_MS = 14 * DAY_MS;

export type Standing = 'lasting' | 'ending' | 'ended';

export function standing({ expires_at }: ApiKey, now: number): Standing {
  if (expires_at === undefined) {
    return 'lasting';
  }
  const left = Date.parse(expires_at) - now;
  return left <= 0 ? 'ended' : left < SOON_MS ? 'ending' : 'lasting';
}
