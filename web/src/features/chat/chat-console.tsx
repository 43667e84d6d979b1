import { useQueryClient } from '@tanstack/react-query';
import { ArrowLeft, CloudOff, MessagesSquare, Search } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { toast } from 'sonner';
import type { Account, Channel, Message, Person } from '../../lib/api-types';
import { explain } from '../../lib/problem';
import { Empty } from '../../ui/empty';
import { IconButton } from '../../ui/icon-button';
import { Loaded } from '../../ui/loaded';
import { channelsQuery, openThread } from './api';
import { ChannelMenu } from './channel-menu';
import type { TrackWord } from './composer';
import { grouped } from './model';
import { NewChannel } from './new-channel';
import { SearchPanel } from './search-panel';
import { ThreadView } from './thread-view';
import { useUnsent } from './unsent';
import { useChannels, type Watch } from './use-channels';

const LAST = 'vtoc.channel';

/** A thread below a message. */
interface Below {
  readonly thread: string;
  readonly root: Message;
}

/** Chat beside every page: one channel at a time, a thread of it, or what is searched for. */
export function ChatConsole({
  watch,
  online,
  shown,
  account,
  findTracks,
  onTrack,
}: {
  watch: Watch;
  /** Whether the center can be reached just now. */
  online: boolean;
  /** Whether it can be seen, or lies behind another tab. */
  shown: boolean;
  account: Account;
  findTracks: (text: string) => Promise<readonly TrackWord[]>;
  onTrack: (id: string) => void;
}) {
  const { channels, people } = useChannels(watch);
  return (
    <section aria-label="Chat" className="flex min-h-0 flex-1 flex-col">
      {!online && (
        <p
          role="status"
          className="flex shrink-0 items-center gap-2 border-b border-line bg-surface-2 px-3 py-2 text-12 text-text"
        >
          <CloudOff size={14} aria-hidden className="text-warn" />
          Not connected. What you write is kept here and sent later.
        </p>
      )}
      {channels.data === undefined ? (
        <div className="p-3">
          <Loaded query={channels}>{() => null}</Loaded>
        </div>
      ) : channels.data.length === 0 ? (
        <Empty icon={MessagesSquare} title="No channel">
          You have no role in a station yet; an administrator can give you one.
        </Empty>
      ) : (
        <Channels
          watch={watch}
          channels={channels.data}
          people={people}
          shown={shown}
          account={account}
          findTracks={findTracks}
          onTrack={onTrack}
        />
      )}
    </section>
  );
}

function Channels({
  watch,
  channels,
  people,
  shown,
  account,
  findTracks,
  onTrack,
}: {
  watch: Watch;
  channels: readonly Channel[];
  people: readonly Person[];
  shown: boolean;
  account: Account;
  findTracks: (text: string) => Promise<readonly TrackWord[]>;
  onTrack: (id: string) => void;
}) {
  const queries = useQueryClient();
  const [wanted, setWanted] = useState(() => localStorage.getItem(LAST));
  const [below, setBelow] = useState<Below | null>(null);
  const [searching, setSearching] = useState(false);
  const [making, setMaking] = useState(false);
  const [goTo, setGoTo] = useState<string | null>(null);
  const [sent, setSent] = useState<Message | null>(null);
  const outgoing = useUnsent(account.id, setSent);
  const channel =
    channels.find(({ id }) => id === wanted) ?? grouped(channels)[0]?.channels[0] ?? channels[0];
  const open = useCallback((next: Channel, message: string | null = null) => {
    localStorage.setItem(LAST, next.id);
    setWanted(next.id);
    setBelow(null);
    setSearching(false);
    setGoTo(message);
  }, []);
  const id = channel?.id;
  const reply = useCallback(
    (root: Message) => {
      if (id === undefined) {
        return;
      }
      if (root.replies !== undefined) {
        setBelow({ thread: root.replies.thread_id, root });
        return;
      }
      openThread(id, root.id).then(
        (thread) => setBelow({ thread: thread.id, root }),
        (error: Error) => toast.error(explain(error)),
      );
    },
    [id],
  );
  const others = useMemo(
    () => people.filter((person) => person.id !== account.id),
    [people, account.id],
  );
  if (channel === undefined) {
    return null;
  }
  const shared = {
    watch,
    channel,
    account,
    shown,
    people: others,
    findTracks,
    outgoing,
    sent,
    onTrack,
  };
  const mayMake = account.admin || Object.values(account.stations).includes('operator');
  return (
    <>
      <header className="flex h-10 shrink-0 items-center gap-1 border-b border-line px-1 pointer-coarse:h-12">
        {below !== null || searching ? (
          <>
            <IconButton
              icon={ArrowLeft}
              label={`Back to ${channel.name}`}
              onClick={() => {
                setBelow(null);
                setSearching(false);
              }}
            />
            <h2 className="min-w-0 flex-1 truncate text-13 font-semibold">
              {searching ? 'Search messages' : `Thread in ${channel.name}`}
            </h2>
          </>
        ) : (
          <>
            <ChannelMenu
              channels={channels}
              people={people}
              open={channel}
              onOpen={open}
              onNew={mayMake ? () => setMaking(true) : null}
            />
            <p title={channel.topic} className="min-w-0 flex-1 truncate text-12 text-text-3">
              {channel.topic}
            </p>
            <IconButton icon={Search} label="Search messages" onClick={() => setSearching(true)} />
          </>
        )}
      </header>
      {searching ? (
        <SearchPanel
          channels={channels}
          onOpen={(hit) => {
            const of = channels.find((one) => one.id === hit.channel_id);
            if (of !== undefined) {
              open(of, hit.thread_id === of.main_thread_id ? hit.id : null);
              if (hit.thread_id !== of.main_thread_id) {
                setBelow({ thread: hit.thread_id, root: hit });
              }
            }
          }}
        />
      ) : below !== null ? (
        <ThreadView
          key={below.thread}
          {...shared}
          thread={below.thread}
          goTo={null}
          onReply={null}
        />
      ) : (
        <ThreadView
          key={channel.main_thread_id}
          {...shared}
          thread={channel.main_thread_id}
          goTo={goTo}
          onReply={reply}
        />
      )}
      {making && (
        <NewChannel
          people={others}
          station={channel.station}
          onClose={() => setMaking(false)}
          onMade={(made) => {
            queries.setQueryData(channelsQuery.queryKey, (known = []) => [
              ...known.filter((one) => one.id !== made.id),
              made,
            ]);
            setMaking(false);
            open(made);
          }}
        />
      )}
    </>
  );
}
