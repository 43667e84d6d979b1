import { useQuery } from '@tanstack/react-query';
import type { Source } from '../../lib/api-types';
import { fieldLabel } from '../../lib/format';
import { accountQuery } from '../../lib/queries';
import { Drawer } from '../../ui/drawer';
import { Loaded } from '../../ui/loaded';
import { Note } from '../../ui/note';
import { type SourceName, sourceQuery } from './api';
import { EditSource } from './edit-source';
import { counts, definedElsewhere, mayWrite, runs, typeName } from './model';
import { RawView } from './raw-view';
import { label } from './schema';
import { SourceActions } from './source-actions';
import { State } from './state';

/** One source: how it is doing, what it is told, and what came last, as it came. */
export function SourceDrawer({
  source: name,
  editing,
  onEdit,
  onClose,
}: {
  source: SourceName;
  editing: boolean;
  onEdit: (on: boolean) => void;
  onClose: () => void;
}) {
  const query = useQuery(sourceQuery(name));
  const { data: account } = useQuery(accountQuery);
  const source = query.data;
  const writable = account !== undefined && mayWrite(account, name.station);
  const own = source !== undefined && writable && definedElsewhere(source) === undefined;
  if (editing && own) {
    return <EditSource source={source} onDone={() => onEdit(false)} />;
  }
  return (
    <Drawer
      title={source?.name ?? name.slug}
      subtitle={
        <>
          <span className="figures">{name.slug}</span> ·{' '}
          {source === undefined ? '…' : typeName(source.type)} · {name.station}
        </>
      }
      onClose={onClose}
      footer={
        source !== undefined &&
        writable && (
          <SourceActions
            source={source}
            own={own}
            onEdit={() => onEdit(true)}
            onDeleted={onClose}
          />
        )
      }
    >
      <Loaded query={query}>{(data) => <Details source={data} writable={writable} />}</Loaded>
    </Drawer>
  );
}

function Details({ source, writable }: { source: Source; writable: boolean }) {
  const elsewhere = definedElsewhere(source);
  const settings = Object.entries(source.settings);
  const list = counts(source.counters);
  return (
    <div className="flex flex-col gap-5">
      <div>
        <State source={source} />
        {source.detail !== '' && (
          <p className="mt-1 text-13 text-text-2 wrap-anywhere">{source.detail}</p>
        )}
        {source.last_error !== undefined && source.last_error !== source.detail && (
          <p className="mt-1 text-12 text-text-2 wrap-anywhere">
            <span className="text-text-3">Last error:</span> {source.last_error}
          </p>
        )}
      </div>
      {elsewhere !== undefined && <Note>{elsewhere}</Note>}
      {list.length > 0 && (
        <Section title="Counted since the start">
          <dl className="grid grid-cols-[120px_minmax(0,1fr)] gap-x-4 gap-y-1 text-12">
            {list.map(({ name, value, why }) => (
              <Line key={name} name={fieldLabel(name)}>
                <span className={why === undefined ? 'figures' : 'figures text-warn'}>{value}</span>
                {why !== undefined && <span className="ml-2 text-text-3">{why}</span>}
              </Line>
            ))}
          </dl>
        </Section>
      )}
      <Section title="Settings">
        {settings.length === 0 ? (
          <p className="text-12 text-text-2">None: a program posts under this name.</p>
        ) : (
          <dl className="grid grid-cols-[120px_minmax(0,1fr)] gap-x-4 gap-y-1 text-12">
            {source.mode !== undefined && <Line name="Mode">{source.mode}</Line>}
            {source.schedule !== undefined && <Line name="Schedule">{source.schedule}</Line>}
            {settings
              .filter(([name]) => name !== 'mode' && name !== 'schedule')
              .map(([name, value]) => (
                <Line key={name} name={label(name)}>
                  <span className="figures wrap-anywhere">
                    {typeof value === 'string' ? value : JSON.stringify(value)}
                  </span>
                </Line>
              ))}
          </dl>
        )}
      </Section>
      {runs(source) &&
        (writable ? (
          <RawView source={source} />
        ) : (
          <Section title="Raw messages">
            <p className="text-12 text-text-2">Operators of this station see them.</p>
          </Section>
        ))}
    </div>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 text-13 font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function Line({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-text-3 wrap-anywhere">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
