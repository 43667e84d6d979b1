import { useEffect, useState } from 'react';

/** Whole seconds that are left, counted down to zero. */
export function useCountdown(): { seconds: number; start: (seconds: number) => void } {
  const [endsAt, setEndsAt] = useState(0);
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const tick = () => setSeconds(Math.max(0, Math.ceil((endsAt - Date.now()) / 1000)));
    tick();
    if (endsAt <= Date.now()) {
      return;
    }
    const timer = setInterval(tick, 250);
    const stop = setTimeout(() => clearInterval(timer), endsAt - Date.now() + 500);
    return () => {
      clearInterval(timer);
      clearTimeout(stop);
    };
  }, [endsAt]);
  return { seconds, start: (wait) => setEndsAt(Date.now() + wait * 1000) };
}
