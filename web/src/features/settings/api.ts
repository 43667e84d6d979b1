import { call } from '../../lib/api';
import type { Account, BasemapState } from '../../lib/api-types';
import { putFile } from '../../lib/bytes';

/** @param email null to have none */
export function changeEmail(email: string | null): Promise<Account> {
  return call('/auth/me', { method: 'PUT', body: { email } });
}

export function uploadBasemap(
  file: File,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<BasemapState> {
  return putFile('/basemap', file, onProgress, signal);
}

export function removeBasemap(): Promise<void> {
  return call('/basemap', { method: 'DELETE' });
}
