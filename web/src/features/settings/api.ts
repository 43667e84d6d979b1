import { call } from '../../lib/api';
import type { Account } from '../../lib/api-types';

/** @param email null to have none */
export function changeEmail(email: string | null): Promise<Account> {
  return call('/auth/me', { method: 'PUT', body: { email } });
}
