import { describe, expect, it } from 'vitest';
import type { Source } from '../../lib/api-types';
import { counters, health } from './model';

function source(part: Partial<Source>): Source {
  return { id: '1', slug: 's', type: 'ais', station: 'ops', enabled: true, ...part };
}

describe('the health of a source', () => {
  it('is said in words', () => {
    expect(health(source({ state: 'connected' }))).toEqual({ word: 'Connected', tone: 'ok' });
    expect(health(source({ state: 'backoff' })).tone).toBe('warn');
    expect(health(source({ state: 'failed' }))).toEqual({ word: 'Failed', tone: 'crit' });
  });

  it('of a disabled source is no fault', () => {
    expect(health(source({ enabled: false, state: 'failed' }))).toEqual({
      word: 'Disabled',
      tone: 'off',
    });
  });
});

it('counters are whatever the center counts', () => {
  expect(counters(source({ messages: 12345, malformed: 2, note: 'x' }))).toEqual([
    { name: 'messages', value: '12\u202f345' },
    { name: 'malformed', value: '2' },
  ]);
});
