import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { setPreferences, usePreferences } from '../../lib/preferences';
import { basemapQuery } from '../../lib/queries';
import type { Camera, Filter, Layers } from '../../mapcore/picture';
import { usePicture } from './picture-context';
import {
  readCamera,
  readFilter,
  readLayers,
  withParameter,
  writeCamera,
  writeFilter,
  writeLayers,
} from './view-state';

/** How long the camera has to rest before the address follows it. */
const REST_MS = 250;

/** Keeps the picture and the address the same, both ways. */
export function useViewInAddress(): {
  camera: Camera | null;
  filter: Filter;
  setFilter: (filter: Filter) => void;
  layers: Layers;
  setLayers: (layers: Layers) => void;
  /** Puts a parameter into the address. */
  put: (name: string, value: string | null) => void;
} {
  const picture = usePicture();
  const [parameters, setParameters] = useSearchParams();
  const change = useRef(setParameters);
  change.current = setParameters;
  // A change that follows at once must not undo the one before, which the router still works on.
  const latest = useRef(parameters);
  useEffect(() => {
    latest.current = parameters;
  }, [parameters]);
  const put = useCallback((name: string, value: string | null) => {
    if (latest.current.get(name) === value) {
      return;
    }
    latest.current = withParameter(latest.current, name, value);
    change.current(latest.current, { replace: true });
  }, []);

  const first = useRef(parameters);
  const camera = useMemo(() => readCamera(first.current.get('c')), []);
  const filterText = parameters.get('f');
  const filter = useMemo(() => readFilter(filterText), [filterText]);
  const layersText = parameters.get('layers');
  const [linked, setLinked] = useState(() => readLayers(layersText));
  useEffect(() => setLinked(readLayers(layersText)), [layersText]);
  // Which symbols one can read is not the link's to say.
  const { symbols, baseMap } = usePreferences();
  const { data: basemap } = useQuery(basemapQuery);
  const imported = (baseMap === 'imported' && basemap?.tag) || null;
  const layers = useMemo(() => ({ ...linked, symbols, imported }), [linked, symbols, imported]);
  const station = parameters.get('station');
  const selected = parameters.get('sel');

  useEffect(() => picture.setFilter(filter), [picture, filter]);
  useEffect(() => picture.setLayers(layers), [picture, layers]);
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

  const setFilter = useCallback((next: Filter) => put('f', writeFilter(next)), [put]);
  const changeLayers = useCallback(
    (next: Layers) => {
      setLinked(next);
      setPreferences({ symbols: next.symbols });
      put('layers', writeLayers(next));
    },
    [put],
  );
  return { camera, filter, setFilter, layers, setLayers: changeLayers, put };
}
