import type { Source } from '../../lib/api-types';
import { cx } from '../../lib/cx';
import { ABSENT, age, grouped, utcDateTime } from '../../lib/format';
import { Cell, OpenCell } from '../../ui/table';
import { health, refusals, typeName } from './model';
import { State } from './state';

export function SourceRow({
  source,
  now,
  onOpen,
}: {
  source: Source;
  now: number;
  onOpen: () => void;
}) {
  const { counters, detail } = source;
  const refused = refusals(counters);
  const { tone } = health(source);
  return (
    <tr className="hover:bg-surface-2">
      <OpenCell
        onOpen={onOpen}
        below={
          <>
            <span className="figures">{source.slug}</span> · {typeName(source.type)} ·{' '}
            {source.station}
          </>
        }
      >
        {source.name}
      </OpenCell>
      <Cell className="max-w-90">
        <State source={source} />
        {detail !== '' && (
          <p
            className={cx(
              'wrap-anywhere text-12 max-tablet:hidden',
              tone === 'crit' ? 'text-crit' : 'text-text-3',
            )}
          >
            {detail}
          </p>
        )}
        <p className="text-12 text-text-3 tablet:hidden">
          <LastData source={source} now={now} />
        </p>
      </Cell>
      <Cell wide className="figures text-12">
        {counters === undefined ? ABSENT : counters.rate.toFixed(1)}
      </Cell>
      <Cell wide className={cx('figures text-12', refused > 0 && 'text-warn')}>
        {counters === undefined ? ABSENT : grouped(refused)}
      </Cell>
      <Cell wide className="figures whitespace-nowrap text-12">
        {counters?.lag_seconds === undefined ? ABSENT : age(counters.lag_seconds * 1000)}
      </Cell>
      <Cell wide className="whitespace-nowrap text-12">
        <LastData source={source} now={now} />
      </Cell>
    </tr>
  );
}

function LastData({ source: { last_ingested_at: at }, now }: { source: Source; now: number }) {
  return at === undefined ? (
    'none yet'
  ) : (
    <time dateTime={at} title={utcDateTime(Date.parse(at))} className="figures">
      {age(now - Date.parse(at))} ago
    </time>
  );
}
