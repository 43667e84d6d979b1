import { ArrowDown, CloudOff, MessageSquare } from 'lucide-react';
import { Fragment, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { now } from '../../lib/clock';
import { explain } from '../../lib/problem';
import { Button } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { Note } from '../../ui/note';
import { Skeleton } from '../../ui/skeleton';
import { MessageRow, type RowActions } from './message-row';
import { dayName, rows } from './model';
import type { ThreadState } from './use-thread';

/** How near to its end a list follows what comes in, in CSS pixels. */
const AT_END = 80;
const AT_START = 200;

/** The messages of a thread; stays at its end while one is there, and where one reads otherwise. */
export function MessageList({
  label,
  thread,
  me,
  admin,
  writable,
  actions,
  lit,
  firstUnread,
  children,
}: {
  label: string;
  thread: ThreadState;
  me: { readonly id: string; readonly username: string };
  admin: boolean;
  writable: boolean;
  actions: RowActions;
  lit: string | null;
  /** Number of the first message that was unread when the thread was opened. */
  firstUnread: number | null;
  children?: ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  const { atEnd, toEnd, onScroll } = useScroll(box, thread, lit);
  const shown = rows(thread.messages);
  const last = shown.at(-1)?.message.number ?? 0;
  const seen = useRef(last);
  if (atEnd && !thread.past) {
    seen.current = last;
  }
  const news = thread.messages.filter(
    ({ number, author }) => number > seen.current && author.id !== me.id,
  ).length;

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={box}
        role="log"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        tabIndex={0}
        onScroll={onScroll}
        className="focus-inset flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain pb-2"
      >
        <span className="flex-1" />
        {thread.error !== null && (
          <Note
            tone="crit"
            className="m-3"
            action={<Button onClick={() => void thread.newest()}>Try again</Button>}
          >
            {explain(thread.error)}
          </Note>
        )}
        {thread.more === undefined && thread.messages.length === 0 && thread.error === null && (
          <div aria-busy="true" className="flex flex-col gap-3 p-3">
            {[0, 1, 2, 3].map((line) => (
              <Skeleton key={line} className="h-9 w-full rounded-card" />
            ))}
          </div>
        )}
        {thread.more === false && shown.length === 0 && children === undefined && (
          <Empty icon={MessageSquare} title="Nothing has been said here">
            {writable
              ? 'Write the first message below.'
              : 'Messages appear here as they are written.'}
          </Empty>
        )}
        {thread.more === true && (
          <Button look="ghost" className="mx-auto mt-2" onClick={() => void thread.older()}>
            Older messages
          </Button>
        )}
        {shown.map(({ message, day, joined }) => (
          <Fragment key={message.id}>
            {day !== null && <Line>{dayName(day, now())}</Line>}
            {message.number === firstUnread && <Line accent>New</Line>}
            <MessageRow
              message={message}
              joined={joined && message.number !== firstUnread}
              me={me}
              admin={admin}
              writable={writable}
              actions={actions}
              lit={message.id === lit}
            />
          </Fragment>
        ))}
        {children}
      </div>
      {(thread.past || (!atEnd && shown.length > 0)) && (
        <Button
          look={news > 0 || thread.past ? 'primary' : 'secondary'}
          className="absolute bottom-2 left-1/2 z-10 -translate-x-1/2 rounded-full shadow-float"
          onClick={() => (thread.past ? void thread.newest().then(toEnd) : toEnd())}
        >
          <ArrowDown size={14} aria-hidden />
          {news > 0 ? `${news} new` : 'Newest'}
        </Button>
      )}
    </div>
  );
}

function useScroll(
  box: React.RefObject<HTMLDivElement | null>,
  thread: ThreadState,
  lit: string | null,
) {
  const [atEnd, setAtEnd] = useState(true);
  const following = useRef(true);
  const before = useRef({ first: '', height: 0 });
  const toEnd = () => {
    following.current = true;
    setAtEnd(true);
    box.current?.scrollTo({ top: box.current.scrollHeight });
  };
  // What is put above must not move what is read.
  useLayoutEffect(() => {
    const list = box.current;
    if (list === null) {
      return;
    }
    const first = thread.messages[0]?.id ?? '';
    if (following.current) {
      list.scrollTop = list.scrollHeight;
    } else if (before.current.first !== '' && first !== before.current.first) {
      list.scrollTop += list.scrollHeight - before.current.height;
    }
    before.current = { first, height: list.scrollHeight };
  });
  useEffect(() => {
    if (lit !== null) {
      following.current = false;
      document.getElementById(`message-${lit}`)?.scrollIntoView({ block: 'center' });
    }
  }, [lit]);
  const onScroll = () => {
    const list = box.current;
    if (list === null) {
      return;
    }
    const end = list.scrollHeight - list.scrollTop - list.clientHeight < AT_END;
    following.current = end && !thread.past;
    setAtEnd(end);
    if (list.scrollTop < AT_START && thread.more) {
      void thread.older();
    }
  };
  return { atEnd, toEnd, onScroll };
}

function Line({ accent, children }: { accent?: boolean; children: ReactNode }) {
  return (
    <div className="mt-3 flex items-center gap-2 px-3">
      <span className={`h-px flex-1 ${accent ? 'bg-accent' : 'bg-line'}`} />
      <span className={`text-11 font-medium ${accent ? 'text-accent' : 'text-text-3'}`}>
        {children}
      </span>
      <span className={`h-px flex-1 ${accent ? 'bg-accent' : 'bg-line'}`} />
    </div>
  );
}

/** A message that is on its way, or that the center won't take. */
export function UnsentRow({
  text,
  refusal,
  onAgain,
  onDiscard,
}: {
  text: string;
  refusal: string | undefined;
  onAgain: () => void;
  onDiscard: () => void;
}) {
  return (
    <div className="mt-1 px-3 py-0.5">
      <p className="whitespace-pre-wrap break-words text-13 text-text-2">{text}</p>
      {refusal === undefined ? (
        <p role="status" className="flex items-center gap-1 text-11 text-text-3">
          <CloudOff size={12} aria-hidden />
          Not sent yet; it is kept on this device
        </p>
      ) : (
        <p role="alert" className="flex flex-wrap items-center gap-1 text-12 text-crit">
          {refusal}
          <Button look="ghost" onClick={onAgain}>
            Try again
          </Button>
          <Button look="ghost" onClick={onDiscard}>
            Discard
          </Button>
        </p>
      )}
    </div>
  );
}
