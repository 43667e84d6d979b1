import { useQuery } from '@tanstack/react-query';
import { Pause, Play, RotateCcw, RotateCw } from 'lucide-react';
import { useShortcut } from '../../commands/registry';
import { utcClock, utcDateTime } from '../../lib/format';
import { explain } from '../../lib/problem';
import { IconButton } from '../../ui/icon-button';
import { Menu, MenuChoice } from '../../ui/menu';
import { histogramQuery } from './api';
import { RANGES, type Range, SPEEDS } from './replay';
import type { Replay } from './use-replay';

const RANGE_CHOICES = [
  { value: '1h', text: 'One hour' },
  { value: '6h', text: 'Six hours' },
  { value: '24h', text: 'One day' },
] as const satisfies readonly { value: Range; text: string }[];
const SPEED_CHOICES = SPEEDS.map((speed) => ({ value: String(speed), text: `${speed}×` }));

/** The player below the map, and the frame that says that nothing here is live. */
export function ReplayBar({
  replay,
  time,
  above,
}: {
  replay: Replay;
  time: number;
  /** What it stands on, as CSS counts from the bottom. */
  above: string;
}) {
  const key = useShortcut();
  const { range, speed, playing, problem, loading } = replay;
  // Whole seconds, so that the slider stands where the replay does.
  const until = Math.ceil(replay.until / 1000) * 1000;
  const since = until - RANGES[range] * 1000;
  return (
    <>
      <div
        aria-hidden
        className="pointer-events-none absolute inset-0 z-10 border-3 border-warn"
        data-testid="replay-frame"
      />
      <p
        role="status"
        data-testid="replay-time"
        className="figures pointer-events-none absolute left-1/2 top-3 z-10 -translate-x-1/2 whitespace-nowrap rounded-control bg-warn px-2.5 py-1 text-13 font-semibold text-bg max-phone:left-3 max-phone:translate-x-0"
      >
        REPLAY {utcClock(time)}
      </p>
      <section
        aria-label="Replay"
        data-testid="replay"
        style={{ bottom: `calc(${above} + 8px)` }}
        className="absolute inset-x-3 z-10 flex flex-wrap items-center gap-x-1.5 rounded-card border border-warn bg-surface px-2 py-1.5 shadow-float max-phone:inset-x-2 max-phone:justify-between"
      >
        <IconButton
          {...{ icon: playing ? Pause : Play, shortcut: key('replay-play'), size: 32 }}
          label={playing ? 'Pause' : 'Play'}
          onClick={() => replay.play(!playing)}
        />
        <IconButton
          {...{ icon: RotateCcw, label: 'Ten seconds back', shortcut: key('replay-back') }}
          onClick={() => replay.seek(time - 10_000)}
        />
        <IconButton
          {...{ icon: RotateCw, label: 'Ten seconds on', shortcut: key('replay-on') }}
          onClick={() => replay.seek(time + 10_000)}
        />
        <Menu trigger={<Small label="Speed">{speed}×</Small>}>
          <MenuChoice
            label="Speed"
            value={String(speed)}
            choices={SPEED_CHOICES}
            onChoose={(value) =>
              replay.setSpeed(SPEEDS.find((each) => String(each) === value) ?? speed)
            }
          />
        </Menu>
        <Menu trigger={<Small label="Range">{range}</Small>}>
          <MenuChoice
            label="Range"
            value={range}
            choices={RANGE_CHOICES}
            onChoose={replay.setRange}
          />
        </Menu>
        <div className="relative h-9 pointer-coarse:h-13 min-w-40 flex-1 max-phone:order-last max-phone:basis-full">
          <Density since={since} until={until} />
          <input
            type="range"
            aria-label="Time"
            aria-valuetext={utcDateTime(time)}
            min={since}
            max={until}
            step={1000}
            value={Math.min(until, Math.max(since, time))}
            onChange={(event) => replay.seek(Number(event.target.value))}
            className="absolute inset-x-0 bottom-0 h-6 w-full accent-warn pointer-coarse:h-11"
          />
        </div>
        <time
          dateTime={new Date(time).toISOString()}
          className="figures whitespace-nowrap px-1 text-12 text-text-2 max-tablet:hidden"
        >
          {utcDateTime(time)}
        </time>
        <button
          type="button"
          aria-label="Back to live"
          onClick={replay.end}
          className="h-7 whitespace-nowrap rounded-control border border-control px-2.5 text-12 hover:bg-surface-3 pointer-coarse:h-11"
        >
          <span className="max-phone:hidden">Back to live</span>
          <span className="hidden max-phone:inline">Live</span>
        </button>
        {(problem !== null || loading) && (
          <p role="status" className="basis-full px-1 pt-1 text-11 text-text-2">
            {problem === null ? 'Loading the past' : explain(problem)}
          </p>
        )}
      </section>
    </>
  );
}

function Small({
  label,
  children,
  ...rest
}: { label: string; children: React.ReactNode } & React.ComponentProps<'button'>) {
  return (
    <button
      type="button"
      {...rest}
      className="figures h-7 min-w-10 rounded-control border border-line px-1.5 text-12 text-text hover:bg-surface-3 pointer-coarse:h-11 pointer-coarse:min-w-11"
    >
      <span className="sr-only">{label} </span>
      {children}
    </button>
  );
}

/** How much there was when. */
function Density({ since, until }: { since: number; until: number }) {
  const { data } = useQuery(histogramQuery(since, until));
  const counts = data?.buckets.map(({ count }) => count) ?? [];
  const most = Math.max(1, ...counts);
  const width = 100 / Math.max(1, counts.length);
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 100 20"
      preserveAspectRatio="none"
      className="absolute inset-x-0 top-0 h-5 w-full text-control"
    >
      {counts.map((count, i) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time
          key={i}
          x={i * width}
          width={width * 0.8}
          y={20 - (18 * count) / most}
          height={(18 * count) / most}
          fill="currentColor"
        />
      ))}
    </svg>
  );
}
