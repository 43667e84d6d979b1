import { ChevronDown, Hash, Lock, Plus, RadioTower } from 'lucide-react';
import type { Channel, Person } from '../../lib/api-types';
import { cx } from '../../lib/cx';
import { Menu, MenuItem, MenuLine, MenuNote } from '../../ui/menu';
import { grouped, unreadCount } from './model';
import { PresenceDot } from './presence-dot';

const ICONS = { station: RadioTower, open: Hash, private: Lock } as const;

/** The open channel's name; behind it the others, with what is unread in them. */
export function ChannelMenu({
  channels,
  people,
  open,
  onOpen,
  onNew,
}: {
  channels: readonly Channel[];
  people: readonly Person[];
  open: Channel;
  onOpen: (channel: Channel) => void;
  onNew: (() => void) | null;
}) {
  const elsewhere = channels.some(({ id, unread }) => id !== open.id && unread > 0);
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={`Channel ${open.name}${elsewhere ? ', unread messages in others' : ''}`}
          className="flex h-8 min-w-0 items-center gap-1.5 rounded-control px-2 text-13 font-semibold hover:bg-surface-3 pointer-coarse:h-11"
        >
          <ChannelIcon channel={open} people={people} />
          <span className="truncate">{open.name}</span>
          {elsewhere && <span aria-hidden className="size-2 shrink-0 rounded-full bg-accent" />}
          <ChevronDown size={14} aria-hidden className="shrink-0 text-text-3" />
        </button>
      }
    >
      <div className="max-h-[min(60vh,480px)] overflow-y-auto">
        {grouped(channels).map((group) => (
          <div key={group.title}>
            <MenuNote>
              <span className="text-11 font-medium text-text-3">{group.title}</span>
            </MenuNote>
            {group.channels.map((channel) => (
              <MenuItem key={channel.id} onSelect={() => onOpen(channel)}>
                <ChannelIcon channel={channel} people={people} />
                <span
                  className={cx(
                    'min-w-0 flex-1 truncate',
                    channel.unread > 0 && 'font-semibold',
                    channel.id === open.id && 'text-accent',
                  )}
                >
                  {channel.name}
                </span>
                <Unread channel={channel} />
              </MenuItem>
            ))}
          </div>
        ))}
      </div>
      {onNew !== null && (
        <>
          <MenuLine />
          <MenuItem icon={Plus} onSelect={onNew}>
            New channel or message
          </MenuItem>
        </>
      )}
    </Menu>
  );
}

export function ChannelIcon({
  channel: { kind, name },
  people,
}: {
  channel: Channel;
  people: readonly Person[];
}) {
  if (kind === 'direct') {
    return (
      <span className="grid w-4 shrink-0 place-items-center">
        <PresenceDot
          state={people.find(({ username }) => username === name)?.presence ?? 'offline'}
        />
      </span>
    );
  }
  const Icon = ICONS[kind];
  return <Icon size={16} strokeWidth={1.75} className="shrink-0 text-text-3" aria-hidden />;
}

/** How much is unread; a mention counts more, and says so. */
export function Unread({ channel }: { channel: Channel }) {
  if (channel.unread === 0) {
    return null;
  }
  const mentioned = channel.mentions > 0;
  return (
    <span
      role="img"
      aria-label={`${unreadCount(channel)} unread${mentioned ? ', you are mentioned' : ''}`}
      className={cx(
        'figures min-w-5 rounded-full px-1.5 text-center text-11',
        mentioned ? 'bg-accent font-semibold text-on-accent' : 'bg-surface-3 text-text',
      )}
    >
      {mentioned && '@'}
      {unreadCount(channel)}
    </span>
  );
}
