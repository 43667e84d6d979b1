import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import { Link } from 'react-router';
import type { Run } from '../../lib/api-types';
import { stationsQuery } from '../../lib/queries';
import { useAddress } from '../../lib/use-address';
import { useNow } from '../../lib/use-now';
import { Button } from '../../ui/button';
import { Select } from '../../ui/choice';
import { Empty } from '../../ui/empty';
import { Loaded } from '../../ui/loaded';
import { Cell, Table } from '../../ui/table';
import { Moment } from '../../ui/time';
import { offersQuery, runsQuery } from './api';
import { filterOf, RUN_STATES, type RunFilter, runTime } from './model';
import { DryMark, State, stateWord } from './state';

/** What was run, newest first. */
export function Runs() {
  const [address, change] = useAddress();
  const filter = filterOf(address);
  const query = useInfiniteQuery(runsQuery(filter));
  const runs = query.data?.pages.flatMap(({ items }) => items);
  const narrowed = filter.state !== undefined || filter.playbook !== undefined;
  return (
    <>
      <Filters filter={filter} onChange={(values) => change(values, { replace: true })} />
      <Loaded query={{ ...query, data: runs }}>
        {(shown) =>
          shown.length === 0 ? (
            <div className="rounded-card border border-line bg-surface">
              <Empty
                icon={ListChecks}
                title={narrowed ? 'No run fits these filters' : 'No runs yet'}
                action={
                  narrowed && (
                    <Button onClick={() => change({ state: undefined, playbook: undefined })}>
                      Clear filters
                    </Button>
                  )
                }
              />
            </div>
          ) : (
            <Rows runs={shown} />
          )
        }
      </Loaded>
      {query.hasNextPage && (
        <Button
          className="self-center"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? 'Loading' : 'Older runs'}
        </Button>
      )}
    </>
  );
}

function Filters({
  filter,
  onChange,
}: {
  filter: RunFilter;
  onChange: (values: RunFilter) => void;
}) {
  const { data } = useQuery(stationsQuery);
  const { data: offers } = useQuery(offersQuery((data?.items ?? []).map(({ slug }) => slug)));
  const titles = new Map((offers ?? []).map(({ playbook }) => [playbook.id, playbook.title]));
  // One that is no longer offered is still what the list is narrowed to.
  if (filter.playbook !== undefined && !titles.has(filter.playbook)) {
    titles.set(filter.playbook, filter.playbook);
  }
  return (
    <fieldset
      aria-label="Filters"
      className="grid min-w-0 max-w-lg grid-cols-[minmax(0,1fr)_160px] gap-3 max-phone:grid-cols-2"
    >
      <Select
        label="Playbook"
        value={filter.playbook ?? ''}
        options={[
          { value: '', text: 'All' },
          ...[...titles].map(([value, text]) => ({ value, text })),
        ]}
        onChoose={(playbook) => onChange({ playbook })}
      />
      <Select
        label="State"
        value={filter.state ?? ''}
        options={[
          { value: '', text: 'All' },
          ...RUN_STATES.map((state) => ({ value: state as string, text: stateWord(state) })),
        ]}
        onChoose={(state) => onChange({ state })}
      />
    </fieldset>
  );
}

function Rows({ runs }: { runs: readonly Run[] }) {
  const now = useNow();
  return (
    <Table
      label="Runs"
      columns={[
        { name: 'Playbook' },
        { name: 'State' },
        { name: 'Started by', wide: true },
        { name: 'Station', wide: true },
        { name: 'Started (UTC)', wide: true },
        { name: 'Took', wide: true },
      ]}
    >
      {runs.map((run) => (
        <tr key={run.id} className="hover:bg-surface-2">
          <td className="px-4 py-2.5 align-top pointer-coarse:py-0.5">
            <Link
              to={`/playbooks/runs/${run.id}`}
              className="inline-block max-w-full font-medium text-text wrap-anywhere hover:text-accent hover:underline pointer-coarse:min-h-11 pointer-coarse:min-w-11 pointer-coarse:py-3"
            >
              {run.title}
            </Link>
            {run.dry_run && (
              <span className="ml-2">
                <DryMark />
              </span>
            )}
            <span className="block text-12 text-text-3 tablet:hidden pointer-coarse:-mt-2 pointer-coarse:pb-2">
              {run.by}, <Moment at={run.started_at ?? run.created_at} />
            </span>
          </td>
          <Cell>
            <State state={run.state} />
          </Cell>
          <Cell wide>{run.by}</Cell>
          <Cell wide className="text-text-2">
            {run.station}
          </Cell>
          <Cell wide>
            <Moment at={run.started_at ?? run.created_at} now={now} />
          </Cell>
          <Cell wide className="figures whitespace-nowrap text-12">
            {runTime(run, now)}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
