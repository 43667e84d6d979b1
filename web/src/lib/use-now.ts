import { useEffect, useState } from 'react';
import { now } from './clock';

/** The center's time, again every `everyMs`; ages on screen are counted from it. */
export function useNow(everyMs = 1000): number {
  const [at, setAt] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return at;
}
