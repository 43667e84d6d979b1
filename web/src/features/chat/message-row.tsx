import { Bot, MessageSquareReply, Pencil, SmilePlus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Message } from '../../lib/api-types';
import { cx } from '../../lib/cx';
import { utcClock, utcDateTime } from '../../lib/format';
import { IconButton } from '../../ui/icon-button';
import { Menu, MenuItem } from '../../ui/menu';
import { Markdown } from './markdown';

const EMOJI = ['👍', '✅', '👀', '❗', '🙏', '😀'];

export interface RowActions {
  readonly onReact: (message: Message, emoji: string, on: boolean) => void;
  readonly onReply: ((message: Message) => void) | null;
  readonly onEdit: (message: Message) => void;
  readonly onDelete: (message: Message) => void;
  readonly onTrack: (id: string) => void;
}

/** One message: who, when, what, and what can be done with it. */
export function MessageRow({
  message,
  joined,
  me,
  admin,
  writable,
  actions,
  lit,
}: {
  message: Message;
  joined: boolean;
  me: { readonly id: string; readonly username: string };
  admin: boolean;
  writable: boolean;
  actions: RowActions;
  lit: boolean;
}) {
  const mine = message.author.kind === 'user' && message.author.id === me.id;
  const at = Date.parse(message.created_at);
  const gone = message.deleted_at !== undefined;
  const mentioned = message.mentions.some(({ id }) => id === me.id);
  return (
    <article
      id={`message-${message.id}`}
      aria-label={`${message.author.name}, ${utcClock(at)}`}
      className={cx(
        'group relative px-3 hover:bg-surface-2 focus-within:bg-surface-2',
        joined ? 'pt-0.5' : 'mt-2 pt-1',
        'pb-0.5',
        mentioned && 'border-l-2 border-accent pl-2.5',
        lit && 'bg-surface-3',
      )}
    >
      {!joined && (
        <header className="flex items-baseline gap-2">
          <span className="truncate text-13 font-semibold">{message.author.name}</span>
          {message.author.kind !== 'user' && (
            <span className="inline-flex items-center gap-1 self-center rounded-tag border border-line px-1 text-11 text-text-2">
              <Bot size={12} aria-hidden />
              {message.author.kind}
            </span>
          )}
          <time
            dateTime={message.created_at}
            title={utcDateTime(at)}
            className="figures text-11 text-text-3"
          >
            {utcClock(at)}
          </time>
        </header>
      )}
      {gone ? (
        <p className="text-12 italic text-text-3">
          Deleted{message.deleted_by === message.author.name ? '' : ` by ${message.deleted_by}`}
        </p>
      ) : (
        <Markdown message={message} me={me.username} onTrack={actions.onTrack} />
      )}
      {message.edited_at !== undefined && !gone && (
        <span title={utcDateTime(Date.parse(message.edited_at))} className="text-11 text-text-3">
          edited
        </span>
      )}
      <Below message={message} me={me.username} writable={writable} actions={actions} />
      {writable && !gone && (
        <Tools mine={mine} admin={admin} message={message} me={me.username} actions={actions} />
      )}
    </article>
  );
}

function Below({
  message,
  me,
  writable,
  actions,
}: {
  message: Message;
  me: string;
  writable: boolean;
  actions: RowActions;
}): ReactNode {
  const { reactions, replies } = message;
  if (reactions.length === 0 && replies === undefined) {
    return null;
  }
  return (
    <div className="mt-1 flex flex-wrap items-center gap-1">
      {reactions.map(({ emoji, users }) => {
        const mine = users.includes(me);
        return (
          <button
            key={emoji}
            type="button"
            disabled={!writable}
            aria-pressed={mine}
            aria-label={`${emoji} ${users.length}: ${users.join(', ')}`}
            title={users.join(', ')}
            onClick={() => actions.onReact(message, emoji, !mine)}
            className={cx(
              'inline-flex h-6 items-center gap-1 rounded-full border px-2 text-12 pointer-coarse:h-11 pointer-coarse:min-w-11 pointer-coarse:justify-center',
              mine
                ? 'border-accent text-accent'
                : 'border-line text-text-2 enabled:hover:border-control',
            )}
          >
            <span aria-hidden>{emoji}</span>
            <span className="figures">{users.length}</span>
          </button>
        );
      })}
      {replies !== undefined && actions.onReply !== null && (
        <button
          type="button"
          onClick={() => actions.onReply?.(message)}
          className="inline-flex h-6 items-center gap-1 rounded-control px-1 text-12 font-medium text-accent hover:underline pointer-coarse:h-11"
        >
          <MessageSquareReply size={14} aria-hidden />
          {replies.count === 1 ? '1 reply' : `${replies.count} replies`}
        </button>
      )}
    </div>
  );
}

function Tools({
  mine,
  admin,
  message,
  me,
  actions,
}: {
  mine: boolean;
  admin: boolean;
  message: Message;
  me: string;
  actions: RowActions;
}) {
  const reacted = (emoji: string) =>
    message.reactions.some((one) => one.emoji === emoji && one.users.includes(me));
  return (
    <div
      className={cx(
        'absolute -top-3 right-2 z-10 flex rounded-control border border-line bg-surface',
        'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 has-data-[state=open]:opacity-100',
        'pointer-coarse:static pointer-coarse:mt-1 pointer-coarse:hidden pointer-coarse:w-fit pointer-coarse:group-focus-within:flex pointer-coarse:group-hover:flex',
      )}
    >
      <Menu trigger={<IconButton icon={SmilePlus} label="React" />}>
        {EMOJI.map((emoji) => (
          <MenuItem key={emoji} onSelect={() => actions.onReact(message, emoji, !reacted(emoji))}>
            <span aria-hidden>{emoji}</span>
            {NAMES[emoji]}
          </MenuItem>
        ))}
      </Menu>
      {actions.onReply !== null && (
        <IconButton
          icon={MessageSquareReply}
          label="Reply in a thread"
          onClick={() => actions.onReply?.(message)}
        />
      )}
      {mine && <IconButton icon={Pencil} label="Edit" onClick={() => actions.onEdit(message)} />}
      {(mine || admin) && (
        <IconButton icon={Trash2} label="Delete" onClick={() => actions.onDelete(message)} />
      )}
    </div>
  );
}

const NAMES: Readonly<Record<string, string>> = {
  '👍': 'Good',
  '✅': 'Done',
  '👀': 'Looking',
  '❗': 'Important',
  '🙏': 'Thanks',
  '😀': 'Glad',
};
