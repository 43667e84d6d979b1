import { useState } from 'react';
import { utcClock } from '../../lib/format';
import { formatPosition } from '../../lib/geo/coordinates';
import type { TrailPoint } from '../../mapcore/picture';
import { Skeleton } from '../../ui/skeleton';
import { Section } from './section';
import { useCoordinateFormat } from './use-coordinates';

const SHOWN = 8;

/** Where it was, newest first. */
export function TrailSection({
  points,
  failed,
}: {
  points: readonly TrailPoint[] | undefined;
  failed: boolean;
}) {
  const format = useCoordinateFormat();
  const [all, setAll] = useState(false);
  const newestFirst = points?.toReversed() ?? [];
  const shown = all ? newestFirst.slice(0, 200) : newestFirst.slice(0, SHOWN);
  return (
    <Section
      title="Last positions"
      action={
        newestFirst.length > SHOWN && (
          <button
            type="button"
            onClick={() => setAll(!all)}
            className="rounded-tag px-1 text-12 text-accent hover:underline pointer-coarse:min-h-11"
          >
            {all ? 'Show fewer' : `Show ${Math.min(200, newestFirst.length)}`}
          </button>
        )
      }
    >
      {failed ? (
        <p className="text-12 text-text-2">The center did not give the history of this track.</p>
      ) : points === undefined ? (
        <Skeleton className="h-16 w-full" />
      ) : shown.length === 0 ? (
        <p className="text-12 text-text-2">No position in the last hour.</p>
      ) : (
        <ol className="figures flex flex-col gap-1 text-12">
          {shown.map(({ time, latitude, longitude }) => (
            <li key={time} className="flex justify-between gap-3">
              <time dateTime={new Date(time).toISOString()} className="text-text-3">
                {utcClock(time)}
              </time>
              <span className="text-text-2">{formatPosition({ latitude, longitude }, format)}</span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
