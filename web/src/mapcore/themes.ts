import type { Affiliation, Theme } from './picture';

/** The page's own face, which all text on the map is drawn with. */
export const FONT = 'Inter Variable';

/** Colours of the map in one theme; as CSS hex. */
export interface MapTheme {
  readonly sea: string;
  readonly land: string;
  readonly coast: string;
  readonly border: string;
  readonly state: string;
  readonly river: string;
  readonly label: string;
  readonly minor: string;
  readonly text: string;
  readonly halo: string;
  readonly accent: string;
  /** Around symbols, so that they stand out on sea and land. */
  readonly outline: string;
  readonly affiliation: Readonly<Record<Affiliation, string>>;
}

export const THEMES: Readonly<Record<Theme, MapTheme>> = {
  dark: {
    sea: '#0a111c',
    land: '#161f2c',
    coast: '#33465e',
    border: '#2b3a4f',
    state: '#212d3d',
    river: '#13233a',
    label: '#93a4ba',
    minor: '#7e90a8',
    text: '#e6edf5',
    halo: '#0b1017',
    accent: '#4c9aff',
    outline: '#060a10',
    affiliation: { friend: '#58a6ff', hostile: '#f85149', neutral: '#3fb950', unknown: '#e3b341' },
  },
  light: {
    sea: '#cfdeea',
    land: '#f4f2ec',
    coast: '#8aa0b4',
    border: '#b3a99a',
    state: '#dcd6ca',
    river: '#b9cfe0',
    label: '#3c4650',
    minor: '#5d6872',
    text: '#121a24',
    halo: '#ffffff',
    accent: '#0b62d6',
    outline: '#ffffff',
    affiliation: { friend: '#0f56b8', hostile: '#b3131d', neutral: '#0f6b33', unknown: '#7a5200' },
  },
  red: {
    sea: '#080000',
    land: '#160303',
    coast: '#4a0d0d',
    border: '#3a0a0a',
    state: '#260606',
    river: '#220505',
    label: '#d95050',
    minor: '#b23a3a',
    text: '#f47070',
    halo: '#070000',
    accent: '#d95050',
    outline: '#070000',
    affiliation: { friend: '#ee6262', hostile: '#ff8080', neutral: '#d95050', unknown: '#b23a3a' },
  },
};

/** Red, green, blue from 0 to 1. */
export function rgb(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}
