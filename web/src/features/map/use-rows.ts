import { useEffect, useState } from 'react';
import type { Rows } from '../../mapcore/picture';
import { usePicture } from './picture-context';
import type { Sort } from './view-state';

export interface RowWindow extends Rows {
  readonly offset: number;
}

const WINDOW = 60;

/** The part of the ordered list that is on the screen, again whenever it may have changed. */
export function useRows(first: number, { key, descending }: Sort): RowWindow | null {
  const picture = usePicture();
  const [rows, setRows] = useState<RowWindow | null>(null);
  // In steps, so that scrolling by a row asks for nothing.
  const offset = Math.max(0, Math.floor(first / 20) * 20 - 20);
  useEffect(() => {
    let current = true;
    let asking = false;
    let again = false;
    const ask = async () => {
      if (asking) {
        again = true;
        return;
      }
      asking = true;
      const answer = await picture.rows({ offset, limit: WINDOW, sort: key, descending });
      asking = false;
      if (current) {
        setRows({ ...answer, offset });
        if (again) {
          again = false;
          void ask();
        }
      }
    };
    void ask();
    const stop = picture.on('rowsChanged', () => void ask());
    return () => {
      current = false;
      stop();
    };
  }, [picture, offset, key, descending]);
  return rows;
}
