import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { toast } from 'sonner';
import type { Crossing } from '../../lib/api-types';
import { CROSSINGS, crossingsQuery, FENCES } from './api';
import { type CrossingFilter, crossingsText, withNews } from './crossings';
import { usePicture } from './picture-context';
import { useShowCrossing } from './use-show-crossing';

const SHOWN_MS = 8_000;
const COUNTS_MS = 2_000;
/** What may come a second time: the center repeats its newest 50 after a long loss. */
const REMEMBERED = 500;

/** Says on every page who crosses a fence, as it happens, and keeps the lists up to date. */
export function CrossingNews() {
  const picture = usePicture();
  const queries = useQueryClient();
  const show = useRef<(crossing: Crossing) => void>(() => undefined);
  show.current = useShowCrossing();

  useEffect(() => {
    let known: readonly string[] | null = null;
    let counting: ReturnType<typeof setTimeout> | undefined;
    const shown = new Map<string, readonly Crossing[]>();
    const say = (crossing: Crossing) => {
      const id = `${crossing.geofence_id} ${crossing.direction}`;
      const together = [...(shown.get(id) ?? []), crossing];
      shown.set(id, together);
      const forget = () => shown.delete(id);
      toast(crossingsText(together), {
        id,
        duration: SHOWN_MS,
        action: { label: 'Show', onClick: () => show.current(crossing) },
        onAutoClose: forget,
        onDismiss: forget,
      });
    };
    const stop = picture.watch('geofences', ({ items }) => {
      const crossings = (items as readonly Crossing[]).toSorted(
        (a, b) => Date.parse(a.time) - Date.parse(b.time),
      );
      const before = known;
      const fresh = crossings.filter(({ id }) => !(before ?? []).includes(id));
      known = [...(before ?? []), ...fresh.map(({ id }) => id)].slice(-REMEMBERED);
      // What was before this page was opened is no news.
      if (before === null || fresh.length === 0) {
        return;
      }
      fresh.forEach(say);
      for (const { queryKey } of queries.getQueryCache().findAll({ queryKey: CROSSINGS })) {
        const filter = queryKey[1] as CrossingFilter;
        queries.setQueryData(
          crossingsQuery(filter).queryKey,
          (pages) => pages && withNews(pages, fresh, filter),
        );
      }
      counting ??= setTimeout(() => {
        counting = undefined;
        void queries.invalidateQueries({ queryKey: FENCES });
      }, COUNTS_MS);
    });
    return () => {
      clearTimeout(counting);
      stop();
    };
  }, [picture, queries]);
  return null;
}
