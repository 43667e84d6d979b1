import { CircleCheck, CircleX } from 'lucide-react';
import type { RunStep } from '../../lib/api-types';
import { cx } from '../../lib/cx';
import { duration } from './model';

/** Each time that a step was done, in the order of their ends. */
export function Steps({
  steps,
  chosen,
  onChoose,
}: {
  steps: readonly RunStep[];
  chosen: string | null;
  onChoose: (path: string) => void;
}) {
  if (steps.length === 0) {
    return <p className="text-12 text-text-2">No step has ended yet.</p>;
  }
  return (
    <ol
      aria-label="Steps"
      className="max-h-96 divide-y divide-line overflow-y-auto rounded-card border border-line bg-surface"
    >
      {steps.map(({ path, kind, state, attempts, duration_ms }) => (
        <li key={path}>
          <button
            type="button"
            aria-pressed={path === chosen}
            onClick={() => onChoose(path)}
            className={cx(
              'focus-inset flex min-h-10 w-full items-center gap-2.5 px-3 text-left pointer-coarse:min-h-11',
              path === chosen ? 'bg-surface-3' : 'hover:bg-surface-2',
            )}
          >
            {state === 'failed' ? (
              <CircleX size={16} strokeWidth={2} className="shrink-0 text-crit" aria-hidden />
            ) : (
              <CircleCheck size={16} strokeWidth={2} className="shrink-0 text-ok" aria-hidden />
            )}
            <span className="min-w-0 flex-1 py-1.5">
              <span className="figures block text-12 text-text wrap-anywhere">{path}</span>
              <span className="block text-11 text-text-3">
                {kind.replace('_', ' ')}
                {state === 'failed' && ', failed'}
                {attempts > 1 && `, ${attempts} attempts`}
              </span>
            </span>
            <span className="figures whitespace-nowrap text-12 text-text-2">
              {duration(duration_ms)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
