import { age } from '../../lib/format';
import type { Link } from '../../mapcore/picture';

export interface LinkWords {
  readonly word: string;
  readonly detail: string;
  readonly tone: 'good' | 'waiting' | 'bad';
}

/** Feeds speak several times a minute: a longer silence has to be noticed. */
const SILENCE_SECONDS = 10;

export function linkWords({ state, dataAge }: Link): LinkWords {
  const old = dataAge === null ? '' : `data ${age(dataAge * 1000)} old`;
  switch (state) {
    case 'live':
      if (dataAge === null) {
        return { word: 'Live', detail: 'no data yet', tone: 'good' };
      }
      return dataAge >= SILENCE_SECONDS
        ? { word: 'No new data', detail: `for ${age(dataAge * 1000)}`, tone: 'waiting' }
        : { word: 'Live', detail: `${dataAge.toFixed(1)} s`, tone: 'good' };
    case 'connecting':
      return { word: 'Connecting', detail: '', tone: 'waiting' };
    case 'reconnecting':
      return { word: 'Reconnecting', detail: old, tone: 'waiting' };
    case 'offline':
      return { word: 'No network', detail: old, tone: 'bad' };
    case 'denied':
      return { word: 'Signed out', detail: old, tone: 'bad' };
  }
}
