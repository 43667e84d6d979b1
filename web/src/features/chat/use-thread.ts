import { useCallback, useEffect, useRef, useState } from 'react';
import type { Channel, Message } from '../../lib/api-types';
import { messagesAt } from './api';
import { afterSnapshot, merged } from './model';
import type { Watch } from './use-channels';

interface Shown {
  readonly messages: readonly Message[];
  /** Whether there are messages before these; undefined: not known yet. */
  readonly more: boolean | undefined;
  /** A piece of the past is shown: what comes in lies beyond its end. */
  readonly past: boolean;
  readonly error: Error | null;
}

const NOTHING: Shown = { messages: [], more: undefined, past: false, error: null };

/** The messages of one thread: the newest, then each change, and older ones as they are asked for. */
export function useThread(watch: Watch, channel: Channel, thread: string) {
  const [shown, setShown] = useState(NOTHING);
  const loading = useRef(false);
  const main = channel.main_thread_id === thread;

  const newest = useCallback(
    async (signal?: AbortSignal) => {
      try {
        const page = await messagesAt(thread, 'newest', signal);
        setShown(({ messages, past }) => ({
          messages: past
            ? page.items.toReversed()
            : afterSnapshot(messages, page.items.toReversed()),
          more: page.next !== null,
          past: false,
          error: null,
        }));
      } catch (error) {
        if (!signal?.aborted) {
          setShown((before) => ({ ...before, error: error as Error }));
        }
      }
    },
    [thread],
  );

  useEffect(() => {
    const ended = new AbortController();
    setShown(NOTHING);
    void newest(ended.signal);
    const stop = watch(`chat:${channel.id}`, ({ items, whole }) => {
      const ours = (items as readonly Message[]).filter(({ thread_id }) => thread_id === thread);
      setShown((before) =>
        before.past
          ? before
          : {
              ...before,
              messages:
                whole && main
                  ? afterSnapshot(before.messages, ours)
                  : merged(before.messages, ours),
            },
      );
      // A snapshot has no messages of other threads: what was missed is asked for.
      if (whole && !main) {
        void newest(ended.signal);
      }
    });
    return () => {
      ended.abort();
      stop();
    };
  }, [watch, channel.id, thread, main, newest]);

  const older = useCallback(async () => {
    const first = shown.messages[0];
    if (first === undefined || loading.current || shown.more === false) {
      return;
    }
    loading.current = true;
    try {
      const page = await messagesAt(thread, { before: first.id });
      setShown((before) => ({
        ...before,
        messages: merged(before.messages, page.items),
        more: page.next !== null,
        error: null,
      }));
    } catch (error) {
      setShown((before) => ({ ...before, error: error as Error }));
    } finally {
      loading.current = false;
    }
  }, [shown, thread]);

  const goTo = useCallback(
    async (message: string) => {
      const page = await messagesAt(thread, { around: message });
      setShown({
        messages: page.items.toReversed(),
        more: page.next !== null,
        past: true,
        error: null,
      });
    },
    [thread],
  );

  const take = useCallback(
    (message: Message) =>
      setShown((before) => ({ ...before, messages: merged(before.messages, [message]) })),
    [],
  );
  return { ...shown, older, goTo, newest, take };
}

export type ThreadState = ReturnType<typeof useThread>;
