import {
  Circle,
  CircleCheck,
  CircleDot,
  CircleX,
  GitBranch,
  Hourglass,
  ListTree,
  type LucideIcon,
  Repeat,
  Split,
  Timer,
  UserCheck,
  Workflow,
  Wrench,
} from 'lucide-react';
import { useMemo } from 'react';
import type { PlaybookNode } from '../../lib/api-types';
import { cx } from '../../lib/cx';
import { BOX, layOut, pathOf } from './layout';
import type { NodeState } from './model';

const KINDS: Readonly<Record<string, LucideIcon>> = {
  tool: Wrench,
  branch: GitBranch,
  parallel: Split,
  repeat: Repeat,
  for_each: ListTree,
  approve: UserCheck,
  wait: Timer,
  playbook: Workflow,
};

const STATES: Record<NodeState, { word: string; icon: LucideIcon; text: string; border: string }> =
  {
    succeeded: { word: 'done', icon: CircleCheck, text: 'text-ok', border: 'border-ok' },
    failed: { word: 'failed', icon: CircleX, text: 'text-crit', border: 'border-crit' },
    waiting: { word: 'waiting', icon: Hourglass, text: 'text-warn', border: 'border-warn' },
    begun: { word: 'begun', icon: CircleDot, text: 'text-accent', border: 'border-accent' },
    none: { word: 'not reached', icon: Circle, text: 'text-text-3', border: 'border-control' },
  };

/** The steps and what leads where; a step that is chosen is looked at. */
export function Graph({
  nodes,
  states,
  chosen,
  onChoose,
}: {
  nodes: readonly PlaybookNode[];
  states: ReadonlyMap<string, NodeState>;
  chosen: string | undefined;
  onChoose: (id: string) => void;
}) {
  const layout = useMemo(() => layOut(nodes), [nodes]);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return (
    <div className="overflow-auto rounded-card border border-line bg-surface">
      <div
        className="relative mx-auto"
        style={{ width: `${layout.width}px`, height: `${layout.height}px` }}
      >
        <svg
          aria-hidden
          width={layout.width}
          height={layout.height}
          className="absolute inset-0 text-control"
        >
          <defs>
            <marker
              id="arrow"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto"
            >
              <path d="M0 0L8 4L0 8z" fill="currentColor" />
            </marker>
          </defs>
          {layout.edges.map((edge) => (
            <path
              key={`${edge.from} ${edge.to}`}
              d={pathOf(edge)}
              fill="none"
              stroke="currentColor"
              strokeWidth="1.5"
              strokeDasharray={edge.back ? '5 4' : undefined}
              markerEnd="url(#arrow)"
            />
          ))}
        </svg>
        {layout.boxes.map(({ id, x, y }) => {
          const node = byId.get(id);
          return (
            node !== undefined && (
              <NodeBox
                key={id}
                node={node}
                state={states.get(id) ?? 'none'}
                place={{ left: `${x}px`, top: `${y}px` }}
                on={chosen === id}
                onChoose={() => onChoose(id)}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

function NodeBox({
  node: { id, kind, tool },
  state,
  place,
  on,
  onChoose,
}: {
  node: PlaybookNode;
  state: NodeState;
  place: { left: string; top: string };
  on: boolean;
  onChoose: () => void;
}) {
  const Kind = KINDS[kind] ?? Workflow;
  const { word, icon: Icon, text, border } = STATES[state];
  return (
    <button
      type="button"
      aria-pressed={on}
      title={id}
      onClick={onChoose}
      style={{ ...place, width: `${BOX.width}px`, height: `${BOX.height}px` }}
      className={cx(
        'absolute flex items-center gap-2 rounded-control border px-2.5 text-left hover:bg-surface-3',
        on ? 'bg-surface-3 outline-2 outline-offset-2 outline-accent' : 'bg-surface-2',
        state === 'none' && 'border-dashed',
        border,
      )}
    >
      <Kind size={16} strokeWidth={1.75} className="shrink-0 text-text-2" aria-hidden />
      <span className="min-w-0 flex-1">
        <span className="figures block truncate text-12 text-text">{id}</span>
        <span className="block truncate text-11 text-text-3">
          {word} · {tool ?? kind.replace('_', ' ')}
        </span>
      </span>
      <Icon size={16} strokeWidth={2} className={cx('shrink-0', text)} aria-hidden />
    </button>
  );
}
