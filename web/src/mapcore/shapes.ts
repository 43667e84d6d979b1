import type { Feature, Geometry } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import { FONT, type MapTheme } from './themes';

/** Colours by role, so that a shape fits every theme. */
export const TONES = [
  'accent',
  'text',
  'minor',
  'grid',
  'hostile',
  'friend',
  'neutral',
  'unknown',
] as const;
export type Tone = (typeof TONES)[number];

export interface ShapeLook {
  readonly tone: Tone;
  /** Of a line, in CSS pixels; 2 if absent. */
  readonly width?: number;
  readonly dashed?: boolean;
  /** Opacity of an area's inside; 0 if absent. */
  readonly fill?: number;
  /** Printed at a point. */
  readonly text?: string;
  /** A point without a dot is only its text. */
  readonly dot?: boolean;
  /** Where a point's text is, seen from the point. */
  readonly side?: 'above' | 'right' | 'middle';
}

/** Something drawn on the map that is no track. Longitudes may run past 180 to stay in one piece. */
export type Shape = Feature<Geometry, ShapeLook>;

export const GRID_SOURCE = 'grid';
export const SHAPE_SOURCE = 'shapes';

type Expression = never;
const get = (name: string) => ['get', name] as unknown as Expression;
const has = (...test: unknown[]) => test as unknown as Expression;

function toneColours(theme: MapTheme): Expression {
  const { friend, hostile, neutral, unknown } = theme.affiliation;
  const colours = {
    accent: theme.accent,
    text: theme.text,
    minor: theme.minor,
    grid: theme.coast,
    hostile,
    friend,
    neutral,
    unknown,
  };
  const cases = TONES.flatMap((tone) => [tone, colours[tone]]);
  return ['match', ['get', 'tone'], ...cases, theme.text] as unknown as Expression;
}

/** How the shapes of one source look: areas, lines, dots, text, in this order. */
export function shapeLayers(source: string, theme: MapTheme): LayerSpecification[] {
  const colour = toneColours(theme);
  const width = ['coalesce', ['get', 'width'], 2] as unknown as Expression;
  const line = { 'line-color': colour, 'line-width': width };
  return [
    {
      id: `${source}-fill`,
      type: 'fill',
      source,
      filter: has('has', 'fill'),
      paint: { 'fill-color': colour, 'fill-opacity': get('fill') },
    },
    {
      id: `${source}-line`,
      type: 'line',
      source,
      filter: has('!', ['has', 'dashed']),
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: line,
    },
    {
      id: `${source}-dashes`,
      type: 'line',
      source,
      filter: has('has', 'dashed'),
      paint: { ...line, 'line-dasharray': [3, 2] },
    },
    {
      id: `${source}-dot`,
      type: 'circle',
      source,
      filter: has('has', 'dot'),
      paint: {
        'circle-radius': 4,
        'circle-color': colour,
        'circle-stroke-color': theme.halo,
        'circle-stroke-width': 2,
      },
    },
    {
      id: `${source}-text`,
      type: 'symbol',
      source,
      filter: has('has', 'text'),
      layout: {
        'text-field': get('text'),
        'text-font': [FONT],
        'text-max-width': 40,
        'text-size': source === GRID_SOURCE ? 10.5 : 12,
        'text-anchor': [
          'match',
          ['get', 'side'],
          'above',
          'bottom',
          'middle',
          'center',
          'left',
        ] as unknown as Expression,
        'text-offset': [
          'match',
          ['get', 'side'],
          'above',
          ['literal', [0, -0.6]],
          'middle',
          ['literal', [0, 0]],
          ['literal', [0.7, 0]],
        ] as unknown as Expression,
        'text-allow-overlap': source !== GRID_SOURCE,
        'text-ignore-placement': source !== GRID_SOURCE,
      },
      paint: { 'text-color': colour, 'text-halo-color': theme.halo, 'text-halo-width': 1.6 },
    },
  ];
}
