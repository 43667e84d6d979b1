import type { PlaybookNode, RunStep } from '../../lib/api-types';
import { Note } from '../../ui/note';
import { Moment } from '../../ui/time';
import { Json } from './json';
import { isEmpty } from './json-model';
import { duration, type NodeState } from './model';

/** What one step was given and what came of it. */
export function StepDetails({
  step,
  node,
  state,
}: {
  step: RunStep | undefined;
  node: PlaybookNode | undefined;
  state: NodeState | undefined;
}) {
  const name = step?.path ?? node?.id ?? '';
  return (
    <section aria-label={`Step ${name}`} className="flex flex-col gap-3">
      <div>
        <h2 className="figures text-13 font-semibold wrap-anywhere">{name}</h2>
        <p className="mt-0.5 text-12 text-text-2">
          {node?.tool ?? (step?.kind ?? node?.kind ?? '').replace('_', ' ')}
          {step !== undefined && (
            <>
              {' '}
              · <Moment at={step.started_at} /> · {duration(step.duration_ms)}
              {step.attempts > 1 && ` · ${step.attempts} attempts`}
            </>
          )}
        </p>
      </div>
      {step === undefined && (
        <p className="text-12 text-text-2">
          {state === 'waiting'
            ? 'It is waiting now.'
            : state === 'begun'
              ? 'It has begun, and has not ended.'
              : 'The run has not been here.'}
        </p>
      )}
      {step?.error !== undefined && (
        <Note tone="crit">
          <span className="wrap-anywhere">{step.error}</span>
        </Note>
      )}
      {!isEmpty(step?.input) && <Json value={step?.input} what="Step input" />}
      {!isEmpty(step?.output) && <Json value={step?.output} what="Step output" />}
    </section>
  );
}
