import { useSearchParams } from 'react-router';

/** `kiosk=1` in the address: a screen on a wall, which nobody works at. */
export function useKiosk(): boolean {
  return useSearchParams()[0].get('kiosk') === '1';
}
