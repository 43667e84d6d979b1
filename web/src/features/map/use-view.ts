import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router';
import type { Camera, Filter } from '../../mapcore/picture';
import { usePicture } from './picture-context';
import { readCamera, readFilter, withParameter, writeCamera, writeFilter } from './view-state';

/** How long the camera has to rest before the address follows it. */
const REST_MS = 250;

/** Keeps the picture and the address the same, both ways. */
export function useViewInAddress(): {
  camera: Camera | null;
  filter: Filter;
  setFilter: (filter: Filter) => void;
} {
  const picture = usePicture();
  const [parameters, setParameters] = useSearchParams();
  const change = useRef(setParameters);
  change.current = setParameters;
  const put = useCallback((name: string, value: string | null) => {
    change.current((before) => withParameter(before, name, value), { replace: true });
  }, []);

  const first = useRef(parameters);
  const camera = useMemo(() => readCamera(first.current.get('c')), []);
  const filterText = parameters.get('f');
  const filter = useMemo(() => readFilter(filterText), [filterText]);
  const station = parameters.get('station');
  const selected = parameters.get('sel');

  useEffect(() => picture.setFilter(filter), [picture, filter]);
  useEffect(() => picture.setStation(station), [picture, station]);
  useEffect(() => {
    if (selected !== picture.selection.key) {
      picture.select(selected);
    }
  }, [picture, selected]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const stops = [
      picture.on('camera', (at) => {
        clearTimeout(timer);
        timer = setTimeout(() => put('c', writeCamera(at)), REST_MS);
      }),
      picture.on('selection', ({ key }) => {
        if (key !== new URLSearchParams(window.location.search).get('sel')) {
          put('sel', key);
        }
      }),
    ];
    return () => {
      clearTimeout(timer);
      for (const stop of stops) {
        stop();
      }
    };
  }, [picture, put]);

  return { camera, filter, setFilter: (next) => put('f', writeFilter(next)) };
}
