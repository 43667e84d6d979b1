import {
  Ban,
  CircleCheck,
  CircleX,
  Clock,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
} from 'lucide-react';
import type { RunState } from '../../lib/api-types';
import { cx } from '../../lib/cx';

interface Look {
  readonly word: string;
  readonly icon: LucideIcon;
  readonly text: string;
}

const STATES: Record<RunState, Look> = {
  queued: { word: 'Queued', icon: Clock, text: 'text-text-2' },
  running: { word: 'Running', icon: LoaderCircle, text: 'text-accent' },
  waiting: { word: 'Waiting', icon: Hourglass, text: 'text-warn' },
  succeeded: { word: 'Succeeded', icon: CircleCheck, text: 'text-ok' },
  failed: { word: 'Failed', icon: CircleX, text: 'text-crit' },
  cancelled: { word: 'Cancelled', icon: Ban, text: 'text-text-2' },
};

export function stateWord(state: RunState): string {
  return STATES[state].word;
}

/** How a run is, by shape, colour and word. */
export function State({ state }: { state: RunState }) {
  const { word, icon: Icon, text } = STATES[state];
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-13">
      <Icon size={16} strokeWidth={2} className={cx('shrink-0', text)} aria-hidden />
      <span className={state === 'failed' ? 'font-semibold text-crit' : 'text-text'}>{word}</span>
    </span>
  );
}

/** Nothing is changed by it: nobody may take its result for done. */
export function DryMark() {
  return (
    <span className="inline-flex h-5 items-center rounded-tag border border-control px-1.5 text-11 text-text-2">
      Dry run
    </span>
  );
}
