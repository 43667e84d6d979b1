import type { RawMessage } from '../../lib/api-types';
import { cx } from '../../lib/cx';
import { utcClock } from '../../lib/format';
import { isRefused } from './model';

/** What the receiver said, and what became of it. */
export function RawLines({
  lines,
  none = 'Nothing has come yet.',
}: {
  lines: readonly RawMessage[];
  none?: string;
}) {
  if (lines.length === 0) {
    return <p className="text-12 text-text-2">{none}</p>;
  }
  return (
    <ol className="divide-y divide-line rounded-card border border-line bg-bg">
      {lines.map(({ text, time, verdict }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same text may come twice at the same time
        <li key={`${time} ${place}`} className="px-3 py-1.5">
          <p className="flex justify-between gap-3 text-11 text-text-3">
            <time dateTime={time} className="figures">
              {utcClock(Date.parse(time))}
            </time>
            <span className={cx(isRefused(verdict) && 'text-warn')}>{verdict}</span>
          </p>
          <p className="figures text-12 wrap-anywhere">{text}</p>
        </li>
      ))}
    </ol>
  );
}
