import { queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/api';
import type { Channel, ChatThread, Found, Message, NewChannel, Person } from '../../lib/api-types';

interface Page<T> {
  readonly items: T[];
  readonly next: string | null;
}

const ALL = 1000;

/** Kept up to date by the live topic `channels`. */
export const channelsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: async ({ signal }) =>
    (await call<Page<Channel>>(`/channels?limit=${ALL}`, { signal })).items,
  staleTime: Number.POSITIVE_INFINITY,
});

/** Kept up to date by the live topic `presence`. */
export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: async ({ signal }) =>
    (await call<Page<Person>>(`/people?limit=${ALL}`, { signal })).items,
  staleTime: Number.POSITIVE_INFINITY,
});

/** Where a piece of a thread lies: at its end, or next to a message. */
export type Place = 'newest' | { readonly before: string } | { readonly around: string };

export function messagesAt(
  thread: string,
  place: Place,
  signal?: AbortSignal,
): Promise<Page<Message>> {
  const at = place === 'newest' ? '' : `&${new URLSearchParams({ ...place })}`;
  return call(`/threads/${thread}/messages?limit=50${at}`, { ...(signal && { signal }) });
}

export function post(thread: string, text: string, key: string): Promise<Message> {
  return call(`/threads/${thread}/messages`, { method: 'POST', body: { text }, key });
}

export function edit({ id, revision }: Message, text: string): Promise<Message> {
  return call(`/messages/${id}`, { method: 'PATCH', body: { text }, revision });
}

export function remove({ id }: Message): Promise<void> {
  return call(`/messages/${id}`, { method: 'DELETE' });
}

export function react({ id }: Message, emoji: string, on: boolean): Promise<Message> {
  return call(`/messages/${id}/reactions/${encodeURIComponent(emoji)}`, {
    method: on ? 'PUT' : 'DELETE',
    ...(on && { body: {} }),
  });
}

export function markRead(channel: string, number: number): Promise<Channel> {
  return call(`/channels/${channel}/read`, { method: 'PUT', body: { number } });
}

export function openThread(channel: string, message: string): Promise<ChatThread> {
  return call(`/channels/${channel}/threads`, { method: 'POST', body: { message_id: message } });
}

export function makeChannel(channel: NewChannel): Promise<Channel> {
  return call('/channels', { method: 'POST', body: channel });
}

export function searchQuery(text: string) {
  return queryOptions({
    queryKey: ['messages', 'search', text],
    queryFn: async ({ signal }) =>
      (await call<Page<Found>>(`/messages?${new URLSearchParams({ q: text })}`, { signal })).items,
    placeholderData: (before) => before,
    staleTime: 0,
  });
}
