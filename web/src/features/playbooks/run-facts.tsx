import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Run } from '../../lib/api-types';
import { useNow } from '../../lib/use-now';
import { Moment } from '../../ui/time';
import { isOpen, left, runTime } from './model';
import { DryMark, State } from './state';

/** What run it is, how it is, whose it is and how long it takes. */
export function RunFacts({ run, actions }: { run: Run; actions: ReactNode }) {
  const now = useNow();
  return (
    <>
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-20 font-semibold wrap-anywhere">{run.title}</h1>
          <p className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1" role="status">
            <State state={run.state} />
            {run.dry_run && <DryMark />}
          </p>
        </div>
        <div className="flex flex-wrap gap-2 empty:hidden">{actions}</div>
      </header>
      <dl className="grid grid-cols-4 gap-x-6 gap-y-3 rounded-card border border-line bg-surface px-4 py-3 max-tablet:grid-cols-2">
        <Fact name="Playbook">
          <Link
            to={`/playbooks?tab=runs&playbook=${encodeURIComponent(run.playbook)}`}
            className="figures text-12 text-accent hover:underline wrap-anywhere pointer-coarse:-my-3 pointer-coarse:inline-flex pointer-coarse:min-h-11 pointer-coarse:min-w-11 pointer-coarse:items-center"
          >
            {run.playbook}
          </Link>
        </Fact>
        <Fact name="Station">{run.station}</Fact>
        <Fact name="Started by">{run.by}</Fact>
        <Fact name={isOpen(run) ? 'Takes' : 'Took'}>
          <span className="figures text-12">{runTime(run, now)}</span>
        </Fact>
        <Fact name="Started">
          <Moment at={run.started_at ?? run.created_at} now={now} />
        </Fact>
        {run.finished_at !== undefined ? (
          <Fact name="Ended">
            <Moment at={run.finished_at} now={now} />
          </Fact>
        ) : (
          <Fact name="Must end">{left(run.deadline, now)}</Fact>
        )}
        {run.wake_at !== undefined && (
          <Fact name="Goes on at the latest">{left(run.wake_at, now)}</Fact>
        )}
        <Fact name="Version">
          <span className="figures text-12" title={run.version}>
            {run.version.slice(0, 8)}
          </span>
        </Fact>
        {run.replay_of !== undefined && (
          <Fact name="Replay of">
            <Link
              to={`/playbooks/runs/${run.replay_of}`}
              className="text-accent hover:underline pointer-coarse:-my-3 pointer-coarse:inline-flex pointer-coarse:min-h-11 pointer-coarse:min-w-11 pointer-coarse:items-center"
            >
              the run before
            </Link>
          </Fact>
        )}
      </dl>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-12 text-text-3">{name}</dt>
      <dd className="text-13 wrap-anywhere">{children}</dd>
    </div>
  );
}
