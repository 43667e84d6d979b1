import { afterEach, describe, expect, it } from 'vitest';
import { ACTIONS } from './actions';
import { conflict, keysOf, readBindings, writeBindings } from './bindings';

afterEach(() => localStorage.clear());

describe('keys of one’s own', () => {
  it('are kept for each user of the browser', () => {
    writeBindings('ada', { home: ['H'], follow: [] });
    expect(readBindings('ada')).toEqual({ home: ['H'], follow: [] });
    expect(readBindings('bob')).toEqual({});
  });

  it('go before the ones that an action came with, and none switches it off', () => {
    expect(keysOf('home', {})).toEqual(['h']);
    expect(keysOf('home', { home: ['H'] })).toEqual(['H']);
    expect(keysOf('home', { home: [] })).toEqual([]);
    expect(keysOf('go/ops', {}, ['g o'])).toEqual(['g o']);
  });

  it('that are damaged count as not chosen', () => {
    for (const damaged of ['{', 'null', '7', '{"home":"h","fit":[1]}']) {
      localStorage.setItem('vtoc.keys.ada', damaged);
      expect(readBindings('ada')).toEqual({});
    }
  });
});

describe('a key that somebody wants', () => {
  const actions = {
    ...ACTIONS,
    'go/ops': { title: 'Operations', group: 'Go to', keys: ['g o'] },
  } as const;

  it('is refused with the name of the action that has it', () => {
    expect(conflict('home', 'z', actions, {})).toBe('“Show all tracks” has this key.');
    expect(conflict('home', 'z', actions, { fit: ['Z'] })).toBeUndefined();
    expect(conflict('home', 'h', actions, {})).toBeUndefined();
  });

  it('must not begin a sequence, or be begun by a key', () => {
    expect(conflict('home', 'g', actions, {})).toBe('“Operations” has this key.');
    expect(conflict('home', 'z z', actions, {})).toBe('“Show all tracks” has this key.');
  });

  it('may be the same where the two are never possible together', () => {
    expect(conflict('measure-undo', 'z', actions, {})).toBeUndefined();
  });

  it('cannot be one that the browser needs', () => {
    expect(conflict('home', 'Ctrl+w', actions, {})).toContain('browser');
  });

  it('is not contested by the keys that the console comes with', () => {
    for (const [id, { keys }] of Object.entries(ACTIONS)) {
      for (const key of keys) expect(conflict(id, key, ACTIONS, {}), id).toBeUndefined();
    }
  });
});
