import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { toast } from 'sonner';
import type { Command } from '../../commands/command';
import { useCommands } from '../../commands/registry';
import { now } from '../../lib/clock';
import { explain } from '../../lib/problem';
import { crossingsQuery, deleteFence, FENCES, fencesQuery, saveFence } from './api';
import { crossingText, type Draft, draftShapes, fenceShapes, NEW_DRAFT, withPoint } from './fences';
import { usePicture } from './picture-context';

/** Geofences on the map, the one that is being drawn, and what crosses them. */
export function useFences() {
  const picture = usePicture();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState<Draft | null>(null);
  const { data } = useQuery(fencesQuery);
  const fences = useMemo(() => data?.items ?? [], [data]);
  useCrossingToasts(fences.some(({ enabled }) => enabled));

  useEffect(() => picture.setShapes('fences', fenceShapes(fences)), [picture, fences]);
  useEffect(() => picture.setShapes('draft', draft ? draftShapes(draft) : []), [picture, draft]);
  const drawing = draft !== null;
  useEffect(() => {
    if (!drawing) {
      return;
    }
    picture.capture(true);
    const stop = picture.on('point', (point) => setDraft((at) => at && withPoint(at, point)));
    return () => {
      stop();
      picture.capture(false);
    };
  }, [picture, drawing]);
  useEffect(
    () => () => {
      picture.setShapes('fences', []);
      picture.setShapes('draft', []);
    },
    [picture],
  );

  const settled = {
    onSuccess: () => queries.invalidateQueries({ queryKey: FENCES }),
    onError: (error: Error) => toast.error(explain(error)),
  };
  const save = useMutation({ mutationFn: saveFence, ...settled });
  const remove = useMutation({ mutationFn: deleteFence, ...settled });

  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'fence',
        title: 'Draw a geofence',
        group: 'Geofences',
        keys: ['b'],
        run: () => {
          setOpen(true);
          setDraft(NEW_DRAFT);
        },
      },
      {
        id: 'fences',
        title: 'Geofences',
        group: 'Geofences',
        run: () => setOpen((shown) => !shown),
      },
      {
        id: 'fence-stop',
        title: 'Stop drawing',
        group: 'Geofences',
        keys: ['Escape'],
        enabled: open,
        first: true,
        hidden: true,
        run: () => (drawing ? setDraft(null) : setOpen(false)),
      },
    ],
    [open, drawing],
  );
  useCommands(commands);
  return { open, setOpen, draft, setDraft, fences, save, remove };
}

export type Fences = ReturnType<typeof useFences>;

/** Says each crossing once, from the time the page was opened. */
function useCrossingToasts(on: boolean): void {
  const [since] = useState(() => new Date(now()).toISOString());
  const { data } = useQuery({ ...crossingsQuery(since), enabled: on });
  const queries = useQueryClient();
  const said = useRef(new Set<string>());
  useEffect(() => {
    const fresh = (data?.items ?? []).filter(({ id }) => !said.current.has(id)).toReversed();
    for (const crossing of fresh) {
      said.current.add(crossing.id);
      toast(crossingText(crossing));
    }
    if (fresh.length > 0) {
      void queries.invalidateQueries({ queryKey: FENCES });
    }
  }, [data, queries]);
}
