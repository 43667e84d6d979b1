import type { AuditRow } from '../../lib/api-types';
import { fieldLabel } from '../../lib/format';
import { Drawer } from '../../ui/drawer';
import { Moment } from '../../ui/time';
import { differences } from './model';

/** One row with everything that it says. */
export function RowDrawer({ row, onClose }: { row: AuditRow; onClose: () => void }) {
  const { actor, details } = row;
  const changed = differences(details);
  return (
    <Drawer title={row.action} subtitle={row.target} onClose={onClose}>
      <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-4 gap-y-2 text-13">
        <Line name="Time">
          <Moment at={row.at} /> UTC
        </Line>
        <Line name="Actor">
          {actor.name} <span className="text-12 text-text-3">{actor.kind}</span>
        </Line>
        {actor.address !== undefined && (
          <Line name="From">
            <span className="figures break-all text-12">{actor.address}</span>
          </Line>
        )}
        <Line name="Chain">
          {row.chain}, row <span className="figures text-12">{row.position}</span>
        </Line>
        <Line name="Hash">
          <span className="figures break-all text-12 text-text-2">{row.hash}</span>
        </Line>
      </dl>
      <h3 className="mb-2 mt-6 text-13 font-semibold">
        {'before' in details ? 'What changed' : 'Details'}
      </h3>
      {changed.length === 0 ? (
        <p className="text-13 text-text-2">
          {'before' in details ? 'Nothing: all is as it was.' : 'The row has no details.'}
        </p>
      ) : (
        <dl className="divide-y divide-line rounded-card border border-line text-12">
          {changed.map(({ name, before, after }) => (
            <div key={name} className="px-3 py-2">
              <dt className="text-text-3">{fieldLabel(name)}</dt>
              {before !== undefined && (
                <dd className="figures break-all text-text-2">
                  <span className="mr-2 text-crit">− was</span>
                  {before}
                </dd>
              )}
              {(after !== undefined || before !== undefined) && (
                <dd className="figures break-all text-text">
                  {'before' in details && <span className="mr-2 text-ok">+ is</span>}
                  {after ?? 'gone'}
                </dd>
              )}
            </div>
          ))}
        </dl>
      )}
      <h3 className="mb-2 mt-6 text-13 font-semibold">As JSON</h3>
      <pre className="figures whitespace-pre-wrap break-all rounded-card border border-line bg-bg p-3 text-12">
        {JSON.stringify(details, null, 2)}
      </pre>
    </Drawer>
  );
}

function Line({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-text-3">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
