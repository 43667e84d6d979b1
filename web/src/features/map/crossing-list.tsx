import { useInfiniteQuery } from '@tanstack/react-query';
import { History, LogIn, LogOut, Waypoints } from 'lucide-react';
import { useState } from 'react';
import type { Crossing, Geofence } from '../../lib/api-types';
import { utcDateTime } from '../../lib/format';
import { Button } from '../../ui/button';
import { Chip } from '../../ui/chip';
import { Select } from '../../ui/choice';
import { Empty } from '../../ui/empty';
import { IconButton } from '../../ui/icon-button';
import { Loaded } from '../../ui/loaded';
import { crossingsQuery, partsOf } from './api';
import { type CrossingFilter, crossingText, nameOf } from './crossings';
import { useSelection } from './picture-context';
import { useShowCrossing } from './use-show-crossing';

const PERIODS = [
  { value: '1', text: 'Last hour' },
  { value: '24', text: 'Last day' },
  { value: '0', text: 'All kept' },
] as const;
const CAUSES: Readonly<Partial<Record<Crossing['cause'], string>>> = {
  passed: 'passed through',
  changed: 'began or ceased to be watched',
  lost: 'left the picture',
};

/** Who entered and left which fence, newest first; it grows at the top as it happens. */
export function CrossingList({
  fences,
  onReplay,
}: {
  fences: readonly Geofence[];
  onReplay: (crossing: Crossing) => void;
}) {
  const { key, track } = useSelection();
  const [geofence, setGeofence] = useState('');
  const [hours, setHours] = useState<(typeof PERIODS)[number]['value']>('24');
  const [alone, setAlone] = useState(false);
  const filter: CrossingFilter = {
    geofence,
    hours: Number(hours),
    track: alone && key !== null ? partsOf(key).id : '',
  };
  const query = useInfiniteQuery(crossingsQuery(filter));
  return (
    <div className="flex min-h-0 flex-col">
      <div className="flex flex-wrap gap-2 px-3 pb-2">
        <div className="min-w-0 flex-1">
          <Select
            quiet
            label="Geofence"
            value={geofence}
            options={[
              { value: '', text: 'All fences' },
              ...fences.map(({ id, name }) => ({ value: id, text: name })),
            ]}
            onChoose={setGeofence}
          />
        </div>
        <div className="min-w-0 flex-1">
          <Select quiet label="Period" value={hours} options={PERIODS} onChoose={setHours} />
        </div>
        {key !== null && (
          <Chip on={alone} onClick={() => setAlone(!alone)} className="max-w-full">
            <span className="truncate">Only {track?.label ?? partsOf(key).id}</span>
          </Chip>
        )}
      </div>
      <div className="min-h-0 overflow-y-auto px-3 pb-3">
        <Loaded query={query}>
          {({ pages }) => (
            <Rows crossings={pages.flatMap(({ items }) => items)} onReplay={onReplay} />
          )}
        </Loaded>
        {query.hasNextPage && (
          <Button
            className="mt-2 w-full"
            disabled={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show older ones
          </Button>
        )}
      </div>
    </div>
  );
}

function Rows({
  crossings,
  onReplay,
}: {
  crossings: readonly Crossing[];
  onReplay: (crossing: Crossing) => void;
}) {
  const show = useShowCrossing();
  if (crossings.length === 0) {
    return (
      <Empty icon={Waypoints} title="No crossings">
        No track entered or left in this time.
      </Empty>
    );
  }
  return (
    <ol aria-label="Crossings">
      {crossings.map((crossing) => {
        const { id, direction, geofence, time, cause } = crossing;
        const Icon = direction === 'enter' ? LogIn : LogOut;
        return (
          <li key={id} className="flex items-center gap-1 border-t border-line py-1">
            <button
              type="button"
              onClick={() => show(crossing)}
              className="flex min-w-0 flex-1 items-start gap-2 rounded-tag py-0.5 text-left hover:bg-surface-2 pointer-coarse:min-h-11"
            >
              <Icon
                size={14}
                aria-hidden
                className={`mt-0.5 shrink-0 ${direction === 'enter' ? 'text-warn' : 'text-text-3'}`}
              />
              <span className="min-w-0 flex-1">
                <span className="flex items-baseline gap-2">
                  <span className="sr-only">Show</span>
                  <span className="min-w-0 flex-1 truncate text-13 font-medium">
                    {nameOf(crossing)}
                  </span>
                  <time
                    className="figures text-11 text-text-3"
                    dateTime={time}
                    title={utcDateTime(Date.parse(time))}
                  >
                    {utcDateTime(Date.parse(time)).slice(5)}
                  </time>
                </span>
                <span className="block truncate text-12 text-text-2">
                  {direction === 'enter' ? 'entered' : 'left'} {geofence}
                  {CAUSES[cause] !== undefined && ` (${CAUSES[cause]})`}
                </span>
              </span>
            </button>
            <IconButton
              icon={History}
              label={`Replay ${crossingText(crossing)}`}
              onClick={() => onReplay(crossing)}
            />
          </li>
        );
      })}
    </ol>
  );
}
