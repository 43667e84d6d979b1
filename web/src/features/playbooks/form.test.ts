import { expect, it } from 'vitest';
import type { PlaybookInput } from '../../lib/api-types';
import { hintOf, inputOf, standardValues } from './form';

const input = (type: string, more: Partial<PlaybookInput> = {}): PlaybookInput => ({
  type,
  required: false,
  choices: [],
  description: '',
  ...more,
});

it('a form opens with what is standard', () => {
  const inputs = {
    age: input('integer', { default_value: 900 }),
    name: input('text', { default_value: 'x' }),
    deep: input('boolean', { default_value: false }),
    tags: input('list', { default_value: ['a'] }),
    note: input('text'),
  };
  expect(standardValues(inputs)).toEqual({
    age: '900',
    name: 'x',
    deep: 'false',
    tags: '["a"]',
    note: '',
  });
});

it('what is typed goes out as its type, and what is none of it as it is', () => {
  const inputs = {
    age: input('integer'),
    height: input('number'),
    deep: input('boolean'),
    tags: input('list'),
    name: input('text'),
    none: input('text'),
  };
  const typed = {
    age: '12',
    height: 'tall',
    deep: 'true',
    tags: '["a", 1]',
    name: '12',
    none: ' ',
  };
  expect(inputOf(inputs, typed)).toEqual({
    age: 12,
    height: 'tall',
    deep: true,
    tags: ['a', 1],
    name: '12',
  });
});

it('a hint says what it is about and how it is typed', () => {
  expect(hintOf(input('integer', { description: 'heard within so many seconds' }))).toBe(
    'Heard within so many seconds. A whole number.',
  );
  expect(hintOf(input('text'))).toBe('');
});
