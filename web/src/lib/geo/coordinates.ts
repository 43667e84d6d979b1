import { dmsPosition } from '../format';
import type { CoordinateFormat } from '../preferences';
import { bandOf, bandSouth, formatMgrs, parseMgrs } from './mgrs';
import { fromGrid, type Position, toGrid } from './utm';

export const FORMAT_NAMES: Readonly<Record<CoordinateFormat, string>> = {
  mgrs: 'MGRS',
  dms: 'Degrees, minutes, seconds',
  dd: 'Decimal degrees',
  utm: 'UTM',
};

/** One position in one notation, as `parsePosition` reads it back. */
export function formatPosition(at: Position, format: CoordinateFormat): string {
  switch (format) {
    case 'mgrs':
      return formatMgrs(at);
    case 'dms':
      return dmsPosition(at.latitude, at.longitude);
    case 'dd':
      return `${at.latitude.toFixed(5)}, ${at.longitude.toFixed(5)}`;
    case 'utm':
      return formatUtm(at);
  }
}

/** `31U 483060 mE 5704490 mN`; near the poles `Z 2000000 mE 2000000 mN`. */
function formatUtm(at: Position): string {
  const { zone, north, easting, northing } = toGrid(at);
  const east = easting >= 2_000_000;
  const polar = north ? (east ? 'Z' : 'Y') : east ? 'B' : 'A';
  const name = zone === 0 ? polar : `${String(zone).padStart(2, '0')}${bandOf(at.latitude)}`;
  return `${name} ${Math.floor(easting)} mE ${Math.floor(northing)} mN`;
}

/**
 * A position as people write it: MGRS, UTM or UPS, degrees with minutes and seconds, decimal degrees, with
 * signs or hemispheres, in either order where letters say so; null if it is none.
 */
export function parsePosition(text: string): Position | null {
  const clean = text.trim().replace(/\s+/g, ' ').toUpperCase();
  if (clean.length < 3 || clean.length > 80) return null;
  return parseMgrs(clean) ?? parseUtm(clean) ?? parseDegrees(clean);
}

const UTM =
  /^(?:UTM )?(?:ZONE )?(?:(\d{1,2}) ?([C-HJ-NP-X])|([ABYZ])),? ?(?:E(?:ASTING)?:? ?)?(\d{5,7}(?:\.\d+)?) ?(?:M? ?E)?,? ?(?:N(?:ORTHING)?:? ?)?(\d{1,8}(?:\.\d+)?) ?(?:M? ?N)?$/;

function parseUtm(text: string): Position | null {
  const found = UTM.exec(text);
  if (found === null) return null;
  const [, zoneText, letter = '', polar, east, up] = found;
  const zone = polar === undefined ? Number(zoneText) : 0;
  const easting = Number(east);
  const northing = Number(up);
  if (polar !== undefined) {
    return between(fromGrid({ zone, north: polar >= 'Y', easting, northing }));
  }
  if (zone < 1 || zone > 60 || northing > 10_000_000) return null;
  const north = letter === 'S' ? inBandS(zone, northing) : letter >= 'N';
  return between(fromGrid({ zone, north, easting, northing }));
}

/** `S` is the band from 32 to 40 north, or else means south: the northing tells which. */
function inBandS(zone: number, northing: number): boolean {
  const edge = (latitude: number) => toGrid({ latitude, longitude: zone * 6 - 183 }).northing;
  const south = bandSouth('S');
  return northing >= edge(south) - 20_000 && northing <= edge(south + 8) + 20_000;
}

interface Angle {
  readonly degrees: number;
  readonly axis: 'latitude' | 'longitude' | null;
}

