import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Crossing } from '../../lib/api-types';
import { usePicture } from './picture-context';
import { writeCamera } from './view-state';

const NEAR_ZOOM = 10;

/** Opens the track of a crossing and brings the place into view, from whatever page. */
export function useShowCrossing(): (crossing: Crossing) => void {
  const picture = usePicture();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return useCallback(
    ({ station, track_id, longitude, latitude }) => {
      const key = `${station}/${track_id}`;
      const at =
        longitude !== undefined && latitude !== undefined
          ? { longitude, latitude, zoom: Math.max(picture.camera.zoom, NEAR_ZOOM) }
          : null;
      if (pathname !== '/ops') {
        const camera = at ? `&c=${writeCamera({ ...at, bearing: 0 })}` : '';
        void navigate(`/ops?sel=${encodeURIComponent(key)}${camera}`);
        return;
      }
      picture.select(key);
      if (at) {
        picture.flyTo(at);
      }
    },
    [picture, navigate, pathname],
  );
}
