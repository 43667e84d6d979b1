import { describe, expect, it } from 'vitest';
import type { AuditRow } from '../../lib/api-types';
import { csv, csvCell, differences, filterOf, searchOf, verdict } from './model';

describe('the filter', () => {
  it('is what the address says, without what is empty or strange', () => {
    expect(filterOf(new URLSearchParams('actor=ada&action=&row=control:1&target= x '))).toEqual({
      actor: 'ada',
      target: 'x',
    });
  });

  it('asks for whole days', () => {
    const search = searchOf({ since: '2026-11-19', until: '2026-11-20', actor: 'ada' });
    expect(Object.fromEntries(search)).toEqual({
      actor: 'ada',
      since: '2026-11-19T00:00:00Z',
      until: '2026-11-21T00:00:00.000Z',
    });
  });
});

describe('the details', () => {
  it('show only what changed, where it is known what was before', () => {
    const before = { admin: false, email: 'a@example.org', stations: { ops: 'viewer' } };
    const after = { admin: false, disabled: true, stations: { ops: 'operator' } };
    expect(differences({ ...after, before })).toEqual([
      { name: 'email', before: 'a@example.org', after: undefined },
      { name: 'stations', before: '{"ops":"viewer"}', after: '{"ops":"operator"}' },
      { name: 'disabled', before: undefined, after: 'true' },
    ]);
  });

  it('show everything otherwise', () => {
    expect(differences({ id: '7', failures: 3 })).toEqual([
      { name: 'id', before: undefined, after: '7' },
      { name: 'failures', before: undefined, after: '3' },
    ]);
  });
});

it('the verdict names how many chains are broken', () => {
  const chains = [
    { chain: 'control', rows: 7, whole: true },
    { chain: 'ops', rows: 3, whole: false },
  ];
  expect(verdict({ whole: false, chains })).toBe('1 of 2 chains are broken.');
  expect(verdict({ whole: true, chains: chains.slice(0, 1) })).toContain('7 rows');
});

describe('a table for spreadsheets', () => {
  it('has no cell that would run as a formula', () => {
    for (const evil of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1']) {
      expect(csvCell(evil).replace(/^"/, '')).toMatch(/^'/);
    }
    expect(csvCell('ada')).toBe('ada');
    expect(csvCell('a "b", c')).toBe('"a ""b"", c"');
  });

  it('has a line for each row', () => {
    const row: AuditRow = {
      chain: 'control',
      position: 3,
      at: '2026-11-20T20:00:00Z',
      actor: { kind: 'user', name: 'ada', address: '127.0.0.1' },
      action: 'user.created',
      target: '=cmd',
      details: { admin: true },
      hash: 'ff',
    };
    expect(csv([row]).split('\r\n')[1]).toBe(
      `2026-11-20T20:00:00Z,user,ada,127.0.0.1,user.created,"'=cmd",control,3,"{""admin"":true}",ff`,
    );
  });
});
