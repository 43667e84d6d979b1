import type { Channel, Message, Person } from '../../lib/api-types';

/** Puts news into a list that is ordered by number; of two states of a message the newer one stays. */
export function merged(known: readonly Message[], news: readonly Message[]): readonly Message[] {
  if (news.length === 0) {
    return known;
  }
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of news) {
    const before = byId.get(message.id);
    if (before === undefined || message.version >= before.version) {
      byId.set(message.id, message);
    }
  }
  return [...byId.values()].sort((a, b) => a.number - b.number);
}

/** After a long loss the newest messages may lie beyond what is known: nothing is shown over a gap. */
export function afterSnapshot(
  known: readonly Message[],
  newest: readonly Message[],
): readonly Message[] {
  const ids = new Set(known.map(({ id }) => id));
  return known.length === 0 || newest.some(({ id }) => ids.has(id))
    ? merged(known, newest)
    : newest;
}

/** A message as the list shows it: below the one before it without a head of its own, or with a day above it. */
export interface Row {
  readonly message: Message;
  readonly day: string | null;
  readonly joined: boolean;
}

const JOIN_MS = 5 * 60_000;

export function rows(messages: readonly Message[]): readonly Row[] {
  let before: Message | undefined;
  return messages.map((message) => {
    const day = message.created_at.slice(0, 10);
    const sameDay = before?.created_at.slice(0, 10) === day;
    const joined =
      sameDay &&
      before !== undefined &&
      before.deleted_at === undefined &&
      before.author.kind === message.author.kind &&
      before.author.name === message.author.name &&
      Date.parse(message.created_at) - Date.parse(before.created_at) < JOIN_MS;
    before = message;
    return { message, day: sameDay ? null : day, joined };
  });
}

/** `Today`, `Yesterday` or the date; all in UTC, as all times are. */
export function dayName(day: string, now: number): string {
  const today = new Date(now).toISOString().slice(0, 10);
  const yesterday = new Date(now - 86_400_000).toISOString().slice(0, 10);
  return day === today ? 'Today' : day === yesterday ? 'Yesterday' : day;
}

/** Station channels first, in the order in which they were made, then the others by name, then people. */
export function grouped(channels: readonly Channel[]) {
  const open = channels
    .filter(({ archived }) => !archived)
    .sort((a, b) => a.name.localeCompare(b.name));
  const stations = open
    .filter(({ kind }) => kind === 'station')
    .sort((a, b) => a.id.localeCompare(b.id));
  return [
    { title: 'Stations', channels: stations },
    {
      title: 'Channels',
      channels: open.filter(({ kind }) => kind === 'open' || kind === 'private'),
    },
    { title: 'Direct', channels: open.filter(({ kind }) => kind === 'direct') },
  ].filter((group) => group.channels.length > 0);
}

export function unreadCount(channel: Channel): string {
  return channel.unread > 99 ? '99+' : String(channel.unread);
}

/** The word under the cursor that may become a mention or a track. */
export interface Started {
  readonly sign: '@' | '!';
  readonly text: string;
  readonly from: number;
}

export function startedAt(text: string, cursor: number): Started | null {
  const match = /(?:^|[\s(])([@!])([\w.:-]{0,40})$/.exec(text.slice(0, cursor));
  const [, sign, typed = ''] = match ?? [];
  return sign === '@' || sign === '!'
    ? { sign, text: typed, from: cursor - typed.length - 1 }
    : null;
}

export function peopleLike(people: readonly Person[], typed: string): readonly Person[] {
  const wanted = typed.toLowerCase();
  return people
    .filter(({ username }) => username.toLowerCase().includes(wanted))
    .sort(
      (a, b) =>
        Number(b.username.toLowerCase().startsWith(wanted)) -
        Number(a.username.toLowerCase().startsWith(wanted)),
    )
    .slice(0, 8);
}

/** What a text says of a track that was picked from a list, in place of what was typed. */
export function completed(text: string, { from, sign }: Started, cursor: number, word: string) {
  const head = `${text.slice(0, from)}${sign}${word} `;
  return { text: head + text.slice(cursor).trimStart(), cursor: head.length };
}
