import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import { useMemo } from 'react';
import type { Job } from '../../lib/api-types';
import { useAddress } from '../../lib/use-address';
import { Button } from '../../ui/button';
import { Select } from '../../ui/choice';
import { Empty } from '../../ui/empty';
import { Loaded } from '../../ui/loaded';
import { Note } from '../../ui/note';
import { Page } from '../../ui/page';
import { Cell, OpenCell, Table } from '../../ui/table';
import { Moment } from '../../ui/time';
import { jobsQuery, overviewQuery } from './api';
import { JobDrawer } from './job-drawer';
import { FILTERS, filterOf, STATES, summary } from './model';
import { State } from './state';

/** The work that the center has to do, does, and did lately. */
export function Queue() {
  const [address, change] = useAddress();
  const filter = useMemo(() => filterOf(address), [address]);
  const { data: overview } = useQuery(overviewQuery);
  const query = useInfiniteQuery(jobsQuery(filter));
  const jobs = query.data?.pages.flatMap(({ items }) => items);
  const opened = address.get('job');
  const narrowed = Object.keys(filter).length > 0;
  const clear = () =>
    change(Object.fromEntries(FILTERS.map((name) => [name, undefined])), { replace: true });
  const kinds = overview?.kinds.map(({ kind }) => kind) ?? [];
  const shownKind = filter.kind ?? '';
  return (
    <Page
      title="Queue"
      intro="Work that follows from what happens: done at least once, tried again when it fails, and dead when that is no use."
    >
      {overview !== undefined && <p className="text-13 text-text-2">{summary(overview.kinds)}</p>}
      {overview?.news === 'away' && (
        <Note tone="warn">
          The NATS server can’t be reached: other processes hear of new work a little later.
        </Note>
      )}
      <fieldset aria-label="Filters" className="grid grid-cols-2 gap-3 tablet:max-w-120">
        <Select
          label="State"
          value={filter.state ?? ''}
          options={STATES}
          onChoose={(state) => change({ state }, { replace: true })}
        />
        <Select
          label="Kind"
          value={shownKind}
          options={[
            { value: '', text: 'All' },
            ...[...new Set(shownKind === '' ? kinds : [shownKind, ...kinds])]
              .sort()
              .map((kind) => ({ value: kind, text: kind })),
          ]}
          onChoose={(kind) => change({ kind }, { replace: true })}
        />
      </fieldset>
      <Loaded query={{ ...query, data: jobs }}>
        {(shown) =>
          shown.length === 0 ? (
            <div className="rounded-card border border-line bg-surface">
              <Empty
                icon={ListChecks}
                title={narrowed ? 'No job fits these filters' : 'Nothing to do'}
                action={narrowed && <Button onClick={clear}>Clear filters</Button>}
              >
                {!narrowed && 'Jobs stay here for a day when they are done, for a month when dead.'}
              </Empty>
            </div>
          ) : (
            <Rows jobs={shown} onOpen={({ id }) => change({ job: id })} />
          )
        }
      </Loaded>
      {query.hasNextPage && (
        <Button
          className="self-center"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? 'Loading' : 'Older jobs'}
        </Button>
      )}
      {opened !== null && <JobDrawer id={opened} onClose={() => change({ job: undefined })} />}
    </Page>
  );
}

function Rows({ jobs, onOpen }: { jobs: readonly Job[]; onOpen: (job: Job) => void }) {
  return (
    <Table
      label="Jobs"
      columns={[
        { name: 'Kind' },
        { name: 'State' },
        { name: 'Attempts', wide: true },
        { name: 'Last error', wide: true },
        { name: 'Created (UTC)', wide: true },
      ]}
    >
      {jobs.map((job) => (
        <tr key={job.id} className="hover:bg-surface-2">
          <OpenCell
            onOpen={() => onOpen(job)}
            below={
              <span className="tablet:hidden">
                <Moment at={job.created_at} />
              </span>
            }
          >
            {job.kind}
          </OpenCell>
          <Cell>
            <State job={job} />
          </Cell>
          <Cell wide className="figures text-12">
            {job.attempts} of {job.max_attempts}
          </Cell>
          <Cell wide className="max-w-80 text-12 text-text-2">
            <span className="line-clamp-2 wrap-anywhere">{job.last_error}</span>
          </Cell>
          <Cell wide>
            <Moment at={job.created_at} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
