import { queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/api';
import type { Session } from '../../lib/api-types';

/** Whose sessions: one's own, or those of a user by id. */
export type Owner = 'me' | { readonly user: string };

function path(owner: Owner): string {
  return owner === 'me' ? '/auth/sessions' : `/users/${owner.user}/sessions`;
}

export function sessionsQuery(owner: Owner) {
  return queryOptions({
    queryKey: ['sessions', owner],
    queryFn: async ({ signal }) =>
      (await call<{ items: Session[] }>(path(owner), { signal })).items,
  });
}

export function endSession(owner: Owner, id: string): Promise<void> {
  return call(`${path(owner)}/${id}`, { method: 'DELETE' });
}
