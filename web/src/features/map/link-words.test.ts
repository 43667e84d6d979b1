import { describe, expect, it } from 'vitest';
import type { Link } from '../../mapcore/picture';
import { linkWords } from './link-words';

function link(part: Partial<Link>): Link {
  return {
    state: 'live',
    since: 0,
    lastDataAt: null,
    dataAge: null,
    attempts: 0,
    detail: '',
    ...part,
  };
}

describe('link words', () => {
  it('say how old live data is', () => {
    expect(linkWords(link({ dataAge: 0.42 }))).toEqual({
      word: 'Live',
      detail: '0.4 s',
      tone: 'good',
    });
  });

  it('no longer say live after ten seconds of silence', () => {
    expect(linkWords(link({ dataAge: 12 })).word).toBe('No new data');
  });

  it('keep the age of what is shown while the link is down', () => {
    const words = linkWords(link({ state: 'reconnecting', dataAge: 75 }));
    expect(words).toEqual({ word: 'Reconnecting', detail: 'data 1 m 15 s old', tone: 'waiting' });
  });

  it('do not call a new center without traffic broken', () => {
    expect(linkWords(link({}))).toEqual({ word: 'Live', detail: 'no data yet', tone: 'good' });
  });
});
