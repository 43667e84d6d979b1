import { describe, expect, it } from 'vitest';
import type { Source, SourceCounters } from '../../lib/api-types';
import { byNeed, counts, definedElsewhere, health, mayWrite, problemText, refusals } from './model';

function source(name: string, state: string): Source {
  return {
    id: name,
    slug: name,
    name,
    type: 'ais',
    station: 'ops',
    enabled: state !== 'disabled',
    origin: 'file',
    state,
    detail: '',
    created_at: '2026-11-20T20:00:00Z',
    settings: {},
  };
}

const COUNTERS: SourceCounters = {
  bytes: 1,
  messages: 12_345,
  facts: 12_000,
  ignored: 300,
  malformed: { checksum: 40, 'too short': 5 },
  stored: 11_990,
  duplicates: 0,
  rejected: {},
  connects: 1,
  rate: 12.34,
};

describe('the health of a source', () => {
  it('is said in words', () => {
    expect(health(source('a', 'online'))).toEqual({ word: 'Online', tone: 'ok' });
    expect(health(source('a', 'failed')).tone).toBe('crit');
    expect(health(source('a', 'disabled')).tone).toBe('off');
  });

  it('puts first what needs a look', () => {
    const list = [source('c', 'online'), source('b', 'disabled'), source('a', 'failed')];
    expect(byNeed(list).map(({ name }) => name)).toEqual(['a', 'c', 'b']);
  });
});

describe('the counters', () => {
  it('name what was lost and why', () => {
    expect(counts(COUNTERS)).toEqual([
      { name: 'messages', value: '12\u202f345' },
      { name: 'per second', value: '12.3' },
      { name: 'stored', value: '11\u202f990' },
      { name: 'malformed', value: '45', why: 'checksum: 40, too short: 5' },
    ]);
  });

  it('are none for a source that is posted to', () => {
    expect(counts(undefined)).toEqual([]);
  });
});

it('a wrong setting is named with its line', () => {
  const problem = { path: 'sources.roof.tcp_url', line: 12, message: 'is no address' };
  expect(problemText(problem)).toBe('line 12: sources.roof.tcp_url is no address');
});

it('what was refused is one number', () => {
  expect(refusals(COUNTERS)).toBe(45);
  expect(refusals({ ...COUNTERS, rejected: { checksum: 2 } })).toBe(47);
  expect(refusals(undefined)).toBe(0);
});

it('only operators of its station change a source, and none that a file sets', () => {
  const account = { id: '1', username: 'ada', admin: false };
  expect(mayWrite({ ...account, stations: { ops: 'operator' } }, 'ops')).toBe(true);
  expect(mayWrite({ ...account, stations: { ops: 'viewer' } }, 'ops')).toBe(false);
  expect(mayWrite({ ...account, stations: { ops: 'operator' } }, 'intel')).toBe(false);
  expect(definedElsewhere(source('a', 'online'))).toContain('settings file');
  expect(definedElsewhere({ ...source('a', 'online'), origin: 'api' })).toBeUndefined();
});
