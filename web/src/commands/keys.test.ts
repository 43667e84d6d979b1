import { describe, expect, it } from 'vitest';
import type { Command } from './command';
import { KeyReader } from './keys';

function command(id: string, keys: string[], enabled = true): Command {
  return { id, title: id, group: 'Map', keys, enabled, run: () => undefined };
}

const commands = [
  command('home', ['h']),
  command('operations', ['g o']),
  command('off', ['f'], false),
];

describe('keys', () => {
  it('run the command that has them', () => {
    expect(new KeyReader().read('h', 0, commands)?.id).toBe('home');
    expect(new KeyReader().read('x', 0, commands)).toBeUndefined();
  });

  it('leave out what is not possible now', () => {
    expect(new KeyReader().read('f', 0, commands)).toBeUndefined();
  });

  it('belong to what is under way before they belong to the page', () => {
    const under = { ...command('stop', ['Escape']), first: true };
    const page = command('close', ['Escape']);
    expect(new KeyReader().read('Escape', 0, [page, under])?.id).toBe('stop');
  });

  it('wait for the second key of a sequence', () => {
    const reader = new KeyReader();
    expect(reader.read('g', 0, commands)).toBeUndefined();
    expect(reader.read('o', 400, commands)?.id).toBe('operations');
  });

  it('forget the first key after a second', () => {
    const reader = new KeyReader();
    reader.read('g', 0, commands);
    expect(reader.read('o', 1_500, commands)).toBeUndefined();
  });
});
