import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Channel, Person } from '../../lib/api-types';
import type { News } from '../../mapcore/picture';
import { channelsQuery, peopleQuery } from './api';

/** Hears what the center says on a topic; returns what ends it. */
export type Watch = (topic: string, listener: (news: News) => void) => () => void;

function patched<T extends { readonly id: string }>(
  known: readonly T[] | undefined,
  news: News,
): T[] {
  const items = news.items as readonly T[];
  const ids = new Set(items.map(({ id }) => id));
  const kept = news.whole ? [] : (known ?? []).filter(({ id }) => !ids.has(id));
  return news.removed ? kept : [...kept, ...items];
}

/** The channels and people of the signed-in user, as they are now. */
export function useChannels(watch: Watch) {
  const queries = useQueryClient();
  useEffect(() => {
    const stops = [
      watch('channels', (news) =>
        queries.setQueryData(channelsQuery.queryKey, (known) => patched<Channel>(known, news)),
      ),
      watch('presence', (news) =>
        queries.setQueryData(peopleQuery.queryKey, (known) => patched<Person>(known, news)),
      ),
    ];
    return () => {
      for (const stop of stops) {
        stop();
      }
    };
  }, [watch, queries]);
  const channels = useQuery(channelsQuery);
  const people = useQuery(peopleQuery);
  return { channels, people: people.data ?? [] };
}
