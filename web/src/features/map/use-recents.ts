import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { accountQuery } from '../../lib/queries';
import { type Recent, recents, remember } from '../../lib/recent';
import type { TrackKey, TrackRow } from '../../mapcore/picture';
import { usePicture } from './picture-context';

/** What the user chose lately, and the rows of those tracks that are still known. */
export function useRecents(): {
  list: readonly Recent[];
  tracks: ReadonlyMap<TrackKey, TrackRow>;
  keep: (item: Recent) => void;
} {
  const picture = usePicture();
  const owner = useQuery(accountQuery).data?.id;
  const [list] = useState(() => (owner === undefined ? [] : recents(owner)));
  const [tracks, setTracks] = useState<ReadonlyMap<TrackKey, TrackRow>>(new Map());
  useEffect(() => {
    let current = true;
    const keys = list.flatMap((item) => (item.kind === 'track' ? [item.key] : []));
    void Promise.all(keys.map((key) => picture.track(key))).then((rows) => {
      if (current) {
        setTracks(new Map(rows.flatMap((row) => (row ? [[row.key, row]] : []))));
      }
    });
    return () => {
      current = false;
    };
  }, [picture, list]);
  return {
    list,
    tracks,
    keep: (item) => {
      if (owner !== undefined) {
        remember(owner, item);
      }
    },
  };
}