function parseDegrees(text: string): Position | null {
  const plain = text
    .replace(/^GEO:/, '')
    .replace(/[−–]/g, '-')
    .replace(/\bLAT(?:ITUDE)?\b[:=]?/g, ' ')
    .replace(/\bLON(?:G(?:ITUDE)?)?\b[:=]?/g, ' , ')
    .replace(/(\d)\s*D(?:EG)?(?=[\s\d]|$)/g, '$1 ')
    .replace(/(\d)\s*M(?:IN)?(?=[\s\d,;NSEW]|$)/g, '$1 ')
    // A second's S is one only if the hemisphere follows.
    .replace(/(\d)\s*S(?:EC\b|(?= ?[NSEW]\b))/g, '$1 ')
    .replace(/[°º˚'’′"”″:]/g, ' ')
    // Minus between figures is a hyphen: 51-28-12N.
    .replace(/(\d)-(?=\d)/g, '$1 ');
  const angles = halves(plain.trim())?.map(angleOf);
  const [first, second] = angles ?? [];
  if (!first || !second) return null;
  if ((first.axis === null) !== (second.axis === null)) return null;
  if (first.axis !== null && first.axis === second.axis) return null;
  const swapped = first.axis === 'longitude';
  const latitude = (swapped ? second : first).degrees;
  const longitude = (swapped ? first : second).degrees;
  return between({ latitude, longitude });
}

/** The text of the first and of the second angle. */
function halves(text: string): readonly [string, string] | null {
  const lettered = [...text.matchAll(/[NSEW]/g)];
  if (lettered.length === 2) {
    const [first, second] = lettered.map(({ index }) => index);
    const cut = first === 0 ? (second ?? 0) : (first ?? 0) + 1;
    return [text.slice(0, cut), text.slice(cut)];
  }
  if (lettered.length > 0) return null;
  const apart = text.split(text.includes(';') ? ';' : /\s*[,/]\s*/).filter((part) => part.trim());
  if (apart.length === 2) return [apart[0] ?? '', apart[1] ?? ''];
  const numbers = text.split(/[\s,;/]+/).filter(Boolean);
  if (apart.length > 1 || numbers.length % 2 !== 0) return null;
  const half = numbers.length / 2;
  return [numbers.slice(0, half).join(' '), numbers.slice(half).join(' ')];
}

const PARTS = /^[+-]?\d+(?:[.,]\d+)?(?: \d+(?:[.,]\d+)?){0,2}$/;

function angleOf(text: string): Angle | null {
  const side = /[NSEW]/.exec(text)?.[0];
  const body = text
    .replace(/[NSEW]/g, ' ')
    .replace(/^[\s,;/]+|[\s,;/]+$/g, '')
    .replace(/\s+/g, ' ');
  if (!PARTS.test(body)) return null;
  const numbers = body
    .replace(/,/g, '.')
    .split(' ')
    .map((part) => Math.abs(Number(part)));
  const axis = side === undefined ? null : 'NS'.includes(side) ? 'latitude' : 'longitude';
  const [degrees = 0, minutes = 0, seconds = 0] =
    axis !== null && numbers.length === 1 ? compact(body, axis) : numbers;
  if (minutes >= 60 || seconds >= 60) return null;
  const negative = body.startsWith('-') !== (side === 'S' || side === 'W');
  const size = degrees + minutes / 60 + seconds / 3600;
  return { degrees: negative ? -size : size, axis };
}

/** Figures without spaces, as in flight plans and NMEA: `5128N`, `512812N`, `5128.20N`, `0003036W`. */
function compact(text: string, axis: 'latitude' | 'longitude'): number[] {
  const [whole = '', fraction] = text.replace(/^[+-]/, '').replace(',', '.').split('.');
  const width = axis === 'latitude' ? 2 : 3;
  const rest = fraction === undefined ? '' : `.${fraction}`;
  if (whole.length === width + 2) {
    return [Number(whole.slice(0, width)), Number(whole.slice(width) + rest)];
  }
  if (whole.length === width + 4) {
    const minutes = Number(whole.slice(width, width + 2));
    return [Number(whole.slice(0, width)), minutes, Number(whole.slice(width + 2) + rest)];
  }
  return [Number(whole + rest)];
}

function between(at: Position): Position | null {
  const good = Math.abs(at.latitude) <= 90 && Math.abs(at.longitude) <= 180;
  return good ? at : null;
}
