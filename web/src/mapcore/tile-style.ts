import type { LayerSpecification } from 'maplibre-gl';
import { FONT, type MapTheme } from './themes';

/** Schemas of vector tiles that are drawn: https://docs.protomaps.com/basemaps/layers and https://openmaptiles.org/schema/ */
export type Schema = 'protomaps' | 'openmaptiles';

export const IMPORTED_SOURCE = 'imported';
export const IMPORTED_AREA = 'imported-area';
/** All layers that print names begin so. */
export const IMPORTED_NAMES = 'imported-names';

type Expression = never;
const as = (...expression: unknown[]) => expression as unknown as Expression;
const byZoom = (...stops: number[]) => as('interpolate', ['exponential', 1.5], ['zoom'], ...stops);
const oneOf = (field: string, values: readonly string[]) =>
  as('in', ['get', field], ['literal', values]);

/** Undefined for layers of another schema. */
export function schemaOf(layers: readonly string[]): Schema | undefined {
  if (layers.includes('transportation') || layers.includes('waterway')) return 'openmaptiles';
  return layers.some((name) => name === 'earth' || name === 'roads') ? 'protomaps' : undefined;
}

/** Where a schema keeps what the map draws. */
interface Words {
  /** Filled layers from the bottom up: source layer, colour, least zoom. */
  readonly areas: readonly (readonly [layer: string, colour: keyof MapTheme, minzoom: number])[];
  readonly roads: string;
  readonly roadClass: string;
  readonly highways: readonly string[];
  readonly streets: readonly string[];
  readonly rails: readonly string[];
  readonly roadNames: string;
  readonly borders: string;
  readonly borderFilter: Expression;
  readonly places: string;
  readonly placeClass: string;
  readonly towns: readonly string[];
  readonly countries: readonly string[];
  /** Lower is more important. */
  readonly order: Expression;
}

const WORDS: Readonly<Record<Schema, Words>> = {
  protomaps: {
    areas: [
      ['earth', 'land', 0],
      ['landuse', 'state', 8],
      ['water', 'sea', 0],
      ['buildings', 'border', 14],
    ],
    roads: 'roads',
    roadClass: 'kind',
    highways: ['highway', 'major_road'],
    streets: ['minor_road', 'medium_road', 'path', 'other'],
    rails: ['rail'],
    roadNames: 'roads',
    borders: 'boundaries',
    borderFilter: oneOf('kind', ['country', 'region']),
    places: 'places',
    placeClass: 'kind',
    towns: ['locality', 'neighbourhood', 'macrohood'],
    countries: ['country', 'region'],
    order: as('-', 0, ['coalesce', ['get', 'population_rank'], 0]),
  },
  openmaptiles: {
    areas: [
      ['landcover', 'state', 7],
      ['landuse', 'state', 9],
      ['water', 'sea', 0],
      ['building', 'border', 14],
    ],
    roads: 'transportation',
    roadClass: 'class',
    highways: ['motorway', 'trunk', 'primary'],
    streets: ['secondary', 'tertiary', 'minor', 'service', 'track', 'path'],
    rails: ['rail', 'transit'],
    roadNames: 'transportation_name',
    borders: 'boundary',
    borderFilter: as('<=', ['coalesce', ['get', 'admin_level'], 9], 4),
    places: 'place',
    placeClass: 'class',
    towns: ['city', 'town', 'village', 'suburb', 'hamlet'],
    countries: ['country', 'state'],
    order: as('coalesce', ['get', 'rank'], 30),
  },
};

