import { describe, expect, it } from 'vitest';
import type { Account, Approval, Playbook, RunStep } from '../../lib/api-types';
import { doneSteps, duration, filterOf, left, mayAct, nodeOf, nodeStates, offersOf } from './model';

const step = (path: string, state = 'succeeded'): RunStep => ({
  path,
  step: path,
  kind: 'tool',
  state,
  attempts: 1,
  started_at: '2026-11-20T20:00:00Z',
  finished_at: '2026-11-20T20:00:00Z',
  duration_ms: 0,
});

describe('the steps of a run', () => {
  it('belong to the step of the graph that they are a time of', () => {
    expect(nodeOf('look')).toBe('look');
    expect(nodeOf('look#2')).toBe('look');
    expect(nodeOf('each[3]/check#1')).toBe('check');
    expect(nodeOf('each[3]/inner[0]/check')).toBe('check');
    expect(nodeOf('report/look')).toBe('report');
    expect(nodeOf('pause@until')).toBe('pause');
  });

  it('say how far each step of the graph is', () => {
    const nodes = ['look', 'check', 'ask', 'pause', 'last'].map((id) => ({
      id,
      kind: 'tool',
      next: [],
    }));
    const steps = [step('look'), step('check', 'failed'), step('check#1'), step('pause@until')];
    const asked = {
      id: '1',
      run: '2',
      path: 'ask',
      question: 'Go on?',
      arguments: {},
      by_admin: false,
      requested_at: '2026-11-20T20:00:00Z',
      expires_at: '2026-11-20T21:00:00Z',
    } as Approval;
    expect(Object.fromEntries(nodeStates(nodes, steps, [asked], true))).toEqual({
      look: 'succeeded',
      check: 'succeeded',
      ask: 'waiting',
      pause: 'waiting',
      last: 'none',
    });
    expect(nodeStates(nodes, steps, [asked], false).get('ask')).toBe('none');
    const both = [{ id: 'both', kind: 'parallel', next: ['look', 'last', 'end'] }, ...nodes];
    expect(nodeStates(both, steps, [], false).get('both')).toBe('begun');
    expect(nodeStates(both, [], [], true).get('both')).toBe('none');
    expect(doneSteps(steps).map(({ path }) => path)).toEqual(['look', 'check', 'check#1']);
  });
});

it('times are as long as they need to be', () => {
  expect([undefined, 0, 84, 3_240, 75_000].map(duration)).toEqual([
    '–',
    '0 ms',
    '84 ms',
    '3.2 s',
    '1 m 15 s',
  ]);
  const now = Date.parse('2026-11-20T20:00:00Z');
  expect(left('2026-11-20T20:29:00Z', now)).toBe('in 29 m');
  expect(left('2026-11-20T19:59:00Z', now)).toBe('now');
});

it('the filter is what the address says, without states that there are not', () => {
  expect(filterOf(new URLSearchParams('tab=runs&state=failed&playbook=x'))).toEqual({
    playbook: 'x',
    state: 'failed',
  });
  expect(filterOf(new URLSearchParams('state=lost&station=ops'))).toEqual({ station: 'ops' });
});

it('a playbook of several stations is offered once', () => {
  const playbook = (id: string, title: string) => ({ id, title }) as Playbook;
  const offers = offersOf([
    { station: 'ops', playbooks: [playbook('b', 'Zulu'), playbook('a', 'Alpha')] },
    { station: 'intel', playbooks: [playbook('a', 'Alpha')] },
  ]);
  expect(offers.map(({ playbook: { id }, stations }) => [id, stations])).toEqual([
    ['a', ['ops', 'intel']],
    ['b', ['ops']],
  ]);
});

it('operators of the station and administrators may act', () => {
  const account = { admin: false, stations: { ops: 'operator' } } as Partial<Account> as Account;
  expect(mayAct(account, 'ops')).toBe(true);
  expect(mayAct(account, 'intel')).toBe(false);
  expect(mayAct({ ...account, admin: true }, 'intel')).toBe(true);
  expect(mayAct(undefined, 'ops')).toBe(false);
});
