import { useQuery } from '@tanstack/react-query';
import { Plus, RadioTower } from 'lucide-react';
import type { SettingsProblem, Source } from '../../lib/api-types';
import { accountQuery } from '../../lib/queries';
import { useAddress } from '../../lib/use-address';
import { useNow } from '../../lib/use-now';
import { Button } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { Loaded } from '../../ui/loaded';
import { Note } from '../../ui/note';
import { Page } from '../../ui/page';
import { Table } from '../../ui/table';
import { type SourceName, sourcesQuery } from './api';
import { byNeed, mayAdd, problemText } from './model';
import { NewSourceDrawer } from './new-source';
import { SourceDrawer } from './source-drawer';
import { SourceRow } from './source-row';

const NEW = 'new';

/** Where the tracks come from, and whether each source is well. */
export function Sources() {
  const query = useQuery(sourcesQuery);
  const { data: account } = useQuery(accountQuery);
  const [address, change] = useAddress();
  const station = address.get('station');
  const open = address.get('source');
  const close = () => change({ source: undefined, edit: undefined, type: undefined });
  const adding = account !== undefined && mayAdd(account);
  const add = () => change({ source: NEW });
  return (
    <Page
      title="Sources"
      intro={
        <>
          Where the tracks come from: sources made here, those of{' '}
          <code className="figures text-12">config/agents.yml</code> on the center’s machine, and
          programs that post events under a name of their own.
        </>
      }
      actions={
        adding && (
          <Button look="primary" onClick={add}>
            <Plus size={14} strokeWidth={2} aria-hidden />
            Add source
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {({ sources, problems }) => {
          const shown = sources.filter((source) => station === null || source.station === station);
          return (
            <>
              <FileProblems problems={problems} />
              {shown.length === 0 ? (
                <None onAdd={adding ? add : undefined} />
              ) : (
                <List
                  sources={shown}
                  onOpen={(source) => change({ source: `${source.station}/${source.slug}` })}
                />
              )}
            </>
          );
        }}
      </Loaded>
      {open === NEW && adding && (
        <NewSourceDrawer
          type={address.get('type')}
          onClose={close}
          onMade={(made) =>
            change({ source: `${made.station}/${made.slug}`, type: undefined }, { replace: true })
          }
        />
      )}
      {open !== null && open !== NEW && (
        <SourceDrawer
          key={open}
          source={nameOf(open)}
          editing={address.has('edit')}
          onEdit={(on) => change({ edit: on ? '1' : undefined }, { replace: !on })}
          onClose={close}
        />
      )}
    </Page>
  );
}

function nameOf(text: string): SourceName {
  const slash = text.indexOf('/');
  return { station: text.slice(0, Math.max(slash, 0)), slug: text.slice(slash + 1) };
}

function FileProblems({ problems }: { problems: readonly SettingsProblem[] }) {
  return (
    problems.length > 0 && (
      <Note tone="warn">
        <p className="font-semibold">
          The settings file has faults, all named here. What ran before goes on.
        </p>
        <ul className="mt-1 list-disc pl-4 text-12 text-text-2">
          {problems.map((problem) => (
            <li key={problemText(problem)} className="wrap-anywhere">
              {problemText(problem)}
            </li>
          ))}
        </ul>
      </Note>
    )
  );
}

function List({
  sources,
  onOpen,
}: {
  sources: readonly Source[];
  onOpen: (source: Source) => void;
}) {
  const now = useNow();
  return (
    <Table
      label="Sources"
      columns={[
        { name: 'Source' },
        { name: 'State' },
        { name: 'Messages/s', wide: true },
        { name: 'Refused', wide: true },
        { name: 'Lag', wide: true },
        { name: 'Last data', wide: true },
      ]}
    >
      {byNeed(sources).map((source) => (
        <SourceRow key={source.id} source={source} now={now} onOpen={() => onOpen(source)} />
      ))}
    </Table>
  );
}

function None({ onAdd }: { onAdd: (() => void) | undefined }) {
  return (
    <div className="rounded-card border border-line bg-surface">
      <Empty
        icon={RadioTower}
        title="No sources yet"
        action={
          onAdd !== undefined && (
            <Button look="primary" onClick={onAdd}>
              Add a source
            </Button>
          )
        }
      >
        The map stays empty until something reports: an ADS-B or AIS receiver, an APRS server, a
        recording, or a program that posts.
      </Empty>
    </div>
  );
}
