import type { LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { GRID_SOURCE, SHAPE_SOURCE, shapeLayers } from './shapes';
import { FONT, type MapTheme } from './themes';

/** From here on the fine coast replaces the medium one, once it is loaded. */
export const FINE_ZOOM = 5;
export const LABEL_PX = 11;
export const LABEL_SOURCE = 'track-labels';
/** Tracks are drawn just below this layer, above everything of the basemap. */
export const LABEL_LAYER = 'track-labels';

const MEDIUM = ['land-50m', 'borders-50m', 'lakes-50m', 'rivers-50m', 'states-50m'];
const FINE = ['land-10m', 'borders-10m'];
const POINTS = ['places', 'countries'];

type Expression = never;
const byZoom = (...stops: number[]) =>
  ['interpolate', ['exponential', 1.4], ['zoom'], ...stops] as unknown as Expression;
const get = (name: string) => ['get', name] as unknown as Expression;

function geojson(base: string, name: string) {
  const data = new URL(`basemap/${name}.geojson`, base).href;
  return { type: 'geojson' as const, data, maxzoom: 10, tolerance: 0.3, buffer: 32 };
}

export function fineSources(base: string) {
  return FINE.map((name) => ({ name, source: geojson(base, name) }));
}

/** Layers of the fine coast with the medium layer each one takes over from. */
export function fineLayers(theme: MapTheme): { layer: LayerSpecification; replaces: string }[] {
  const coarse = new Map(landLayers(theme).map((layer) => [layer.id, layer]));
  return ['land', 'borders', 'coast'].map((id) => {
    const layer = coarse.get(id);
    if (!layer || !('source' in layer)) throw new Error(`no layer ${id}`);
    const source = id === 'borders' ? 'borders-10m' : 'land-10m';
    return { layer: { ...layer, id: `${id}-fine`, source, minzoom: FINE_ZOOM }, replaces: id };
  });
}

function landLayers(theme: MapTheme): LayerSpecification[] {
  return [
    { id: 'land', type: 'fill', source: 'land-50m', paint: { 'fill-color': theme.land } },
    {
      id: 'states',
      type: 'line',
      source: 'states-50m',
      minzoom: 3,
      paint: { 'line-color': theme.state, 'line-width': 1 },
    },
    {
      id: 'rivers',
      type: 'line',
      source: 'rivers-50m',
      minzoom: 3.5,
      paint: { 'line-color': theme.river, 'line-width': byZoom(3, 0.6, 8, 2) },
    },
    { id: 'lakes', type: 'fill', source: 'lakes-50m', paint: { 'fill-color': theme.sea } },
    {
      id: 'borders',
      type: 'line',
      source: 'borders-50m',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': theme.border, 'line-width': byZoom(1, 0.7, 5, 1.2, 9, 2) },
    },
    {
      id: 'coast',
      type: 'line',
      source: 'land-50m',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': theme.coast, 'line-width': byZoom(1, 0.6, 5, 1, 9, 1.6) },
    },
  ];
}

function nameLayers(theme: MapTheme): LayerSpecification[] {
  const halo = { 'text-halo-color': theme.sea, 'text-halo-width': 1.2 };
  const shown = ['<=', ['get', 'rank'], ['zoom']] as unknown as Expression;
  return [
    {
      id: 'places',
      type: 'symbol',
      source: 'places',
      minzoom: 3,
      filter: shown,
      layout: {
        'text-field': get('name'),
        'text-font': [FONT],
        'text-size': byZoom(3, 10.5, 6, 12, 9, 13.5),
        'text-max-width': 8,
        'text-padding': 6,
        'symbol-sort-key': get('order'),
        'icon-image': 'place',
        'icon-size': ['case', ['==', ['get', 'capital'], 1], 1.2, 0.85] as unknown as Expression,
        'icon-optional': false,
        'text-anchor': 'left',
        'text-offset': [0.55, 0],
        'text-justify': 'left',
      },
      paint: { 'text-color': theme.minor, 'icon-color': theme.minor, ...halo },
    },
    {
      id: 'countries',
      type: 'symbol',
      source: 'countries',
      maxzoom: 7,
      filter: shown,
      layout: {
        'text-field': get('name'),
        'text-font': [FONT],
        'text-transform': 'uppercase',
        'text-letter-spacing': 0.12,
        'text-size': byZoom(1, 9.5, 4, 11.5, 7, 14),
        'text-max-width': 7,
        'text-padding': 8,
        'symbol-sort-key': get('order'),
      },
      paint: { 'text-color': theme.label, ...halo },
    },
  ];
}

function trackLabelLayers(theme: MapTheme): LayerSpecification[] {
  const layout = {
    'text-field': get('text'),
    'text-font': [FONT],
    'text-size': LABEL_PX,
    'text-anchor': 'top' as const,
    'text-radial-offset': get('offset'),
    'text-padding': 3,
    'symbol-sort-key': get('order'),
  };
  const paint = { 'text-halo-color': theme.halo, 'text-halo-width': 1.4 };
  const selected = (yes: boolean) => ['==', ['get', 'selected'], yes] as unknown as Expression;
  return [
    {
      id: LABEL_LAYER,
      type: 'symbol',
      source: LABEL_SOURCE,
      filter: selected(false),
      layout,
      paint: { ...paint, 'text-color': theme.text },
    },
    {
      id: `${LABEL_LAYER}-selected`,
      type: 'symbol',
      source: LABEL_SOURCE,
      filter: selected(true),
      layout: { ...layout, 'text-size': 12.5, 'text-allow-overlap': true },
      paint: { ...paint, 'text-color': theme.accent, 'text-halo-width': 2 },
    },
  ];
}

/** The dot of a town, the icon `place`: made here, since there is no sprite. */
export function placeDot(theme: MapTheme): ImageData {
  const size = 12;
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no 2D canvas');
  pen.fillStyle = theme.minor;
  pen.beginPath();
  pen.arc(size / 2, size / 2, size / 3, 0, Math.PI * 2);
  pen.fill();
  return pen.getImageData(0, 0, size, size);
}

/**
 * The offline basemap and the labels of tracks. No glyphs and no sprite: text is drawn from the page's
 * own fonts, the dot of a place is added by the map.
 */
export function basemapStyle(theme: MapTheme, base: string): StyleSpecification {
  const names = [...MEDIUM, ...POINTS];
  const empty = { type: 'FeatureCollection' as const, features: [] };
  return {
    version: 8,
    sources: {
      ...Object.fromEntries(names.map((name) => [name, geojson(base, name)])),
      [GRID_SOURCE]: { type: 'geojson', data: empty, maxzoom: 14 },
      [SHAPE_SOURCE]: { type: 'geojson', data: empty, maxzoom: 16 },
      [LABEL_SOURCE]: { type: 'geojson', data: empty, maxzoom: 16 },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': theme.sea } },
      ...landLayers(theme),
      ...shapeLayers(GRID_SOURCE, theme),
      ...nameLayers(theme),
      ...shapeLayers(SHAPE_SOURCE, theme),
      ...trackLabelLayers(theme),
    ],
  };
}
