import { fromGrid, type GridPoint, type Position, toGrid } from './utm';

/** Latitude bands of eight degrees from 80 south; the last, X, has twelve. */
const BANDS = 'CDEFGHJKLMNPQRSTUVWX';
const COLUMNS = ['ABCDEFGH', 'JKLMNPQR', 'STUVWXYZ'];
const ROWS = 'ABCDEFGHJKLMNPQRSTUV';
/** Columns and rows of the polar squares, by A, B, Y, Z; the first column's and row's hundreds of kilometres. */
const POLAR = {
  A: { columns: 'JKLPQRSTUXYZ', rows: 'ABCDEFGHJKLMNPQRSTUVWXYZ', west: 8, south: 8 },
  B: { columns: 'ABCFGHJKLPQR', rows: 'ABCDEFGHJKLMNPQRSTUVWXYZ', west: 20, south: 8 },
  Y: { columns: 'RSTUXYZ', rows: 'ABCDEFGHJKLMNP', west: 13, south: 13 },
  Z: { columns: 'ABCFGHJ', rows: 'ABCDEFGHJKLMNP', west: 20, south: 13 },
} as const;
const SQUARE = 100_000;
const PATTERN = /^(?:(\d{1,2})\s*([C-HJ-NP-X])|([ABYZ]))\s*([A-HJ-NP-Z])([A-HJ-NP-Z])\s*([\d\s]*)$/;

export function bandOf(latitude: number): string {
  return BANDS[Math.min(BANDS.length - 1, Math.max(0, Math.floor((latitude + 80) / 8)))] ?? 'X';
}

/** The southern edge of a band in degrees. */
export function bandSouth(band: string): number {
  return BANDS.indexOf(band) * 8 - 80;
}

/** The two letters of the 100 km square around a point of a zone. */
export function squareOf({ zone, easting, northing }: GridPoint): string {
  const column = COLUMNS[(zone - 1) % 3]?.[Math.floor(easting / SQUARE) - 1] ?? '?';
  const shifted = Math.floor(northing / SQUARE) + (zone % 2 === 0 ? 5 : 0);
  return column + (ROWS[((shifted % 20) + 20) % 20] ?? '?');
}

/** `31U DT 83060 04490`: the square of 10^(5-digits) metres that holds the position, digits from 1 to 5. */
export function formatMgrs(at: Position, digits = 5): string {
  const point = toGrid(at);
  const [zone, square] =
    point.zone === 0
      ? polarSquare(point)
      : [`${String(point.zone).padStart(2, '0')}${bandOf(at.latitude)}`, squareOf(point)];
  const cut = (metres: number) =>
    String(Math.floor(metres) % SQUARE)
      .padStart(5, '0')
      .slice(0, digits);
  return `${zone} ${square} ${cut(point.easting)} ${cut(point.northing)}`;
}

function polarSquare({ north, easting, northing }: GridPoint): [string, string] {
  const east = easting >= 20 * SQUARE;
  const zone = north ? (east ? 'Z' : 'Y') : east ? 'B' : 'A';
  const { columns, rows, west, south } = POLAR[zone];
  const column = columns[Math.floor(easting / SQUARE) - west] ?? '?';
  return [zone, column + (rows[Math.floor(northing / SQUARE) - south] ?? '?')];
}

/** The middle of the square that the reference names, any spacing and case; null if it is none. */
export function parseMgrs(text: string): Position | null {
  const found = PATTERN.exec(text.trim().toUpperCase());
  if (found === null) return null;
  const [, zone, band, polar, column = '', row = '', figures = ''] = found;
  const numbers = digitsOf(figures);
  if (numbers === null) return null;
  return polar === undefined
    ? inZone(Number(zone), band ?? '', column + row, numbers)
    : inPolar(polar as keyof typeof POLAR, column, row, numbers);
}

interface Offset {
  readonly east: number;
  readonly north: number;
}

function digitsOf(text: string): Offset | null {
  const parts = text.trim().split(/\s+/).filter(Boolean);
  const all = parts.join('');
  const half = all.length / 2;
  if (all.length % 2 !== 0 || half > 5) return null;
  if (parts.length > 2 || (parts.length === 2 && parts[0]?.length !== half)) return null;
  const size = 10 ** (5 - half);
  const read = (part: string) => Number(part || '0') * size + size / 2;
  return { east: read(all.slice(0, half)), north: read(all.slice(half)) };
}

function inZone(zone: number, band: string, square: string, { east, north }: Offset) {
  if (zone < 1 || zone > 60) return null;
  const column = COLUMNS[(zone - 1) % 3]?.indexOf(square[0] ?? '') ?? -1;
  const row = ROWS.indexOf(square[1] ?? '');
  if (column < 0 || row < 0) return null;
  const northern = band >= 'N';
  const lowest = toGrid({ latitude: bandSouth(band), longitude: zone * 6 - 183 }, zone).northing;
  // Rows repeat every 2000 km: the one at or above the band's edge, which curves at the zone's sides.
  const wanted = ((row - (zone % 2 === 0 ? 5 : 0) + 20) % 20) * SQUARE + north;
  const least = lowest - 1.5 * SQUARE;
  const northing = wanted + Math.max(0, Math.ceil((least - wanted) / 2_000_000)) * 2_000_000;
  const easting = (column + 1) * SQUARE + east;
  const at = fromGrid({ zone, north: northern, easting, northing });
  const above = at.latitude - bandSouth(band);
  return above > -1.5 && above < (band === 'X' ? 13.5 : 9.5) ? at : null;
}

function inPolar(zone: keyof typeof POLAR, column: string, row: string, { east, north }: Offset) {
  const { columns, rows, west, south } = POLAR[zone];
  const across = columns.indexOf(column);
  const up = rows.indexOf(row);
  if (across < 0 || up < 0) return null;
  const easting = (west + across) * SQUARE + east;
  const northing = (south + up) * SQUARE + north;
  return fromGrid({ zone: 0, north: zone >= 'Y', easting, northing });
}
