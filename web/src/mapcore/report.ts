import { AFFILIATIONS, KINDS, type TrackKey } from './picture';

/** One state of a track as the center sends it. NaN: not known. Times in ms since 1970. */
export interface Report {
  readonly key: TrackKey;
  readonly id: string;
  readonly station: string;
  /** Index in `KINDS`. */
  readonly kind: number;
  /** Index in `AFFILIATIONS`. */
  readonly affiliation: number;
  readonly name: string;
  readonly source: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly altitude: number;
  readonly heading: number;
  readonly course: number;
  readonly speed: number;
  readonly eventTime: number;
  readonly positionTime: number;
}

type Json = Readonly<Record<string, unknown>>;

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function time(value: unknown): number {
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

function index(names: readonly string[], value: unknown): number {
  const found = names.indexOf(text(value));
  return found < 0 ? names.length - 1 : found;
}

export function trackKey(station: string, id: string): TrackKey {
  return `${station}/${id}`;
}

/** Reads a track feature; undefined if it is none (no id, no time, or a place off the globe). */
export function readReport(value: unknown): Report | undefined {
  const feature = object(value);
  const properties = object(feature.properties);
  const id = text(feature.id) || text(properties.track_id);
  const eventTime = time(properties.event_time);
  if (!id || Number.isNaN(eventTime)) return undefined;
  const place = object(feature.geometry).coordinates;
  const coordinates: readonly unknown[] = Array.isArray(place) ? place : [];
  const longitude = number(coordinates[0]);
  const latitude = number(coordinates[1]);
  if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90) return undefined;
  const positioned = !Number.isNaN(longitude) && !Number.isNaN(latitude);
  const station = text(properties.station);
  const positionTime = time(properties.position_time);
  return {
    key: trackKey(station, id),
    id,
    station,
    kind: index(KINDS, properties.kind),
    affiliation: index(AFFILIATIONS, properties.affiliation),
    name: text(properties.name).trim(),
    source: text(properties.source),
    longitude: positioned ? longitude : Number.NaN,
    latitude: positioned ? latitude : Number.NaN,
    altitude: number(properties.altitude ?? coordinates[2]),
    heading: number(properties.heading),
    course: number(properties.course),
    speed: number(properties.speed),
    eventTime,
    positionTime: positioned && Number.isNaN(positionTime) ? eventTime : positionTime,
  };
}

/** The key of a `remove` entry: `{id, station}`. */
export function readRemoval(value: unknown): TrackKey | undefined {
  const entry = object(value);
  const id = text(entry.id);
  return id ? trackKey(text(entry.station), id) : undefined;
}
