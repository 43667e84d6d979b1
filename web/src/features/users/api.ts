import { queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/api';
import type { NewUser, User, UserChange } from '../../lib/api-types';
import { everyPage } from '../../lib/pages';

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => everyPage<User>('/users', signal),
});

export function createUser(body: NewUser): Promise<User> {
  return call('/users', { method: 'POST', body });
}

export function changeUser(id: string, body: UserChange): Promise<User> {
  return call(`/users/${id}`, { method: 'PATCH', body });
}

export function deleteUser(id: string): Promise<void> {
  return call(`/users/${id}`, { method: 'DELETE' });
}
