import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { toast } from 'sonner';
import type { Account, Channel, Message, Person } from '../../lib/api-types';
import { explain, RefusedError } from '../../lib/problem';
import { Confirm } from '../../ui/confirm';
import { edit, markRead, react, remove } from './api';
import { Composer, type TrackWord } from './composer';
import { MessageList, UnsentRow } from './message-list';
import type { RowActions } from './message-row';
import type { Unsent } from './unsent';
import type { Watch } from './use-channels';
import { useThread } from './use-thread';

/** What was begun and not sent, per thread and device. */
function draftKey(thread: string): string {
  return `vtoc.draft.${thread}`;
}

/** One thread with its composer. */
export function ThreadView({
  watch,
  channel,
  thread: id,
  account,
  people,
  findTracks,
  outgoing,
  sent,
  goTo,
  shown,
  onReply,
  onTrack,
}: {
  watch: Watch;
  channel: Channel;
  thread: string;
  account: Account;
  people: readonly Person[];
  findTracks: (text: string) => Promise<readonly TrackWord[]>;
  outgoing: {
    readonly unsent: readonly Unsent[];
    readonly send: (thread: string, text: string) => void;
    readonly again: (key: string) => void;
    readonly discard: (key: string) => void;
  };
  /** The message that was stored last, for showing it at once. */
  sent: Message | null;
  /** A message to show among those about it. */
  goTo: string | null;
  /** Whether it can be seen, or lies behind another tab. */
  shown: boolean;
  onReply: ((message: Message) => void) | null;
  onTrack: (id: string) => void;
}) {
  const thread = useThread(watch, channel, id);
  const [draft, setDraftState] = useState(() => localStorage.getItem(draftKey(id)) ?? '');
  const [editing, setEditing] = useState<Message | null>(null);
  const [deleting, setDeleting] = useState<Message | null>(null);
  const [firstUnread] = useState(() => (channel.unread > 0 ? channel.read + 1 : null));
  const setDraft = (text: string) => {
    setDraftState(text);
    if (editing === null) {
      if (text === '') {
        localStorage.removeItem(draftKey(id));
      } else {
        localStorage.setItem(draftKey(id), text);
      }
    }
  };
  const { take, goTo: show } = thread;
  useEffect(() => {
    if (sent?.thread_id === id) {
      take(sent);
    }
  }, [sent, id, take]);
  useEffect(() => {
    if (goTo !== null) {
      show(goTo).catch((error: Error) => toast.error(explain(error)));
    }
  }, [goTo, show]);
  useReading(channel, shown);

  const onError = (error: Error) =>
    toast.error(
      error instanceof RefusedError && error.status === 412
        ? 'The message was changed meanwhile; look at it again.'
        : explain(error),
    );
  const change = useMutation({
    mutationFn: ({ message, text }: { message: Message; text: string }) => edit(message, text),
    onSuccess: (message) => {
      take(message);
      stopEditing();
    },
    onError,
  });
  const removal = useMutation({ mutationFn: remove, onSuccess: () => setDeleting(null) });
  const reaction = useMutation({
    mutationFn: ({ message, emoji, on }: { message: Message; emoji: string; on: boolean }) =>
      react(message, emoji, on),
    onSuccess: take,
    onError,
  });
  const stopEditing = () => {
    setEditing(null);
    setDraftState(localStorage.getItem(draftKey(id)) ?? '');
  };
  const startEditing = (message: Message) => {
    setEditing(message);
    setDraftState(message.text);
    document.getElementById(composerId)?.focus();
  };
  const composerId = onReply === null ? 'thread-composer' : 'chat-composer';
  const { mutate: mutateReaction } = reaction;
  const start = useRef(startEditing);
  start.current = startEditing;
  const actions = useMemo<RowActions>(
    () => ({
      onReact: (message, emoji, on) => mutateReaction({ message, emoji, on }),
      onReply,
      onEdit: (message) => start.current(message),
      onDelete: setDeleting,
      onTrack,
    }),
    [mutateReaction, onReply, onTrack],
  );
  const mine = outgoing.unsent.filter((one) => one.thread === id);
  return (
    <>
      <MessageList
        label={onReply === null ? 'Replies' : `Messages in ${channel.name}`}
        thread={thread}
        me={account}
        admin={account.admin}
        writable={channel.writable}
        actions={actions}
        lit={goTo}
        firstUnread={firstUnread}
      >
        {mine.length > 0 &&
          mine.map(({ key, text, refusal }) => (
            <UnsentRow
              key={key}
              text={text}
              refusal={refusal}
              onAgain={() => outgoing.again(key)}
              onDiscard={() => outgoing.discard(key)}
            />
          ))}
      </MessageList>
      {channel.writable ? (
        <Composer
          id={composerId}
          placeholder={onReply === null ? 'Reply' : `Message ${channel.name}`}
          draft={draft}
          onDraft={setDraft}
          people={people}
          findTracks={findTracks}
          editing={editing !== null}
          onStopEditing={stopEditing}
          onEditLast={() => {
            const last = thread.messages.findLast(
              ({ author, deleted_at }) => author.id === account.id && deleted_at === undefined,
            );
            if (last !== undefined) {
              startEditing(last);
            }
          }}
          onSend={(text) => {
            if (editing !== null) {
              change.mutate({ message: editing, text });
            } else {
              outgoing.send(id, text);
              setDraft('');
            }
          }}
        />
      ) : (
        <p className="shrink-0 border-t border-line px-3 py-3 text-12 text-text-2">
          {channel.archived
            ? 'This channel is archived: it can be read, not written.'
            : 'You can read here; writing needs the role operator.'}
        </p>
      )}
      {deleting !== null && (
        <Confirm
          title="Delete this message?"
          action="Delete"
          busy={removal.isPending}
          error={removal.error}
          onConfirm={() => removal.mutate(deleting)}
          onClose={() => setDeleting(null)}
        >
          It can't be brought back. That there was a message stays to be seen.
        </Confirm>
      )}
    </>
  );
}

/** What is shown on a screen that is looked at has been read. */
function useReading({ id, messages, unread }: Channel, shown: boolean): void {
  useEffect(() => {
    if (unread === 0 || !shown) {
      return;
    }
    const read = () => {
      if (document.visibilityState === 'visible') {
        markRead(id, messages).catch(() => undefined);
      }
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [id, messages, unread, shown]);
}
