import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** What of a page's state is in its address, so that a link opens the same. */
export function useAddress(): [
  address: URLSearchParams,
  change: (values: Record<string, string | undefined>, how?: { replace: boolean }) => void,
] {
  const [address, setAddress] = useSearchParams();
  const change = useCallback(
    (values: Record<string, string | undefined>, how = { replace: false }) =>
      setAddress((before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(values)) {
          if (value === undefined || value === '') {
            after.delete(name);
          } else {
            after.set(name, value);
          }
        }
        return after;
      }, how),
    [setAddress],
  );
  return [address, change];
}
