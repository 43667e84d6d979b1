import { useEffect, useMemo, useState } from 'react';
import { parsePosition } from '../../lib/geo/coordinates';
import type { Position } from '../../lib/geo/utm';
import type { Place } from '../../mapcore/gazetteer';
import type { TrackRow } from '../../mapcore/picture';
import { usePicture } from './picture-context';

export interface Finds {
  /** The text is these coordinates. */
  readonly position: Position | null;
  readonly tracks: readonly TrackRow[];
  readonly places: readonly Place[];
  /** The text that the tracks belong to. */
  readonly answered: string;
}

const TRACKS = 12;
const PLACES = 6;
const NOTHING = { tracks: [], answered: '' };

/** Tracks and places with that name, and the position that the text is, as it is typed. */
export function useFinds(text: string): Finds {
  const picture = usePicture();
  const wanted = text.trim();
  const [found, setFound] = useState<Pick<Finds, 'tracks' | 'answered'>>(NOTHING);
  const [places, setPlaces] = useState<readonly Place[]>([]);
  const position = useMemo(() => parsePosition(wanted), [wanted]);
  useEffect(() => {
    let current = true;
    void picture.search(wanted, TRACKS).then((tracks) => {
      if (current) {
        setFound({ tracks: wanted === '' ? [] : tracks, answered: text });
      }
    });
    if (wanted === '') {
      setPlaces([]);
    } else {
      void picture.places(wanted, PLACES).then((list) => current && setPlaces(list));
    }
    return () => {
      current = false;
    };
  }, [picture, wanted, text]);
  return { position, places, ...found };
}
