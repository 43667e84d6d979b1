import { useCallback, useEffect, useRef, useState } from 'react';
import type { Message } from '../../lib/api-types';
import { explain, RefusedError } from '../../lib/problem';
import { post } from './api';

/** What was written and is not yet known to be stored. */
export interface Unsent {
  /** Sent along with each try, so that the message is stored once however often it is sent. */
  readonly key: string;
  readonly thread: string;
  readonly text: string;
  readonly at: number;
  /** Why the center won't take it. */
  readonly refusal?: string;
}

const AGAIN_MS = 4_000;
const MOST = 200;

function read(store: string): readonly Unsent[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(store) ?? '[]');
    return Array.isArray(kept) ? (kept as Unsent[]) : [];
  } catch {
    return [];
  }
}

/** Another try makes no difference. */
function isFinal(error: unknown): boolean {
  return (
    error instanceof RefusedError && error.status < 500 && ![401, 409, 429].includes(error.status)
  );
}

/**
 * Sends messages in the order in which they were written, and keeps them on this device until the center
 * has stored them, over losses of the connection and reloads.
 */
export function useUnsent(user: string, onSent: (message: Message) => void) {
  const store = `vtoc.unsent.${user}`;
  const [unsent, setUnsent] = useState(() => read(store));
  const sending = useRef(false);
  const sent = useRef(onSent);
  sent.current = onSent;
  const latest = useRef(unsent);
  const change = useCallback(
    (to: (before: readonly Unsent[]) => readonly Unsent[]) => {
      latest.current = to(latest.current);
      localStorage.setItem(store, JSON.stringify(latest.current));
      setUnsent(latest.current);
    },
    [store],
  );

  const flush = useCallback(async () => {
    if (sending.current) {
      return;
    }
    sending.current = true;
    try {
      for (;;) {
        const next = latest.current.find(({ refusal }) => refusal === undefined);
        if (next === undefined) {
          return;
        }
        try {
          const message = await post(next.thread, next.text, next.key);
          change((before) => before.filter(({ key }) => key !== next.key));
          sent.current(message);
        } catch (error) {
          if (!isFinal(error)) {
            return;
          }
          change((before) =>
            before.map((one) => (one.key === next.key ? { ...one, refusal: explain(error) } : one)),
          );
        }
      }
    } finally {
      sending.current = false;
    }
  }, [change]);

  const waiting = unsent.some(({ refusal }) => refusal === undefined);
  useEffect(() => {
    if (!waiting) {
      return;
    }
    void flush();
    const timer = setInterval(() => void flush(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [waiting, flush]);

  return {
    unsent,
    send: (thread: string, text: string) => {
      const key = crypto.getRandomValues(new Uint32Array(4)).join('-');
      change((before) => [...before.slice(-MOST), { key, thread, text, at: Date.now() }]);
      void flush();
    },
    again: (key: string) =>
      change((before) =>
        before.map(({ refusal: _, ...one }) =>
          one.key === key || _ === undefined ? one : { ...one, refusal: _ },
        ),
      ),
    discard: (key: string) => change((before) => before.filter((one) => one.key !== key)),
  };
}
