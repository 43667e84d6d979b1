import type { Account, SettingsProblem, Source, SourceCounters } from '../../lib/api-types';
import { age, grouped } from '../../lib/format';

export type Tone = 'ok' | 'warn' | 'crit' | 'off';

const STATES: Record<string, { word: string; tone: Tone }> = {
  disabled: { word: 'Disabled', tone: 'off' },
  waiting: { word: 'Waiting', tone: 'off' },
  connecting: { word: 'Connecting', tone: 'warn' },
  online: { word: 'Online', tone: 'ok' },
  idle: { word: 'All read', tone: 'ok' },
  silent: { word: 'Silent', tone: 'warn' },
  backoff: { word: 'Trying again', tone: 'warn' },
  failed: { word: 'Failed', tone: 'crit' },
  offline: { word: 'Not running', tone: 'off' },
};

/** The state in words, and how much it should worry. */
export function health({ state }: Source): { word: string; tone: Tone } {
  return STATES[state] ?? { word: state, tone: 'warn' };
}

/** `ADS-B`, `AIS`: the type as people write it. */
export function typeName(type: string): string {
  return type === 'adsb' ? 'ADS-B' : type === 'external' ? 'Posted' : type.toUpperCase();
}

const ORDER: readonly Tone[] = ['crit', 'warn', 'ok', 'off'];

/** What needs a look first, then by name. */
export function byNeed(sources: readonly Source[]): readonly Source[] {
  const place = (source: Source) => ORDER.indexOf(health(source).tone);
  return sources.toSorted((a, b) => place(a) - place(b) || a.name.localeCompare(b.name));
}

export interface Count {
  readonly name: string;
  readonly value: string;
  /** Something was lost; `why` lists the reasons. */
  readonly why?: string;
}

/** What came, what was kept, and what was lost with the reasons. */
export function counts(counters: SourceCounters | undefined): readonly Count[] {
  if (counters === undefined) {
    return [];
  }
  const { messages, rate, stored, duplicates, malformed, rejected, lag_seconds } = counters;
  return [
    { name: 'messages', value: grouped(messages) },
    { name: 'per second', value: rate.toFixed(1) },
    { name: 'stored', value: grouped(stored) },
    ...(duplicates > 0 ? [{ name: 'repeats', value: grouped(duplicates) }] : []),
    ...lost('malformed', malformed),
    ...lost('rejected', rejected),
    ...(lag_seconds === undefined ? [] : [{ name: 'lag', value: age(lag_seconds * 1000) }]),
  ];
}

function lost(name: string, byReason: Record<string, number>): readonly Count[] {
  const reasons = Object.entries(byReason).filter(([, count]) => count > 0);
  const total = reasons.reduce((sum, [, count]) => sum + count, 0);
  const why = reasons.map(([reason, count]) => `${reason}: ${grouped(count)}`).join(', ');
  return total === 0 ? [] : [{ name, value: grouped(total), why }];
}

/** `line 12: sources.roof.tcp_url must be ...`. */
export function problemText({ path, line, message }: SettingsProblem): string {
  return [line > 0 && `line ${line}:`, path, message].filter(Boolean).join(' ');
}

/** Messages that could not be decoded or that the center refused. */
export function refusals(counters: SourceCounters | undefined): number {
  const { malformed = {}, rejected = {} } = counters ?? {};
  return [...Object.values(malformed), ...Object.values(rejected)].reduce((sum, n) => sum + n, 0);
}

/** Whether a message could not be decoded. */
export function isRefused(verdict: string): boolean {
  return verdict.startsWith('malformed');
}

export function mayWrite({ admin, stations }: Account, station: string): boolean {
  return admin || stations[station] === 'operator';
}

export function mayAdd({ admin, stations }: Account): boolean {
  return admin || Object.values(stations).includes('operator');
}

/** Why a source can't be changed here; nothing if it can. */
export function definedElsewhere({ origin }: Source): string | undefined {
  switch (origin) {
    case 'file':
      return 'This source is set in the settings file on the center’s machine. Change it there: it is read again at once.';
    case 'demo':
      return 'This source belongs to the demo.';
    default:
      return undefined;
  }
}

/** Whether there is something that reads it: a program that posts can’t be told to. */
export function runs({ type, enabled }: Source): boolean {
  return enabled && type !== 'external';
}
