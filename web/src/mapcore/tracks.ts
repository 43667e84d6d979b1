import { STALE_AFTER } from './age';
import { mercatorX, mercatorY } from './mercator';
import { AFFILIATIONS, KINDS, type TrackKey, type TrackRow } from './picture';
import type { Report } from './report';

const FIRST_CAPACITY = 1024;
const STALE_MS = KINDS.map((kind) => STALE_AFTER[kind] * 1000);

class Names {
  readonly list: string[] = [];
  private readonly places = new Map<string, number>();

  place(name: string): number {
    const known = this.places.get(name);
    if (known !== undefined) return known;
    this.places.set(name, this.list.length);
    return this.list.push(name) - 1;
  }
}

function columns(size: number) {
  const numbers = () => new Float64Array(size);
  return {
    used: new Uint8Array(size),
    generation: new Uint32Array(size),
    kind: new Uint8Array(size),
    affiliation: new Uint8Array(size),
    source: new Uint16Array(size),
    station: new Uint16Array(size),
    x: numbers(),
    y: numbers(),
    longitude: numbers(),
    latitude: numbers(),
    altitude: numbers(),
    heading: numbers(),
    course: numbers(),
    speed: numbers(),
    eventTime: numbers(),
    positionTime: numbers(),
  };
}

export type Columns = ReturnType<typeof columns>;

/**
 * All known tracks, one slot each, as columns. A slot is reused after its track is removed. Not more
 * than one thread: the feed worker owns it.
 */
export class Tracks {
  columns: Columns = columns(FIRST_CAPACITY);
  readonly keys: TrackKey[] = [];
  readonly ids: string[] = [];
  readonly names: string[] = [];
  /** What lists and labels print, and its lower-case twin for sorting. */
  readonly labels: string[] = [];
  readonly order: string[] = [];
  /** Lower-case name, id and source, one line each, for filter and search. */
  readonly words: string[] = [];
  readonly sources = new Names();
  readonly stations = new Names();
  /** Slots below this were used at least once. */
  high = 0;
  /** Grows with every change. */
  version = 0;
  private readonly slots = new Map<TrackKey, number>();
  private readonly free: number[] = [];
  private generation = 0;

  get size(): number {
    return this.slots.size;
  }

  slot(key: TrackKey): number | undefined {
    return this.slots.get(key);
  }

  apply(report: Report): number {
    const slot = this.slots.get(report.key) ?? this.take(report.key);
    const at = this.columns;
    at.generation[slot] = this.generation;
    at.kind[slot] = report.kind;
    at.affiliation[slot] = report.affiliation;
    at.source[slot] = this.sources.place(report.source);
    at.station[slot] = this.stations.place(report.station);
    at.x[slot] = mercatorX(report.longitude);
    at.y[slot] = mercatorY(report.latitude);
    at.longitude[slot] = report.longitude;
    at.latitude[slot] = report.latitude;
    at.altitude[slot] = report.altitude;
    at.heading[slot] = report.heading;
    at.course[slot] = report.course;
    at.speed[slot] = report.speed;
    at.eventTime[slot] = report.eventTime;
    at.positionTime[slot] = report.positionTime;
    this.describe(slot, report);
    this.version++;
    return slot;
  }

  remove(key: TrackKey): number | undefined {
    const slot = this.slots.get(key);
    if (slot === undefined) return undefined;
    this.slots.delete(key);
    this.columns.used[slot] = 0;
    this.free.push(slot);
    this.version++;
    return slot;
  }

  /** From here on tracks that are not applied again before `endSnapshot` count as gone. */
  beginSnapshot(): void {
    this.generation++;
  }

  /** Keys that the snapshot did not name; the caller removes them. */
  endSnapshot(): TrackKey[] {
    const { used, generation } = this.columns;
    const gone: TrackKey[] = [];
    for (let slot = 0; slot < this.high; slot++) {
      if (used[slot] && generation[slot] !== this.generation) gone.push(this.keys[slot] ?? '');
    }
    return gone;
  }

  /** The slots that hold a track. */
  used(): number[] {
    const slots: number[] = [];
    for (let slot = 0; slot < this.high; slot++) {
      if (this.columns.used[slot]) slots.push(slot);
    }
    return slots;
  }

  /** When its position was last known, or else when anything was. */
  seenAt(slot: number): number {
    const position = this.columns.positionTime[slot] ?? Number.NaN;
    return Number.isNaN(position) ? (this.columns.eventTime[slot] ?? 0) : position;
  }

  stale(slot: number, now: number): boolean {
    return now - this.seenAt(slot) > (STALE_MS[this.columns.kind[slot] ?? 0] ?? 0);
  }

  row(slot: number, now: number): TrackRow {
    const at = this.columns;
    const name = this.names[slot];
    const optional = (key: keyof TrackRow, value: number | undefined) =>
      value === undefined || Number.isNaN(value) ? {} : { [key]: value };
    return {
      key: this.keys[slot] ?? '',
      id: this.ids[slot] ?? '',
      station: this.stations.list[at.station[slot] ?? 0] ?? '',
      kind: KINDS[at.kind[slot] ?? 0] ?? 'other',
      affiliation: AFFILIATIONS[at.affiliation[slot] ?? 0] ?? 'unknown',
      ...(name ? { name } : {}),
      label: this.labels[slot] ?? '',
      source: this.sources.list[at.source[slot] ?? 0] ?? '',
      ...optional('longitude', at.longitude[slot]),
      ...optional('latitude', at.latitude[slot]),
      ...optional('altitude', at.altitude[slot]),
      ...optional('heading', at.heading[slot]),
      ...optional('course', at.course[slot]),
      ...optional('speed', at.speed[slot]),
      eventTime: at.eventTime[slot] ?? 0,
      ...optional('positionTime', at.positionTime[slot]),
      age: Math.max(0, (now - this.seenAt(slot)) / 1000),
      stale: this.stale(slot, now),
    };
  }

  private describe(slot: number, report: Report): void {
    const unchanged = this.keys[slot] === report.key && this.names[slot] === report.name;
    const source = report.source.toLowerCase();
    if (unchanged && this.words[slot]?.endsWith(`\n${source}`)) return;
    this.keys[slot] = report.key;
    this.ids[slot] = report.id;
    this.names[slot] = report.name;
    const label = report.name || report.id.slice(report.id.indexOf(':') + 1).toUpperCase();
    this.labels[slot] = label;
    this.order[slot] = label.toLowerCase();
    this.words[slot] = `${report.name.toLowerCase()}\n${report.id.toLowerCase()}\n${source}`;
  }

  private take(key: TrackKey): number {
    const slot = this.free.pop() ?? this.high++;
    if (slot >= this.columns.used.length) this.grow();
    this.columns.used[slot] = 1;
    this.slots.set(key, slot);
    return slot;
  }

  private grow(): void {
    const larger = columns(this.columns.used.length * 2);
    for (const name of Object.keys(larger) as (keyof Columns)[]) {
      larger[name].set(this.columns[name]);
    }
    this.columns = larger;
  }
}
