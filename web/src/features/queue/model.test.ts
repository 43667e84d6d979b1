import { describe, expect, it } from 'vitest';
import type { Job } from '../../lib/api-types';
import { actionOf, filterOf, summary } from './model';

const KIND = { kind: 'a', queued: 0, due: 0, running: 0, dead: 0, oldest_seconds: 0 };

describe('the queue', () => {
  it('takes its filters from the address', () => {
    expect(filterOf(new URLSearchParams('state=dead&kind=&job=x'))).toEqual({ state: 'dead' });
  });

  it('queues again what is dead or cancelled, and cancels what is not finished', () => {
    const actions = ['queued', 'running', 'succeeded', 'dead', 'cancelled'].map((state) =>
      actionOf({ state } as Job),
    );
    expect(actions).toEqual(['cancel', 'cancel', undefined, 'requeue', 'requeue']);
  });

  it('adds the kinds up and says how old the oldest is', () => {
    expect(summary([KIND])).toBe('0 queued, 0 running, 0 dead');
    expect(
      summary([
        { ...KIND, queued: 1200, dead: 1 },
        { ...KIND, queued: 3, running: 2, oldest_seconds: 300 },
      ]),
    ).toBe('1\u202f203 queued, 2 running, 1 dead; the oldest is due since 5 min');
  });
});
