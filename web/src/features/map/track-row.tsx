import { memo } from 'react';
import { cx } from '../../lib/cx';
import { kindName, shortAge, utcDateTime } from '../../lib/format';
import type { TrackRow } from '../../mapcore/picture';
import { KindSymbol } from './kind-symbol';
import { keyValue, lastHeard } from './model';

interface Props {
  row: TrackRow;
  now: number;
  selected: boolean;
  onSelect: () => void;
}

export const TrackListRow = memo(function TrackListRow({ row, now, selected, onSelect }: Props) {
  const heard = lastHeard(row);
  const quiet = selected ? 'text-text-2' : 'text-text-3';
  return (
    <button
      type="button"
      aria-current={selected || undefined}
      data-track={row.key}
      onClick={onSelect}
      className={cx(
        'focus-inset relative flex h-full w-full items-center gap-2.5 px-3 text-left',
        selected
          ? 'bg-[color-mix(in_srgb,var(--accent)_18%,var(--surface))]'
          : 'hover:bg-surface-2',
      )}
    >
      {selected && <span aria-hidden className="absolute inset-y-0 left-0 w-0.75 bg-accent" />}
      <KindSymbol track={row} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span
          className={cx(
            'truncate text-13 font-medium leading-4.5',
            row.stale ? 'text-text-2' : 'text-text',
          )}
        >
          {row.label}
        </span>
        <span className={cx('truncate text-11 leading-4', quiet)}>
          {kindName(row.kind)} · {row.source}
        </span>
      </span>
      <span className="flex shrink-0 flex-col items-end">
        <span className="figures text-12 leading-4.5 text-text">{keyValue(row)}</span>
        <time
          dateTime={new Date(heard).toISOString()}
          title={utcDateTime(heard)}
          className={cx('figures text-11 leading-4', row.stale ? 'text-warn' : quiet)}
        >
          {shortAge(now - heard)}
        </time>
      </span>
    </button>
  );
});
