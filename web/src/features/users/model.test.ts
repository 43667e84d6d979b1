import { describe, expect, it } from 'vitest';
import type { User } from '../../lib/api-types';
import { changes, draftOf, EMPTY, matches, newUser, rolesText } from './model';

const USER: User = {
  id: '1',
  username: 'grace',
  email: 'g@example.org',
  admin: false,
  disabled: false,
  stations: { ops: 'operator', intel: 'viewer' },
  created_at: '2026-11-20T20:00:00Z',
};

describe('what is sent of a changed user', () => {
  it('is nothing where nothing differs', () => {
    expect(changes(USER, draftOf(USER))).toEqual({});
  });

  it('is only what differs', () => {
    expect(changes(USER, { ...draftOf(USER), password: 'secret', admin: true })).toEqual({
      password: 'secret',
      admin: true,
    });
  });

  it('takes an emptied e-mail away with null', () => {
    expect(changes(USER, { ...draftOf(USER), email: ' ' })).toEqual({ email: null });
  });

  it('has the whole roles when one is taken away', () => {
    const draft = { ...draftOf(USER), roles: { ops: 'operator', intel: 'none' } as const };
    expect(changes(USER, draft)).toEqual({ stations: { ops: 'operator' } });
  });
});

it('a new user without an e-mail has none', () => {
  expect(newUser({ ...EMPTY, username: ' ada ', password: 'x', roles: { ops: 'viewer' } })).toEqual(
    {
      username: 'ada',
      password: 'x',
      admin: false,
      stations: { ops: 'viewer' },
    },
  );
});

it('a user is found by part of name or e-mail', () => {
  expect(matches(USER, 'RAC')).toBe(true);
  expect(matches(USER, 'example')).toBe(true);
  expect(matches(USER, 'ops')).toBe(false);
});

it('roles are said in words', () => {
  expect(rolesText(USER)).toEqual(['intel: viewer', 'ops: operator']);
  expect(rolesText({ ...USER, admin: true })).toEqual(['Administrator']);
  expect(rolesText({ ...USER, stations: {} })).toEqual(['No role']);
});
