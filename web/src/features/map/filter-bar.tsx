import { ArrowDownUp, X } from 'lucide-react';
import { useRef } from 'react';
import { grouped, kindPlural } from '../../lib/format';
import type { Affiliation, Filter, Kind, Summary } from '../../mapcore/picture';
import { AFFILIATIONS, KINDS } from '../../mapcore/picture';
import { Chip } from '../../ui/chip';
import { IconButton } from '../../ui/icon-button';
import { Menu, MenuChoice } from '../../ui/menu';
import { AFFILIATION_NAMES } from './model';
import { useSummary } from './picture-context';
import { isFiltered, SORTS } from './view-state';

export type SortName = (typeof SORTS)[number]['value'];

/** What the list and the map leave out. */
export function FilterBar({
  filter,
  onFilter,
  sort,
  onSort,
}: {
  filter: Filter;
  onFilter: (filter: Filter) => void;
  sort: SortName;
  onSort: (sort: SortName) => void;
}) {
  const summary = useSummary();
  return (
    <div className="flex flex-col gap-2.5 border-b border-line px-3 pb-3 pt-2.5 max-phone:gap-2 max-phone:pt-0">
      <div className="flex items-center gap-1">
        <h2 className="flex-1 text-15 font-semibold">
          Tracks{' '}
          <span className="figures ml-1 text-12 font-normal text-text-2" data-testid="track-count">
            {isFiltered(filter)
              ? `${grouped(summary.shown)} of ${grouped(summary.total)}`
              : grouped(summary.total)}
          </span>
        </h2>
        {isFiltered(filter) && (
          <button
            type="button"
            onClick={() => onFilter({})}
            className="inline-flex h-7 items-center gap-1 rounded-control px-2 text-12 text-accent hover:bg-surface-3 pointer-coarse:h-11"
          >
            <X size={14} aria-hidden /> Clear
          </button>
        )}
        <Menu trigger={<IconButton icon={ArrowDownUp} label="Sort the list" />}>
          <MenuChoice label="Sort by" value={sort} choices={SORTS} onChoose={onSort} />
        </Menu>
      </div>
      <TextFilter filter={filter} onFilter={onFilter} />
      <Chips filter={filter} onFilter={onFilter} summary={summary} />
    </div>
  );
}

function TextFilter({ filter, onFilter }: { filter: Filter; onFilter: (filter: Filter) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <input
      ref={input}
      id="track-filter"
      type="search"
      aria-label="Filter by name, id or source"
      placeholder="Filter by name, id or source"
      value={filter.text ?? ''}
      onChange={(event) => {
        const { text: _, ...rest } = filter;
        onFilter(event.target.value === '' ? rest : { ...rest, text: event.target.value });
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.preventDefault();
          input.current?.blur();
        }
      }}
      className="h-8 w-full min-w-0 rounded-control max-phone:order-2 border border-control bg-bg px-2.5 text-13 placeholder:text-text-3 pointer-coarse:h-11 pointer-coarse:text-[16px]"
    />
  );
}

function Chips({
  filter,
  onFilter,
  summary,
}: {
  filter: Filter;
  onFilter: (filter: Filter) => void;
  summary: Summary;
}) {
  const kinds = KINDS.filter((kind) => summary.byKind[kind] > 0 || filter.kinds?.includes(kind));
  const sources = [
    ...new Set([...Object.keys(summary.bySource), ...(filter.sources ?? [])]),
  ].sort();
  // As long as all are unknown there is nothing to choose between.
  const judged = AFFILIATIONS.some((side) => side !== 'unknown' && summary.byAffiliation[side] > 0);
  const sides = AFFILIATIONS.filter(
    (side) =>
      (judged && summary.byAffiliation[side] > 0) || filter.affiliations?.includes(side) === true,
  );
  const flipSide = (side: Affiliation) => {
    const { affiliations: before = [], ...rest } = filter;
    const after = before.includes(side) ? before.filter((s) => s !== side) : [...before, side];
    onFilter(after.length === 0 ? rest : { ...rest, affiliations: after });
  };
  const flip = (kind: Kind) => {
    const { kinds: before = [], ...rest } = filter;
    const after = before.includes(kind) ? before.filter((k) => k !== kind) : [...before, kind];
    onFilter(after.length === 0 ? rest : { ...rest, kinds: after });
  };
  return (
    <fieldset className="flex gap-1.5 max-phone:order-1 max-phone:-mx-3 max-phone:shrink-0 max-phone:overflow-x-auto max-phone:px-3 max-phone:[scrollbar-width:none] min-[760px]:flex-wrap">
      <legend className="sr-only">Filters</legend>
      <Chip
        on={filter.inView === true}
        onClick={() => {
          const { inView, ...rest } = filter;
          onFilter(inView ? rest : { ...rest, inView: true });
        }}
      >
        In view
      </Chip>
      {kinds.map((kind) => (
        <Chip
          key={kind}
          on={filter.kinds?.includes(kind) ?? false}
          count={grouped(summary.byKind[kind])}
          onClick={() => flip(kind)}
        >
          {kindPlural(kind)}
        </Chip>
      ))}
      {sides.map((side) => (
        <Chip
          key={side}
          on={filter.affiliations?.includes(side) ?? false}
          count={grouped(summary.byAffiliation[side])}
          onClick={() => flipSide(side)}
        >
          {AFFILIATION_NAMES[side]}
        </Chip>
      ))}
      {summary.stale > 0 && (
        <Chip
          on={filter.fresh === true}
          onClick={() => {
            const { fresh, ...rest } = filter;
            onFilter(fresh ? rest : { ...rest, fresh: true });
          }}
        >
          Hide stale
        </Chip>
      )}
      {sources.length > 1 && (
        <Menu
          align="start"
          trigger={
            <Chip on={(filter.sources?.length ?? 0) > 0}>
              <span className="max-w-40 truncate">
                {filter.sources?.length ? filter.sources.join(', ') : 'All sources'}
              </span>
              <span aria-hidden>▾</span>
            </Chip>
          }
        >
          <MenuChoice
            label="Source"
            value={filter.sources?.[0] ?? ''}
            choices={[
              { value: '', text: 'All sources' },
              ...sources.map((source) => ({
                value: source,
                text: (
                  <span className="flex flex-1 justify-between gap-4">
                    {source}
                    <span className="figures text-text-3">
                      {grouped(summary.bySource[source] ?? 0)}
                    </span>
                  </span>
                ),
              })),
            ]}
            onChoose={(source) => {
              const { sources: _, ...rest } = filter;
              onFilter(source === '' ? rest : { ...rest, sources: [source] });
            }}
          />
        </Menu>
      )}
    </fieldset>
  );
}
