import { useEffect, useRef, useState } from 'react';
import { usePast } from './picture-context';

const EVERY_MS = 2_000;

/**
 * The past time that the center is asked about, null in the present: it follows the replay, but while that
 * plays not more often than every two seconds.
 */
export function useAskedPast(): number | null {
  const past = usePast();
  const [asked, setAsked] = useState(past);
  const latest = useRef(past);
  latest.current = past;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (past === null || asked === null) {
      setAsked(past);
    } else if (past !== asked) {
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        setAsked(latest.current);
      }, EVERY_MS);
    }
  }, [past, asked]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return asked;
}
