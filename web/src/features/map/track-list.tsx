import { useVirtualizer } from '@tanstack/react-virtual';
import { Radar, SearchX } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { Filter } from '../../mapcore/picture';
import { Button } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { Skeleton } from '../../ui/skeleton';
import {
  useLink,
  usePast,
  usePicture,
  usePictureTime,
  useSelection,
  useSummary,
} from './picture-context';
import { TrackListRow } from './track-row';
import { useRows } from './use-rows';
import { isFiltered, type Sort } from './view-state';

const ROW = 44;

/** Every track that passes the filter, as the map shows it, for eyes and screen readers. */
export function TrackList({
  filter,
  sort,
  onClear,
}: {
  filter: Filter;
  sort: Sort;
  onClear: () => void;
}) {
  const picture = usePicture();
  const selection = useSelection();
  const scroller = useRef<HTMLDivElement>(null);
  const summary = useSummary();
  const firstVisible = useRef(0);
  const now = usePictureTime();

  const virtual = useVirtualizer({
    count: summary.shown,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 6,
  });
  const items = virtual.getVirtualItems();
  firstVisible.current = items[0]?.index ?? 0;
  const rows = useRows(firstVisible.current, sort);

  const selectedAt = rows?.selectedAt ?? -1;
  const shownKey = useRef<string | null>(null);
  const held = useRef(false);
  useEffect(() => {
    if (selection.key !== shownKey.current) {
      shownKey.current = selection.key;
      held.current = true;
    }
    // Tracks that come in above push the selected row down: it is kept in view until someone scrolls.
    if (held.current && selectedAt >= 0) {
      virtual.scrollToIndex(selectedAt, { align: 'auto' });
    }
  }, [selection.key, selectedAt, virtual]);
  const release = () => {
    held.current = false;
  };

  if (rows !== null && summary.shown === 0) {
    return <NoTracks filter={filter} onClear={onClear} />;
  }
  return (
    <div
      ref={scroller}
      onWheel={release}
      onTouchMove={release}
      onPointerDown={release}
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain"
      data-testid="track-list"
    >
      <ul aria-label="Tracks" className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows?.rows[index - rows.offset];
          return (
            <li
              key={row?.key ?? `place-${index}`}
              className="absolute inset-x-0"
              style={{ height: ROW, transform: `translateY(${start}px)` }}
            >
              {row === undefined ? (
                <LoadingRow />
              ) : (
                <TrackListRow
                  row={row}
                  now={now}
                  selected={row.key === selection.key}
                  onSelect={() => {
                    picture.select(row.key);
                    if (row.longitude !== undefined && row.latitude !== undefined) {
                      picture.flyTo({ longitude: row.longitude, latitude: row.latitude });
                    }
                  }}
                />
              )}
            </li>
          );
        })}
      </ul>
      {rows === null && Array.from({ length: 8 }, (_, i) => i).map((i) => <LoadingRow key={i} />)}
    </div>
  );
}

function LoadingRow() {
  return (
    <div className="flex h-11 items-center gap-3 px-3">
      <Skeleton className="size-5 rounded-full" />
      <span className="flex flex-1 flex-col gap-1.5">
        <Skeleton className="h-3 w-24" />
        <Skeleton className="h-2.5 w-36" />
      </span>
    </div>
  );
}

function NoTracks({ filter, onClear }: { filter: Filter; onClear: () => void }) {
  const link = useLink();
  const past = usePast();
  if (isFiltered(filter)) {
    return (
      <Empty
        icon={SearchX}
        title="No track passes the filter"
        action={<Button onClick={onClear}>Clear the filter</Button>}
      />
    );
  }
  if (past !== null) {
    return (
      <Empty icon={Radar} title="Nothing was known then">
        No source had reported a track at this time.
      </Empty>
    );
  }
  if (link.state !== 'live') {
    return (
      <Empty icon={Radar} title="Waiting for the center">
        {link.detail}
      </Empty>
    );
  }
  return (
    <Empty
      icon={Radar}
      title="No tracks yet"
      action={
        <Link
          to="/sources"
          className="inline-flex h-7 items-center rounded-control border border-control bg-surface-2 px-3 text-13 hover:bg-surface-3 pointer-coarse:h-11"
        >
          Look at the sources
        </Link>
      }
    >
      Tracks appear here when a source reports its first position. Sources are set in{' '}
      <code className="figures">config/agents.yml</code>; or start the center with{' '}
      <code className="figures">--demo</code> to see recorded traffic.
    </Empty>
  );
}
