import { useQuery } from '@tanstack/react-query';
import { Pencil, Power, Spline, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Geofence } from '../../lib/api-types';
import { accountQuery } from '../../lib/queries';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/confirm';
import { Empty } from '../../ui/empty';
import { IconButton } from '../../ui/icon-button';
import { Loaded } from '../../ui/loaded';
import { draftOf, NEW_DRAFT } from './fence-draft';
import { boundsOfFence, conditionsText } from './fences';
import { mayJudge } from './model';
import { usePicture } from './picture-context';
import type { Fences } from './use-fences';
import { useMayDraw } from './use-may-draw';

/** Every geofence: what it watches, who is inside, and what can be done with it. */
export function FenceList({ state }: { state: Fences }) {
  const { query, draw, remove } = state;
  const [deleting, setDeleting] = useState<Geofence | null>(null);
  const mayDraw = useMayDraw();
  return (
    <div className="min-h-0 overflow-y-auto px-3 pb-3">
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              icon={Spline}
              title="No geofences yet"
              action={
                mayDraw && (
                  <Button look="primary" onClick={() => draw(NEW_DRAFT)}>
                    Draw a geofence
                  </Button>
                )
              }
            >
              {mayDraw
                ? 'Draw one to hear of tracks that enter or leave it.'
                : 'Operators draw them. You hear of tracks that enter or leave one.'}
            </Empty>
          ) : (
            <ul aria-label="Geofences">
              {items.map((fence) => (
                <FenceRow key={fence.id} fence={fence} state={state} onDelete={setDeleting} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {deleting !== null && (
        <Confirm
          title={`Delete ${deleting.name}?`}
          action="Delete geofence"
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(deleting, { onSuccess: () => setDeleting(null) })}
          onClose={() => {
            remove.reset();
            setDeleting(null);
          }}
        >
          It watches no longer. Who crossed it until now stays in the list of crossings.
        </Confirm>
      )}
    </div>
  );
}

function FenceRow({
  fence,
  state,
  onDelete,
}: {
  fence: Geofence;
  state: Fences;
  onDelete: (fence: Geofence) => void;
}) {
  const picture = usePicture();
  const { data: account } = useQuery(accountQuery);
  const { name, enabled, inside } = fence;
  return (
    <li className="flex flex-wrap items-center gap-x-1 border-t border-line py-1.5">
      <button
        type="button"
        onClick={() => picture.fit(boundsOfFence(fence))}
        className="min-w-0 flex-1 rounded-tag py-0.5 text-left hover:bg-surface-2 pointer-coarse:min-h-11"
      >
        <span className="flex items-baseline gap-2">
          <span className="sr-only">Show</span>
          <span className={`truncate text-13 ${enabled ? 'font-medium' : 'text-text-2'}`}>
            {name}
          </span>
          <span className="figures shrink-0 text-12 text-text-2">
            {enabled ? `${inside} inside` : 'Off'}
          </span>
        </span>
        <span className="block truncate text-11 text-text-3">{conditionsText(fence)}</span>
      </button>
      {mayJudge(account, fence.station) && (
        <span className="flex">
          <IconButton
            icon={Power}
            label={enabled ? `Switch ${name} off` : `Switch ${name} on`}
            pressed={enabled}
            disabled={state.turn.isPending}
            onClick={() => state.turn.mutate(fence)}
          />
          <IconButton
            icon={Pencil}
            label={`Change ${name}`}
            onClick={() => {
              picture.fit(boundsOfFence(fence));
              state.draw(draftOf(fence));
            }}
          />
          <IconButton icon={Trash2} label={`Delete ${name}`} onClick={() => onDelete(fence)} />
        </span>
      )}
    </li>
  );
}
