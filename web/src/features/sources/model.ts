import type { Source } from '../../lib/api-types';
import { fieldLabel, grouped } from '../../lib/format';

export type Tone = 'ok' | 'warn' | 'crit' | 'off';

const WELL = new Set([
  'connected',
  'running',
  'live',
  'ok',
  'healthy',
  'online',
  'finished',
  'active',
]);
const WAITING = new Set([
  'connecting',
  'starting',
  'reconnecting',
  'waiting',
  'backoff',
  'degraded',
]);

/** The state in words, and how much it should worry. */
export function health({ enabled, state }: Source): { word: string; tone: Tone } {
  if (!enabled) {
    return { word: 'Disabled', tone: 'off' };
  }
  if (state === undefined || state === '') {
    return { word: 'Passive', tone: 'off' };
  }
  const name = state.toLowerCase();
  const tone = WELL.has(name)
    ? 'ok'
    : WAITING.has(name)
      ? 'warn'
      : name === 'idle' || name === 'stopped' || name === 'offline' || name === 'disabled'
        ? 'off'
        : 'crit';
  return { word: fieldLabel(name), tone };
}

const NOT_COUNTERS = new Set(['id', 'slug', 'name', 'type', 'station', 'mode', 'state', 'detail']);

/** Everything countable that the center says about a source, in words. */
export function counters(source: Source): readonly { name: string; value: string }[] {
  return Object.entries(source).flatMap(([name, value]) =>
    typeof value === 'number' && !NOT_COUNTERS.has(name)
      ? [{ name: fieldLabel(name).toLowerCase(), value: grouped(value) }]
      : [],
  );
}
