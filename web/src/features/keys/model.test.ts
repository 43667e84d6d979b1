import { describe, expect, it } from 'vitest';
import type { ApiKey } from '../../lib/api-types';
import { EMPTY, newKey, reachesNothing, standing, toggled } from './model';

const NOW = Date.parse('2026-11-20T20:00:00Z');

describe('a new key', () => {
  it('ends after the chosen days', () => {
    expect(newKey({ ...EMPTY, name: ' roof ', scopes: ['ingest'] }, NOW)).toEqual({
      name: 'roof',
      scopes: ['ingest'],
      expires_at: '2027-02-18T20:00:00.000Z',
    });
  });

  it('lasts through the chosen day', () => {
    const key = newKey({ ...EMPTY, lifetime: 'date', day: '2027-01-31' }, NOW);
    expect(key.expires_at).toBe('2027-02-01T00:00:00.000Z');
  });

  it('has no end where none is wanted', () => {
    expect(newKey({ ...EMPTY, lifetime: 'never' }, NOW)).not.toHaveProperty('expires_at');
  });

  it('for posting reaches nothing without a station', () => {
    expect(reachesNothing({ ...EMPTY, scopes: ['ingest'] })).toBe(true);
    expect(reachesNothing({ ...EMPTY, scopes: ['ingest', 'station:ops'] })).toBe(false);
    expect(reachesNothing({ ...EMPTY, scopes: ['metrics'] })).toBe(false);
  });
});

it('a scope is put in and taken out', () => {
  expect(toggled([], 'agent')).toEqual(['agent']);
  expect(toggled(['agent', 'ingest'], 'agent')).toEqual(['ingest']);
});

it('says two weeks ahead that a key ends', () => {
  const key = (expires_at?: string) => ({ expires_at }) as ApiKey;
  expect(standing(key(), NOW)).toBe('lasting');
  expect(standing(key('2027-03-01T00:00:00Z'), NOW)).toBe('lasting');
  expect(standing(key('2026-11-25T00:00:00Z'), NOW)).toBe('ending');
  expect(standing(key('2026-11-20T20:00:00Z'), NOW)).toBe('ended');
});
