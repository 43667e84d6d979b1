import { useQuery } from '@tanstack/react-query';
import { RadioTower } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import type { Source } from '../../lib/api-types';
import { cx } from '../../lib/cx';
import { age, utcDateTime } from '../../lib/format';
import { explain } from '../../lib/problem';
import { useNow } from '../../lib/use-now';
import { Button } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { Note } from '../../ui/note';
import { Skeleton } from '../../ui/skeleton';
import { sourcesQuery } from './api';
import { byNeed, counts, health, problemText, type Tone } from './model';

/** Where the tracks come from, and whether each source is well. */
export function Sources() {
  const { data, error, refetch } = useQuery(sourcesQuery);
  const [parameters] = useSearchParams();
  const station = parameters.get('station');
  const shown = data?.sources.filter((source) => station === null || source.station === station);
  return (
    <main className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-5xl flex-col gap-4 px-6 py-6 max-phone:px-4">
        <header>
          <h1 className="text-20 font-semibold">Sources</h1>
          <p className="mt-1 max-w-prose text-13 text-text-2">
            Where the tracks come from. Sources are set in{' '}
            <code className="figures text-12">config/agents.yml</code>; a program that posts events
            under a new name becomes a source by itself.
          </p>
        </header>
        {error !== null && (
          <Note
            tone="crit"
            alert
            action={<Button onClick={() => void refetch()}>Try again</Button>}
          >
            {explain(error)}
          </Note>
        )}
        {data !== undefined && data.problems.length > 0 && (
          <Note tone="warn">
            <p className="font-semibold">The settings file has faults. What is right in it runs.</p>
            <ul className="mt-1 list-disc pl-4 text-12 text-text-2">
              {data.problems.map((problem) => (
                <li key={problemText(problem)}>{problemText(problem)}</li>
              ))}
            </ul>
          </Note>
        )}
        {shown === undefined ? (
          error === null && <Loading />
        ) : shown.length === 0 ? (
          <None />
        ) : (
          <List sources={shown} />
        )}
      </div>
    </main>
  );
}

function List({ sources }: { sources: readonly Source[] }) {
  const now = useNow();
  return (
    <ul
      aria-label="Sources"
      className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface"
    >
      {byNeed(sources).map((source) => (
        <SourceRow key={`${source.station}/${source.slug}`} source={source} now={now} />
      ))}
    </ul>
  );
}

function SourceRow({ source, now }: { source: Source; now: number }) {
  const at =
    source.last_ingested_at === undefined ? Number.NaN : Date.parse(source.last_ingested_at);
  const { tone } = health(source);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_140px_150px] items-start gap-x-4 gap-y-1 px-4 py-3 max-phone:grid-cols-1">
      <div className="min-w-0">
        <h2 className="truncate text-13 font-semibold">{source.name}</h2>
        <p className="flex flex-wrap gap-x-2 text-12 text-text-3">
          <span className="figures">{source.slug}</span>
          <span>{source.type.toUpperCase()}</span>
          <span>{source.station}</span>
          {source.mode !== undefined && <span>{source.mode}</span>}
        </p>
      </div>
      <State source={source} />
      <div className="text-12 text-text-2 max-phone:flex max-phone:gap-2">
        <span className="block text-11 text-text-3 max-phone:inline max-phone:text-12">
          Last data
        </span>
        {Number.isNaN(at) ? (
          <span className="whitespace-nowrap">none yet</span>
        ) : (
          <time
            dateTime={source.last_ingested_at}
            title={utcDateTime(at)}
            className="figures whitespace-nowrap text-text"
          >
            {age(now - at)} ago
          </time>
        )}
      </div>
      <div className="col-span-full flex flex-col gap-0.5 text-12">
        {source.detail !== '' && (
          <p className={cx('break-words', tone === 'crit' ? 'text-crit' : 'text-text-2')}>
            {source.detail}
          </p>
        )}
        {source.last_error !== undefined && source.last_error !== source.detail && (
          <p className="break-words text-text-2">
            <span className="text-text-3">Last error:</span> {source.last_error}
          </p>
        )}
        <Counts source={source} />
      </div>
    </li>
  );
}

function Counts({ source }: { source: Source }) {
  const list = counts(source.counters);
  return (
    list.length > 0 && (
      <dl className="flex flex-wrap gap-x-5 gap-y-0.5 text-text-2">
        {list.map(({ name, value, why }) => (
          <div key={name} className="flex gap-1.5">
            <dt className="text-text-3">{name}</dt>
            <dd className={cx('figures', why === undefined ? 'text-text' : 'text-warn')}>
              {value}
              {why !== undefined && <span className="ml-1.5 text-text-3">({why})</span>}
            </dd>
          </div>
        ))}
      </dl>
    )
  );
}

const DOTS: Record<Tone, string> = {
  ok: 'rounded-full bg-ok',
  warn: 'rotate-45 bg-warn',
  crit: 'bg-crit',
  off: 'rounded-full border border-control',
};

function State({ source }: { source: Source }) {
  const { word, tone } = health(source);
  return (
    <p className="flex items-center gap-2 text-13">
      <span aria-hidden className={cx('size-2 shrink-0', DOTS[tone])} />
      <span className={tone === 'crit' ? 'font-semibold text-crit' : 'text-text'}>{word}</span>
    </p>
  );
}

function Loading() {
  return (
    <div aria-busy="true" className="flex flex-col gap-2">
      {[0, 1, 2].map((line) => (
        <Skeleton key={line} className="h-16 w-full rounded-card" />
      ))}
    </div>
  );
}

function None() {
  return (
    <div className="rounded-card border border-line bg-surface">
      <Empty
        icon={RadioTower}
        title="No sources yet"
        action={
          <Link to="/ops" className="text-13 text-accent hover:underline">
            Back to the map
          </Link>
        }
      >
        Add one to <code className="figures">config/agents.yml</code> on the center’s machine: an
        ADS-B or AIS receiver, an APRS server or a recording. It is read without a restart.
      </Empty>
    </div>
  );
}
