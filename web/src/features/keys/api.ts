import { queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/api';
import type { ApiKey, MadeKey, NewKey } from '../../lib/api-types';
import { everyPage } from '../../lib/pages';

export const keysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => everyPage<ApiKey>('/api-keys', signal),
});

export function createKey(body: NewKey): Promise<MadeKey> {
  return call('/api-keys', { method: 'POST', body });
}

export function revokeKey(id: string): Promise<void> {
  return call(`/api-keys/${id}`, { method: 'DELETE' });
}
