import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Position } from '../../lib/geo/utm';
import { usePicture } from './picture-context';
import { writeCamera } from './view-state';

/** Under this name the picture has the mark of the place that was gone to. */
export const MARK = 'mark';

export interface Destination {
  readonly position: Position;
  readonly zoom: number;
  /** Printed beside the mark. */
  readonly name: string;
}

/** Shows a place on the map with a mark, from whatever page. */
export function useGoTo(): (destination: Destination) => void {
  const picture = usePicture();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return useCallback(
    ({ position: { longitude, latitude }, zoom, name }) => {
      picture.setShapes(MARK, [
        {
          type: 'Feature',
          properties: { tone: 'accent', text: name, dot: true, side: 'right' },
          geometry: { type: 'Point', coordinates: [longitude, latitude] },
        },
      ]);
      picture.follow(false);
      picture.flyTo({ longitude, latitude, zoom });
      if (pathname !== '/ops') {
        const camera = { longitude, latitude, zoom, bearing: 0 };
        void navigate(`/ops?c=${writeCamera(camera)}`);
      }
    },
    [picture, navigate, pathname],
  );
}
