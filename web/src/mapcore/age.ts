import type { Kind } from './picture';

/**
 * Seconds without a position after which a track of the kind is stale. From how often each reports:
 * ADS-B twice a second, AIS at anchor every three to six minutes, an APRS station every half hour,
 * people and vehicles every few minutes.
 */
export const STALE_AFTER: Readonly<Record<Kind, number>> = {
  aircraft: 60,
  vessel: 600,
  vehicle: 300,
  person: 300,
  station: 3600,
  object: 3600,
  satellite: 300,
  emitter: 300,
  other: 600,
};

const FADED = 0.38;

/** Opacity of a symbol: whole for the first half of its time, then fading to what stale ones keep. */
export function opacityAt(ageSeconds: number, staleAfter: number): number {
  const late = Math.min(1, Math.max(0, ageSeconds / staleAfter - 0.5) * 2);
  return 1 - late * (1 - FADED);
}
