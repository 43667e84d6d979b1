import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, SearchX } from 'lucide-react';
import { Link, useParams } from 'react-router';
import type { WholeRun } from '../../lib/api-types';
import { RefusedError } from '../../lib/problem';
import { accountQuery } from '../../lib/queries';
import { useAddress } from '../../lib/use-address';
import { Empty } from '../../ui/empty';
import { Loaded } from '../../ui/loaded';
import { Note } from '../../ui/note';
import { runQuery } from './api';
import { Graph } from './graph';
import { Json } from './json';
import { isEmpty } from './json-model';
import { chosenOf, doneSteps, isOpen, mayAct, nodeOf, nodeStates } from './model';
import { Question } from './question';
import { RunActions } from './run-actions';
import { RunFacts } from './run-facts';
import { StepDetails } from './step-details';
import { Steps } from './steps';

/** One run: how it is, every step with what came of it, and what it asks people. */
export function RunPage() {
  const { id = '' } = useParams();
  const query = useQuery(runQuery(id));
  const missing = query.error instanceof RefusedError && [404, 422].includes(query.error.status);
  return (
    <main className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-6xl flex-col gap-4 px-6 py-6 max-phone:px-4 max-phone:py-4">
        <Link
          to="/playbooks?tab=runs"
          className="inline-flex min-h-6 items-center gap-1.5 self-start text-13 text-accent hover:underline pointer-coarse:min-h-11"
        >
          <ArrowLeft size={14} strokeWidth={2} aria-hidden />
          All runs
        </Link>
        {missing ? (
          <>
            <h1 className="sr-only">Run</h1>
            <Empty icon={SearchX} title="There is no such run">
              It may be in a station that you can’t read, or be so old that it is no longer kept.
            </Empty>
          </>
        ) : (
          <Loaded query={query}>{(whole) => <Whole whole={whole} />}</Loaded>
        )}
      </div>
    </main>
  );
}

function Whole({ whole: { run, steps, approvals, nodes } }: { whole: WholeRun }) {
  const [address, change] = useAddress();
  const { data: account } = useQuery(accountQuery);
  const asked = address.get('step');
  const done = doneSteps(steps);
  const states = nodeStates(nodes, steps, approvals, isOpen(run));
  const { step, node } = chosenOf(asked, done, nodes);
  const choose = (path: string) =>
    change({ step: path === asked ? undefined : path }, { replace: true });
  const chooseNode = (id: string) =>
    choose(done.findLast(({ path }) => nodeOf(path) === id)?.path ?? id);
  return (
    <>
      <RunFacts
        run={run}
        actions={mayAct(account, run.station) && <RunActions run={run} step={step} />}
      />
      {run.error !== undefined && (
        <Note tone={run.state === 'failed' ? 'crit' : 'warn'}>
          <span className="wrap-anywhere">{run.error}</span>
        </Note>
      )}
      {approvals.length > 0 && (
        <ul aria-label="Questions" className="flex flex-col gap-3">
          {approvals.map((approval) => (
            <li key={approval.id}>
              <Question approval={approval} station={run.station} />
            </li>
          ))}
        </ul>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,440px)] items-start gap-4 max-desk:grid-cols-1">
        <section aria-label="Graph" className="flex min-w-0 flex-col gap-4">
          {nodes.length > 0 && (
            <Graph nodes={nodes} states={states} chosen={node?.id} onChoose={chooseNode} />
          )}
          {!isEmpty(run.output) && <Json value={run.output} what="Output" />}
          {!isEmpty(run.input) && <Json value={run.input} what="Input" />}
        </section>
        <div className="flex min-w-0 flex-col gap-4">
          <Steps steps={done} chosen={step?.path ?? null} onChoose={choose} />
          {(step !== undefined || node !== undefined) && (
            <StepDetails step={step} node={node} state={node && states.get(node.id)} />
          )}
        </div>
      </div>
    </>
  );
}
