import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { toast } from 'sonner';
import { action } from '../../commands/actions';
import type { Command } from '../../commands/command';
import { useCommands } from '../../commands/registry';
import type { Geofence } from '../../lib/api-types';
import { explain } from '../../lib/problem';
import { changeFence, deleteFence, FENCES, fencesQuery, saveFence } from './api';
import {
  type Draft,
  handlesOf,
  NEW_DRAFT,
  withHandleAt,
  withoutHandle,
  withoutPoint,
  withPoint,
} from './fence-draft';
import { draftShapes, fenceShapes } from './fences';
import { usePicture } from './picture-context';

/** What the panel shows; the address has it as `fences`. */
export type FenceView = 'list' | 'crossings';

/** Geofences on the map, and the one that is being drawn or changed. */
export function useFences(put: (name: string, value: string | null) => void) {
  const queries = useQueryClient();
  const [parameters] = useSearchParams();
  const asked = parameters.get('fences');
  const view: FenceView | null = asked === 'list' || asked === 'crossings' ? asked : null;
  const [draft, setDraft] = useState<Draft | null>(null);
  const query = useQuery(fencesQuery);
  const fences = useMemo(() => query.data?.items ?? [], [query.data]);
  useFencesOnMap(fences, draft, setDraft);

  const settled = () => queries.invalidateQueries({ queryKey: FENCES });
  const onError = (error: Error) => toast.error(explain(error));
  const save = useMutation({ mutationFn: saveFence, onSuccess: settled });
  const remove = useMutation({ mutationFn: deleteFence, onSuccess: settled });
  const turn = useMutation({
    mutationFn: (fence: Geofence) => changeFence(fence, { enabled: !fence.enabled }),
    onSuccess: settled,
    onError,
  });

  const drawing = draft !== null;
  const { reset } = save;
  const actions = useMemo(
    () => ({
      show: (next: FenceView | null) => put('fences', next),
      draw: (next: Draft | null) => {
        reset();
        setDraft(next);
        if (next !== null) {
          put('fences', 'list');
        }
      },
    }),
    [put, reset],
  );
  useCommands(
    useMemo(() => fenceCommands(actions, view, drawing, setDraft), [actions, view, drawing]),
  );
  return { view, draft, setDraft, query, fences, save, remove, turn, ...actions };
}

export type Fences = ReturnType<typeof useFences>;

/** Draws the fences and the draft; clicks and handles change the draft. */
function useFencesOnMap(
  fences: readonly Geofence[],
  draft: Draft | null,
  setDraft: (change: (draft: Draft | null) => Draft | null) => void,
): void {
  const picture = usePicture();
  const changing = draft?.fence?.id;
  useEffect(
    () => picture.setShapes('fences', fenceShapes(fences.filter(({ id }) => id !== changing))),
    [picture, fences, changing],
  );
  useEffect(() => {
    picture.setShapes('draft', draft ? draftShapes(draft) : []);
    picture.setHandles(draft ? handlesOf(draft) : []);
    if (draft === null) {
      return;
    }
    const stops = [
      picture.on('handle', ({ index, done, ...to }) => {
        const moved = withHandleAt(draft, index, to);
        if (done) {
          setDraft(() => moved);
        } else {
          picture.setShapes('draft', draftShapes(moved));
        }
      }),
      picture.on('handleRemoved', (index) => setDraft((at) => at && withoutHandle(at, index))),
    ];
    return () => {
      for (const stop of stops) {
        stop();
      }
    };
  }, [picture, draft, setDraft]);
  // The corners of a stored fence are dragged; a click beside them must not add one by mistake.
  const adding = draft !== null && draft.fence === null;
  useEffect(() => {
    if (!adding) {
      return;
    }
    picture.capture(true);
    const stop = picture.on('point', (point) => setDraft((at) => at && withPoint(at, point)));
    return () => {
      stop();
      picture.capture(false);
    };
  }, [picture, adding, setDraft]);
  useEffect(
    () => () => {
      picture.setShapes('fences', []);
      picture.setShapes('draft', []);
      picture.setHandles([]);
    },
    [picture],
  );
}

function fenceCommands(
  { show, draw }: Pick<Fences, 'show' | 'draw'>,
  view: FenceView | null,
  drawing: boolean,
  setDraft: (change: (draft: Draft | null) => Draft | null) => void,
): readonly Command[] {
  const group = 'Geofences' as const;
  return [
    action('fence', () => draw(NEW_DRAFT)),
    action('fences', () => show(view === null ? 'list' : null)),
    { id: 'crossings', title: 'Crossings of geofences', group, run: () => show('crossings') },
    {
      id: 'fence-undo',
      title: 'Take the last corner back',
      group,
      keys: ['Backspace'],
      enabled: drawing,
      first: true,
      hidden: true,
      run: () => setDraft((at) => (at?.fence === null ? withoutPoint(at) : at)),
    },
    {
      id: 'fence-stop',
      title: 'Stop drawing',
      group,
      keys: ['Escape'],
      enabled: view !== null,
      first: true,
      hidden: true,
      run: () => (drawing ? draw(null) : show(null)),
    },
  ];
}
