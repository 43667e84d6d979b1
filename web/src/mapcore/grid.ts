import type { Position as Coordinates } from 'geojson';
import { bandOf, bandSouth, squareOf } from '../lib/geo/mgrs';
import { fromGrid, type GridPoint, type Position, toGrid } from '../lib/geo/utm';
import { latitudeAt, longitudeAt, padded, type View, worldPixels, wrapLongitude } from './mercator';
import type { Shape } from './shapes';

/** Degrees, minutes and seconds that people count by. */
const STEPS = [
  30,
  20,
  10,
  5,
  2,
  1,
  1 / 2,
  1 / 4,
  1 / 12,
  1 / 30,
  1 / 60,
  1 / 120,
  1 / 360,
  1 / 720,
];
const LEAST_PX = 110;
/** Lines reach this part of the view further, so that a small movement shows no end. */
const REACH = 0.25;
const MAX_LINES = 60;
const SAMPLES = 16;
const SQUARE = 100_000;

interface Box {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

function boxOf(view: View): Box {
  return {
    west: longitudeAt(view.minX),
    east: longitudeAt(view.maxX),
    south: latitudeAt(Math.min(1, view.maxY)),
    north: latitudeAt(Math.max(0, view.minY)),
  };
}

function line(coordinates: Coordinates[], width = 1): Shape {
  return {
    type: 'Feature',
    properties: { tone: 'grid', width },
    geometry: { type: 'LineString', coordinates },
  };
}

function label(text: string, longitude: number, latitude: number, side: 'right' | 'middle'): Shape {
  return {
    type: 'Feature',
    properties: { tone: 'minor', text, side },
    geometry: { type: 'Point', coordinates: [longitude, latitude] },
  };
}

/** Meridians and parallels of the view with their degrees along its left and lower edge. */
export function degreeGrid(view: View): Shape[] {
  const pixels = worldPixels(view.zoom) / 360;
  const step = STEPS.findLast((size) => size * pixels >= LEAST_PX) ?? 30;
  const seen = boxOf(view);
  const wide = boxOf(padded(view, REACH));
  const shapes: Shape[] = [];
  // A turned map has no left edge: then the labels cross its middle.
  const turned = Math.abs(view.bearing) > 1;
  const at = (from: number, to: number, part: number) => from + (to - from) * (turned ? 0.5 : part);
  for (const longitude of multiples(wide.west, wide.east, step)) {
    shapes.push(
      line([
        [longitude, wide.south],
        [longitude, wide.north],
      ]),
      label(
        degrees(wrapLongitude(longitude), step, 'E', 'W'),
        longitude,
        at(seen.south, seen.north, 0.03),
        'right',
      ),
    );
  }
  for (const latitude of multiples(Math.max(-85, wide.south), Math.min(85, wide.north), step)) {
    shapes.push(
      line([
        [wide.west, latitude],
        [wide.east, latitude],
      ]),
      label(degrees(latitude, step, 'N', 'S'), at(seen.west, seen.east, 0.01), latitude, 'right'),
    );
  }
  return shapes;
}

function multiples(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step);
  const count = Math.min(MAX_LINES, Math.floor(to / step) - first + 1);
  return Array.from({ length: Math.max(0, count) }, (_, i) => (first + i) * step);
}

