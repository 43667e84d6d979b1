import { useInfiniteQuery } from '@tanstack/react-query';
import { FileSearch } from 'lucide-react';
import { useMemo } from 'react';
import type { AuditRow } from '../../lib/api-types';
import { useAddress } from '../../lib/use-address';
import { Button } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { Loaded } from '../../ui/loaded';
import { Page } from '../../ui/page';
import { Cell, OpenCell, Table } from '../../ui/table';
import { Moment } from '../../ui/time';
import { auditQuery } from './api';
import { ExportRows } from './export-rows';
import { Filters } from './filters';
import { FILTERS, filterOf, rowKey } from './model';
import { RowDrawer } from './row-drawer';
import { VerifyChain } from './verify-chain';

/** Who did what. */
export function Audit() {
  const [address, change] = useAddress();
  const filter = useMemo(() => filterOf(address), [address]);
  const query = useInfiniteQuery(auditQuery(filter));
  const rows = query.data?.pages.flatMap(({ items }) => items);
  const opened = rows?.find((row) => rowKey(row) === address.get('row'));
  const narrowed = Object.keys(filter).length > 0;
  const clear = () =>
    change(Object.fromEntries(FILTERS.map((name) => [name, undefined])), { replace: true });
  return (
    <Page
      title="Audit"
      intro="Every change, who made it and from where, newest first. Each row carries the hash of the row before it, so that none can be altered or taken out unseen."
      actions={<ExportRows filter={filter} />}
    >
      <VerifyChain />
      <Filters filter={filter} onChange={(values) => change(values, { replace: true })} />
      <Loaded query={{ ...query, data: rows }}>
        {(shown) =>
          shown.length === 0 ? (
            <div className="rounded-card border border-line bg-surface">
              <Empty
                icon={FileSearch}
                title={narrowed ? 'No row fits these filters' : 'No rows yet'}
                action={narrowed && <Button onClick={clear}>Clear filters</Button>}
              />
            </div>
          ) : (
            <Rows rows={shown} onOpen={(row) => change({ row: rowKey(row) })} />
          )
        }
      </Loaded>
      {query.hasNextPage && (
        <Button
          className="self-center"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? 'Loading' : 'Older rows'}
        </Button>
      )}
      {opened !== undefined && (
        <RowDrawer row={opened} onClose={() => change({ row: undefined })} />
      )}
    </Page>
  );
}

function Rows({ rows, onOpen }: { rows: readonly AuditRow[]; onOpen: (row: AuditRow) => void }) {
  return (
    <Table
      label="Audit rows"
      columns={[
        { name: 'Action' },
        { name: 'Target' },
        { name: 'Actor', wide: true },
        { name: 'Station', wide: true },
        { name: 'Time (UTC)', wide: true },
      ]}
    >
      {rows.map((row) => (
        <tr key={rowKey(row)} className="hover:bg-surface-2">
          <OpenCell
            onOpen={() => onOpen(row)}
            below={
              <span className="tablet:hidden">
                {row.actor.name}, <Moment at={row.at} />
              </span>
            }
          >
            {row.action}
          </OpenCell>
          <Cell className="break-all">{row.target}</Cell>
          <Cell wide>
            {row.actor.name}
            {row.actor.kind !== 'user' && (
              <span className="text-12 text-text-3"> {row.actor.kind}</span>
            )}
          </Cell>
          <Cell wide className="text-text-2">
            {row.chain}
          </Cell>
          <Cell wide>
            <Moment at={row.at} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
