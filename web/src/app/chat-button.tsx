import { MessagesSquare } from 'lucide-react';
import { useChannels } from '../features/chat/use-channels';
import { usePicture } from '../features/map/picture-context';
import { cx } from '../lib/cx';
import { Tooltip } from '../ui/tooltip';

/** What is unread in all channels, and whether the user is mentioned in it. */
function useUnread(): { readonly count: number; readonly mentioned: boolean } {
  const { channels } = useChannels(usePicture().watch);
  const open = (channels.data ?? []).filter(({ archived }) => !archived);
  return {
    count: open.reduce((sum, { unread }) => sum + unread, 0),
    mentioned: open.some(({ mentions }) => mentions > 0),
  };
}

function Badge({ count, mentioned }: { count: number; mentioned: boolean }) {
  return (
    count > 0 && (
      <span
        aria-hidden
        className={cx(
          'figures absolute -right-1 -top-1 min-w-4 rounded-full px-1 text-center text-11 leading-4',
          mentioned ? 'bg-accent text-on-accent' : 'bg-surface-3 text-text outline outline-line',
        )}
      >
        {count > 99 ? '99+' : count}
      </span>
    )
  );
}

function label(count: number, mentioned: boolean): string {
  const mention = mentioned ? ', you are mentioned' : '';
  return count === 0 ? 'Chat' : `Chat, ${count} unread${mention}`;
}

/** Opens and closes the chat; shows what is unread. */
export function ChatButton({ open, onToggle }: { open: boolean; onToggle: () => void }) {
  const { count, mentioned } = useUnread();
  return (
    <Tooltip text="Chat" shortcut="Ctrl .">
      <button
        type="button"
        aria-label={label(count, mentioned)}
        aria-pressed={open}
        onClick={onToggle}
        className={cx(
          'relative grid size-7 shrink-0 place-items-center rounded-control pointer-coarse:size-11',
          open ? 'bg-surface-3 text-accent' : 'text-text-2 hover:bg-surface-3 hover:text-text',
        )}
      >
        <MessagesSquare size={16} strokeWidth={1.75} aria-hidden />
        <Badge count={count} mentioned={mentioned} />
      </button>
    </Tooltip>
  );
}

/** The same in a phone's bar. */
export function PhoneChatButton({
  open,
  className,
  onToggle,
}: {
  open: boolean;
  className: string;
  onToggle: () => void;
}) {
  const { count, mentioned } = useUnread();
  return (
    <button
      type="button"
      aria-label={label(count, mentioned)}
      aria-pressed={open}
      onClick={onToggle}
      className={cx(className, open ? 'font-semibold text-accent' : 'text-text-2')}
    >
      <span className="relative">
        <MessagesSquare size={20} strokeWidth={1.75} aria-hidden />
        <Badge count={count} mentioned={mentioned} />
      </span>
      Chat
    </button>
  );
}