/** `52°N`, `52°30′N`, `52°30′20″N`: no finer than the lines are. */
function degrees(value: number, step: number, positive: string, negative: string): string {
  const seconds = Math.round(Math.abs(value) * 3600);
  const whole = `${Math.floor(seconds / 3600)}°`;
  const minutes = step < 1 ? `${pad(Math.floor(seconds / 60) % 60)}′` : '';
  const rest = step < 1 / 60 ? `${pad(seconds % 60)}″` : '';
  return whole + minutes + rest + (seconds === 0 ? '' : value < 0 ? negative : positive);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** One cell of the grid zones, e.g. 32V. */
interface Cell extends Box {
  readonly zone: number;
  readonly band: string;
}

/** The cell's edges with the exceptions of southern Norway and Svalbard; undefined for the three that are none. */
function cellOf(zone: number, band: string): Cell | undefined {
  const south = bandSouth(band);
  const north = band === 'X' ? 84 : south + 8;
  let west = zone * 6 - 186;
  let east = west + 6;
  if (band === 'V' && zone === 31) east = 3;
  if (band === 'V' && zone === 32) west = 3;
  if (band === 'X' && zone > 30 && zone < 38) {
    if (zone % 2 === 0) return undefined;
    west = zone === 31 ? 0 : zone * 6 - 189;
    east = zone === 37 ? 42 : zone * 6 - 177;
  }
  return { zone, band, west, east, south, north };
}

/** The military grid: zones when far away, then squares of 100, 10 and 1 km and of 100 m. */
export function mgrsGrid(view: View): Shape[] {
  const seen = boxOf(view);
  const wide = boxOf(padded(view, REACH));
  const size = squareSize(view);
  const room = (worldPixels(view.zoom) / 360) * 6 > 30;
  const shapes: Shape[] = [];
  for (const [cell, shift] of cellsIn(wide)) {
    const { west, east, south, north } = cell;
    const corner = [
      [west + shift, north],
      [west + shift, south],
      [east + shift, south],
    ];
    shapes.push(line(corner, 1.6));
    if (size !== 0) shapes.push(...squares(cell, shift, meeting(cell, wide, shift), seen, size));
    if (room && (size === 0 || size === SQUARE)) {
      shapes.push(label(`${cell.zone}${cell.band}`, west + shift, (south + north) / 2, 'right'));
    }
  }
  return shapes;
}

function squareSize({ zoom, minY, maxY }: View): number {
  const stretch = 1 / Math.cos((latitudeAt((minY + maxY) / 2) * Math.PI) / 180);
  const pixelsPerMetre = (worldPixels(zoom) / 40_075_017) * stretch;
  return [100, 1000, 10_000, SQUARE].find((size) => size * pixelsPerMetre >= 90) ?? 0;
}

/** Cells that the box touches, with the whole turns that bring each into it. */
function cellsIn({ west, east, south, north }: Box): (readonly [Cell, number])[] {
  const cells: (readonly [Cell, number])[] = [];
  const bands = new Set<string>();
  for (let latitude = Math.max(-80, south); latitude < Math.min(84, north); latitude += 4) {
    bands.add(bandOf(latitude));
  }
  if (north > -80 && south < 84) bands.add(bandOf(Math.min(83.9, north)));
  // The odd cells of Norway reach up to nine degrees beyond where their zone would begin.
  for (let column = Math.floor((west - 9) / 6); column * 6 < east + 9; column++) {
    const zone = ((((column + 30) % 60) + 60) % 60) + 1;
    const shift = (column * 6 - (zone * 6 - 186)) | 0;
    for (const band of bands) {
      const cell = cellOf(zone, band);
      if (cell && cell.west + shift < east && cell.east + shift > west) cells.push([cell, shift]);
    }
  }
  return cells;
}

function meeting(cell: Cell, box: Box, shift: number): Box {
  return {
    west: Math.max(cell.west, box.west - shift),
    east: Math.min(cell.east, box.east - shift),
    south: Math.max(cell.south, box.south),
    north: Math.min(cell.north, box.north),
  };
}

function squares(cell: Cell, shift: number, part: Box, seen: Box, size: number): Shape[] {
  const { zone, band } = cell;
  const points = corners(part).map((at) => toGrid(at, zone));
  const range = (read: (point: GridPoint) => number) =>
    [Math.min(...points.map(read)), Math.max(...points.map(read))] as const;
  const [fromEast, toEast] = range(({ easting }) => easting);
  const [fromNorth, toNorth] = range(({ northing }) => northing);
  const place = (easting: number, northing: number) =>
    fromGrid({ zone, north: band >= 'N', easting, northing });
  const along = (from: number, to: number, make: (value: number) => Position) =>
    Array.from({ length: SAMPLES + 1 }, (_, i) => make(from + ((to - from) * i) / SAMPLES));
  const lines = [
    ...multiples(fromEast, toEast, size).map((easting) => ({
      value: easting,
      points: along(fromNorth, toNorth, (northing) => place(easting, northing)),
    })),
    ...multiples(fromNorth, toNorth, size).map((northing) => ({
      value: northing,
      points: along(fromEast, toEast, (easting) => place(easting, northing)),
    })),
  ];
  const shapes: Shape[] = [];
  for (const { value, points: path } of lines) {
    const inside = clipped(path, part).map(
      ({ longitude, latitude }): Coordinates => [longitude + shift, latitude],
    );
    if (inside.length < 2) continue;
    shapes.push(line(inside, value % SQUARE === 0 ? 1.4 : 1));
    const shown = inside.find(
      ([x = 0, y = 0]) => x > seen.west && x < seen.east && y > seen.south && y < seen.north,
    );
    if (size < SQUARE && shown) {
      const digits = String(Math.floor(value % SQUARE) / size).padStart(
        6 - String(size).length,
        '0',
      );
      shapes.push(label(digits, shown[0] ?? 0, shown[1] ?? 0, 'right'));
    }
  }
  if (size >= SQUARE / 10)
    shapes.push(...names(cell, shift, part, [fromEast, toEast], place, points));
  return shapes;
}

/** The letters of each 100 km square whose middle is in the part. */
function names(
  { zone, band }: Cell,
  shift: number,
  part: Box,
  [fromEast, toEast]: readonly [number, number],
  place: (easting: number, northing: number) => Position,
  points: readonly GridPoint[],
): Shape[] {
  const shapes: Shape[] = [];
  const northings = points.map(({ northing }) => northing);
  const middles = (from: number, to: number) =>
    multiples(from - SQUARE, to, SQUARE).map((value) => value + SQUARE / 2);
  for (const easting of middles(fromEast, toEast)) {
    for (const northing of middles(Math.min(...northings), Math.max(...northings))) {
      const at = place(easting, northing);
      if (!within(at, part)) continue;
      const text = squareOf({ zone, north: band >= 'N', easting, northing });
      shapes.push(label(text, at.longitude + shift, at.latitude, 'middle'));
    }
  }
  return shapes;
}

function corners({ west, east, south, north }: Box): Position[] {
  const middle = (west + east) / 2;
  return [south, north].flatMap((latitude) =>
    [west, middle, east].map((longitude) => ({ latitude, longitude })),
  );
}

function within({ latitude, longitude }: Position, { west, east, south, north }: Box): boolean {
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
}

/** The part of a path that is inside the box, with its ends on the edges. */
function clipped(path: readonly Position[], box: Box): Position[] {
  const inside: Position[] = [];
  path.forEach((point, i) => {
    const before = path[i - 1];
    const here = within(point, box);
    if (before && here !== within(before, box)) {
      inside.push(here ? edge(point, before, box) : edge(before, point, box));
    }
    if (here) inside.push(point);
  });
  return inside;
}

/** Where the way from a point inside to one outside leaves the box, by halving. */
function edge(inside: Position, outside: Position, box: Box): Position {
  let near = inside;
  let far = outside;
  for (let i = 0; i < 12; i++) {
    const middle = {
      latitude: (near.latitude + far.latitude) / 2,
      longitude: (near.longitude + far.longitude) / 2,
    };
    if (within(middle, box)) near = middle;
    else far = middle;
  }
  return near;
}