/** The layers of vector tiles in the colours of a theme, from the bottom up, names last. */
export function tileLayers(schema: Schema, theme: MapTheme): LayerSpecification[] {
  const words = WORDS[schema];
  // OpenMapTiles draws the sea over land that is everywhere, Protomaps land in a sea that is.
  const ground = schema === 'openmaptiles' ? theme.land : theme.sea;
  return [
    {
      id: 'imported-ground',
      type: 'fill',
      source: IMPORTED_AREA,
      paint: { 'fill-color': ground, 'fill-antialias': false },
    },
    ...words.areas.map(
      ([layer, colour, minzoom]): LayerSpecification => ({
        id: `imported-${layer}`,
        type: 'fill',
        source: IMPORTED_SOURCE,
        'source-layer': layer,
        minzoom,
        filter: as('==', ['geometry-type'], 'Polygon'),
        paint: { 'fill-color': theme[colour] as string },
      }),
    ),
    line('water', words.areas.find(([, colour]) => colour === 'sea')?.[0] ?? '', theme.coast, 0.8),
    {
      ...line('rivers', schema === 'openmaptiles' ? 'waterway' : 'water', theme.river, 1),
      filter: as('==', ['geometry-type'], 'LineString'),
    } as LayerSpecification,
    ...roadLayers(words, theme),
    {
      ...line('borders', words.borders, theme.border, 1.2),
      filter: words.borderFilter,
    } as LayerSpecification,
    ...tileNames(words, theme),
  ];
}

function line(name: string, layer: string, colour: string, width: number): LayerSpecification {
  return {
    id: `imported-${name}-line`,
    type: 'line',
    source: IMPORTED_SOURCE,
    'source-layer': layer,
    layout: { 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': width },
  };
}

function roadLayers(words: Words, theme: MapTheme): LayerSpecification[] {
  const road = (name: string, values: readonly string[], minzoom: number, paint: object) =>
    ({
      id: `imported-${name}`,
      type: 'line',
      source: IMPORTED_SOURCE,
      'source-layer': words.roads,
      minzoom,
      filter: oneOf(words.roadClass, values),
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint,
    }) as LayerSpecification;
  const rail = { 'line-color': theme.border, 'line-width': 1, 'line-dasharray': [4, 3] };
  const street = { 'line-color': theme.border, 'line-width': byZoom(11, 0.5, 14, 1.4, 18, 6) };
  const highway = {
    'line-color': theme.coast,
    'line-width': byZoom(6, 0.6, 10, 1.6, 14, 3, 18, 9),
  };
  return [
    road('rails', words.rails, 10, rail),
    road('streets', words.streets, 11, street),
    road('highways', words.highways, 6, highway),
  ];
}

function tileNames(words: Words, theme: MapTheme): LayerSpecification[] {
  const paint = { 'text-halo-color': theme.sea, 'text-halo-width': 1.2 };
  const text = {
    'text-field': as('coalesce', ['get', 'name'], ['get', 'name:latin'], ['get', 'name:en']),
    'text-font': [FONT],
    'text-max-width': 8,
    'text-padding': 6,
    'symbol-sort-key': words.order,
  };
  const source = { type: 'symbol', source: IMPORTED_SOURCE } as const;
  return [
    {
      ...source,
      id: `${IMPORTED_NAMES}-roads`,
      'source-layer': words.roadNames,
      minzoom: 13,
      filter: as('has', 'name'),
      layout: { ...text, 'text-size': 10.5, 'symbol-placement': 'line' },
      paint: { ...paint, 'text-color': theme.minor },
    },
    {
      ...source,
      id: `${IMPORTED_NAMES}-towns`,
      'source-layer': words.places,
      minzoom: 4,
      filter: oneOf(words.placeClass, words.towns),
      layout: { ...text, 'text-size': byZoom(4, 10.5, 9, 13.5, 14, 15) },
      paint: { ...paint, 'text-color': theme.minor },
    },
    {
      ...source,
      id: `${IMPORTED_NAMES}-countries`,
      'source-layer': words.places,
      maxzoom: 8,
      filter: oneOf(words.placeClass, words.countries),
      layout: { ...text, 'text-size': byZoom(1, 9.5, 7, 14), 'text-transform': 'uppercase' },
      paint: { ...paint, 'text-color': theme.label },
    },
  ];
}

/** Pictures are dimmed by night; in the red theme their tiles themselves are made red. */
export function rasterLayer(dim: boolean): LayerSpecification {
  return {
    id: 'imported-raster',
    type: 'raster',
    source: IMPORTED_SOURCE,
    paint: {
      'raster-brightness-max': dim ? 0.55 : 1,
      'raster-saturation': dim ? -0.4 : 0,
      'raster-fade-duration': 0,
    },
  };
}
