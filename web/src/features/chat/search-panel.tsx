import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import type { Channel, Message } from '../../lib/api-types';
import { utcDateTime } from '../../lib/format';
import { Empty } from '../../ui/empty';
import { Loaded } from '../../ui/loaded';
import { searchQuery } from './api';

/** Messages by their words, in all channels that the user may read. */
export function SearchPanel({
  channels,
  onOpen,
}: {
  channels: readonly Channel[];
  onOpen: (message: Message) => void;
}) {
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const query = useQuery({ ...searchQuery(wanted), enabled: wanted !== '' });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="p-2">
        <input
          type="search"
          aria-label="Words to search for"
          placeholder="Words, or “a phrase”"
          // biome-ignore lint/a11y/noAutofocus: the field is what was asked for
          autoFocus
          value={text}
          maxLength={200}
          onChange={(event) => setText(event.target.value)}
          className="h-9 w-full rounded-control border border-control bg-bg px-3 text-13 text-text placeholder:text-text-3 pointer-coarse:h-11 pointer-coarse:text-[16px]"
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {wanted !== '' && (
          <Loaded query={query}>
            {(found) =>
              found.length === 0 ? (
                <Empty icon={Search} title="No message has these words">
                  Try fewer or other words; the last one may be unfinished.
                </Empty>
              ) : (
                <ul aria-label="Messages found">
                  {found.map(({ message, snippet }) => (
                    <li key={message.id}>
                      <button
                        type="button"
                        onClick={() => onOpen(message)}
                        className="focus-inset w-full rounded-control px-2 py-2 text-left hover:bg-surface-2"
                      >
                        <span className="flex items-baseline gap-2 text-12 text-text-2">
                          <span className="truncate font-semibold text-text">
                            {message.author.name}
                          </span>
                          <span className="truncate">
                            {channels.find(({ id }) => id === message.channel_id)?.name}
                          </span>
                          <time
                            dateTime={message.created_at}
                            className="figures ml-auto shrink-0 text-11 text-text-3"
                          >
                            {utcDateTime(Date.parse(message.created_at))}
                          </time>
                        </span>
                        <span className="mt-0.5 line-clamp-3 break-words text-13 text-text">
                          {snippet.map(({ text: part, hit }, index) =>
                            hit ? (
                              <mark
                                // biome-ignore lint/suspicious/noArrayIndexKey: the parts never change places
                                key={index}
                                className="rounded-tag bg-surface-3 font-semibold text-accent"
                              >
                                {part}
                              </mark>
                            ) : (
                              part
                            ),
                          )}
                        </span>
                      </button>
                    </li>
                  ))}
                </ul>
              )
            }
          </Loaded>
        )}
      </div>
    </div>
  );
}
