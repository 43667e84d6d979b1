import { useEffect, useState } from 'react';
import { usePreferences } from '../../lib/preferences';
import { usePicture, useSelection } from './picture-context';
import { ringShapes } from './rings';

/** Keeps circles of distance around the selected track while they are wanted. */
export function useRings(on: boolean): void {
  const picture = usePicture();
  const { track } = useSelection();
  const { units } = usePreferences();
  const [zoom, setZoom] = useState(picture.camera.zoom);
  useEffect(
    () => picture.on('camera', (camera) => setZoom(Math.round(camera.zoom * 2) / 2)),
    [picture],
  );
  const { longitude, latitude } = track ?? {};
  useEffect(() => {
    const placed = on && longitude !== undefined && latitude !== undefined;
    picture.setShapes('rings', placed ? ringShapes({ longitude, latitude }, zoom, units) : []);
  }, [picture, on, longitude, latitude, zoom, units]);
  useEffect(() => () => picture.setShapes('rings', []), [picture]);
}
