import { describe, expect, it } from 'vitest';
import type { Message } from '../../lib/api-types';
import { afterSnapshot, completed, dayName, merged, rows, startedAt } from './model';

function message(number: number, more: Partial<Message> = {}): Message {
  return {
    id: `m${number}`,
    channel_id: 'c',
    thread_id: 't',
    number,
    version: number,
    author: { kind: 'user', id: 'u', name: 'kim' },
    text: `text ${number}`,
    mentions: [],
    references: [],
    reactions: [],
    revision: 1,
    created_at: `2026-11-20T10:00:${String(number).padStart(2, '0')}Z`,
    ...more,
  };
}

const numbers = (messages: readonly Message[]) => messages.map(({ number }) => number);

describe('merging', () => {
  it('keeps the newer of two states, whichever came first', () => {
    const edited = message(1, { version: 5, text: 'edited' });
    expect(merged([message(1)], [edited])[0]?.text).toBe('edited');
    expect(merged([edited], [message(1)])[0]?.text).toBe('edited');
  });

  it('orders by number, however the pieces came', () => {
    expect(numbers(merged([message(3)], [message(1), message(2)]))).toEqual([1, 2, 3]);
  });

  it('never joins over a gap', () => {
    expect(numbers(afterSnapshot([message(1), message(2)], [message(8), message(9)]))).toEqual([
      8, 9,
    ]);
    expect(numbers(afterSnapshot([message(1), message(2)], [message(2), message(3)]))).toEqual([
      1, 2, 3,
    ]);
  });
});

describe('rows', () => {
  it('joins what one author says in a row, and names each day once', () => {
    const shown = rows([
      message(1),
      message(2),
      message(3, { author: { kind: 'key', name: 'bot' } }),
      message(4, { created_at: '2026-11-21T00:00:01Z' }),
    ]);
    expect(shown.map(({ joined }) => joined)).toEqual([false, true, false, false]);
    expect(shown.map(({ day }) => day)).toEqual(['2026-11-20', null, null, '2026-11-21']);
  });

  it('calls the days as people do', () => {
    const now = Date.parse('2026-11-21T08:00:00Z');
    expect(dayName('2026-11-21', now)).toBe('Today');
    expect(dayName('2026-11-20', now)).toBe('Yesterday');
    expect(dayName('2026-11-01', now)).toBe('2026-11-01');
  });
});

describe('completion', () => {
  it('begins with a sign at the start of a word', () => {
    expect(startedAt('hello @ki', 9)).toEqual({ sign: '@', text: 'ki', from: 6 });
    expect(startedAt('!icao:4c', 8)).toEqual({ sign: '!', text: 'icao:4c', from: 0 });
    expect(startedAt('mail@ki', 7)).toBeNull();
    expect(startedAt('well!', 5)).toBeNull();
  });

  it('puts the whole word in the place of what was typed', () => {
    expect(completed('hello @ki there', { sign: '@', text: 'ki', from: 6 }, 9, 'kim')).toEqual({
      text: 'hello @kim there',
      cursor: 11,
    });
  });
});
