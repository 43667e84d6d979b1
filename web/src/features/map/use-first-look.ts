import { useEffect, useRef } from 'react';
import { busiestBounds } from './model';
import { usePicture } from './picture-context';

/** Without a camera in the address, the first tracks decide where the map opens. */
export function useFirstLook(given: boolean): void {
  const picture = usePicture();
  // Only the way the page was opened counts, not what is selected later.
  const opened = useRef(given);
  useEffect(() => {
    if (opened.current) {
      return;
    }
    let done = false;
    const look = async () => {
      if (done || picture.map !== 'ready' || picture.summary.total === 0) {
        return;
      }
      done = true;
      const { rows } = await picture.rows({
        offset: 0,
        limit: 500,
        sort: 'time',
        descending: true,
      });
      const bounds = busiestBounds(rows);
      if (bounds !== null) {
        const stop = picture.on('camera', (camera) => {
          stop();
          picture.setHome(camera);
        });
        picture.fit(bounds);
      }
    };
    const stops = [picture.on('summary', () => void look()), picture.on('map', () => void look())];
    void look();
    return () => {
      done = true;
      for (const stop of stops) {
        stop();
      }
    };
  }, [picture]);
}
