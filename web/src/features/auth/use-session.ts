import { useSyncExternalStore } from 'react';
import { onSession, type SessionState, sessionState } from '../../lib/session';

export function useSession(): SessionState {
  return useSyncExternalStore(onSession, sessionState);
}
