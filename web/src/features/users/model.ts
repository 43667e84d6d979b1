import type { NewUser, Role, User, UserChange } from '../../lib/api-types';

/** A role, or none, by station. */
export type Roles = Readonly<Record<string, Role | 'none'>>;

/** What the form holds. */
export interface Draft {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly admin: boolean;
  readonly roles: Roles;
}

export const EMPTY: Draft = { username: '', email: '', password: '', admin: false, roles: {} };

export function draftOf(user: User): Draft {
  const { username, email = '', admin, stations } = user;
  return { username, email, password: '', admin, roles: stations };
}

function given(roles: Roles): Record<string, Role> {
  return Object.fromEntries(
    Object.entries(roles).flatMap(([station, role]) => (role === 'none' ? [] : [[station, role]])),
  );
}

export function newUser({ username, email, password, admin, roles }: Draft): NewUser {
  const address = email.trim();
  return {
    username: username.trim(),
    ...(address !== '' && { email: address }),
    password,
    admin,
    stations: given(roles),
  };
}

/** Only what differs, so that two administrators don't undo each other; null takes an e-mail away. */
export function changes(user: User, { email, password, admin, roles }: Draft): UserChange {
  const address = email.trim();
  const stations = given(roles);
  return {
    ...(address !== (user.email ?? '') && { email: address === '' ? null : address }),
    ...(password !== '' && { password }),
    ...(admin !== user.admin && { admin }),
    ...(!sameRoles(stations, user.stations) && { stations }),
  };
}

function sameRoles(one: Record<string, Role>, other: Record<string, Role>): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => one[name] === other[name]);
}

export function matches({ username, email = '' }: User, words: string): boolean {
  return `${username} ${email}`.toLowerCase().includes(words.trim().toLowerCase());
}

/** `ops: operator`, a line for each station, or that an administrator needs none. */
export function rolesText({ admin, stations }: User): readonly string[] {
  const roles = Object.entries(stations)
    .map(([station, role]) => `${station}: ${role}`)
    .toSorted();
  return admin ? ['Administrator'] : roles.length === 0 ? ['No role'] : roles;
}

/** The fields of the form by the names that the center gives them. */
export function isField(name: string): boolean {
  return ['username', 'email', 'password'].includes(name) || name.startsWith('stations.');
}
