import { Plus, X } from 'lucide-react';
import { useShortcut } from '../../commands/registry';
import type { Crossing } from '../../lib/api-types';
import { cx } from '../../lib/cx';
import { IconButton } from '../../ui/icon-button';
import { Segments } from '../../ui/segments';
import { CrossingList } from './crossing-list';
import { NEW_DRAFT } from './fence-draft';
import { FenceForm } from './fence-form';
import { FenceList } from './fence-list';
import type { Fences, FenceView } from './use-fences';
import { useMayDraw } from './use-may-draw';

const VIEWS = [
  { value: 'list', text: 'Fences' },
  { value: 'crossings', text: 'Crossings' },
] as const satisfies readonly { value: FenceView; text: string }[];

/** The geofences, who crossed them, or the one that is being drawn or changed. */
export function FencePanel({
  state,
  onReplay,
  className,
}: {
  state: Fences;
  onReplay: (crossing: Crossing) => void;
  className: string;
}) {
  const key = useShortcut();
  const { view, draft, draw, show } = state;
  const mayDraw = useMayDraw();
  return (
    <section
      aria-label="Geofences"
      data-testid="fences"
      className={cx('flex min-h-0 flex-col', className)}
    >
      <div className="flex items-center gap-1 py-1 pl-3 pr-1">
        <h2 className="flex-1 text-15 font-semibold">
          {draft === null
            ? 'Geofences'
            : draft.fence === null
              ? 'New geofence'
              : `Change ${draft.fence.name}`}
        </h2>
        {draft === null && mayDraw && (
          <IconButton
            {...{ icon: Plus, label: 'Draw a geofence', shortcut: key('fence') }}
            onClick={() => draw(NEW_DRAFT)}
          />
        )}
        <IconButton
          {...{ icon: X, label: draft === null ? 'Close' : 'Stop drawing', shortcut: 'Esc' }}
          onClick={() => (draft === null ? show(null) : draw(null))}
        />
      </div>
      {draft !== null ? (
        <FenceForm draft={draft} state={state} />
      ) : (
        <>
          <div className="px-3 pb-2">
            <Segments
              label="What is listed"
              value={view ?? 'list'}
              choices={VIEWS}
              onChoose={show}
            />
          </div>
          {view === 'crossings' ? (
            <CrossingList fences={state.fences} onReplay={onReplay} />
          ) : (
            <FenceList state={state} />
          )}
        </>
      )}
    </section>
  );
}
