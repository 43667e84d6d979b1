import type { Place } from './gazetteer';
import type { PastPicture } from './messages';
import type { Shape } from './shapes';

/**
 * The live picture: every track the user may see, as a map, a list and a search.
 *
 * The tracks live in a worker and never pass through React. What comes out is small: a link state,
 * counts at most twice a second, and the rows that a list asks for. This file is the whole public
 * surface of the map engine; `createPicture` in `create.ts` makes one. The map library is loaded by the
 * first `attach`.
 */

export const KINDS = [
  'aircraft',
  'vessel',
  'vehicle',
  'person',
  'station',
  'object',
  'satellite',
  'emitter',
  'other',
] as const;
export type Kind = (typeof KINDS)[number];

export const AFFILIATIONS = ['friend', 'hostile', 'neutral', 'unknown'] as const;
export type Affiliation = (typeof AFFILIATIONS)[number];

export type Theme = 'dark' | 'light' | 'red';

/** `station/track id`, e.g. `ops/icao:4ca2b6`: a track id is unique only within its station. */
export type TrackKey = string;

/** One track as a list shows it. SI units: metres, metres per second, degrees true. Times: ms since 1970. */
export interface TrackRow {
  readonly key: TrackKey;
  readonly id: string;
  readonly station: string;
  readonly kind: Kind;
  readonly affiliation: Affiliation;
  /** The call sign or ship's name; absent if nobody reported one. */
  readonly name?: string;
  /** What to print: the name, or else the id without its scheme (`4CA2B6`, `219012345`). */
  readonly label: string;
  readonly source: string;
  readonly longitude?: number;
  readonly latitude?: number;
  readonly altitude?: number;
  readonly heading?: number;
  readonly course?: number;
  readonly speed?: number;
  /** When the source last said anything about it. */
  readonly eventTime: number;
  readonly positionTime?: number;
  /** Seconds since the last position (since `eventTime` for a track without one), when the row was made. */
  readonly age: number;
  readonly stale: boolean;
}

/** An absent or empty member does not constrain. Members are combined with "and", values in one with "or". */
export interface Filter {
  readonly kinds?: readonly Kind[];
  readonly affiliations?: readonly Affiliation[];
  readonly sources?: readonly string[];
  readonly stations?: readonly string[];
  /** Part of the name, id or source, any case. */
  readonly text?: string;
  /** Only what the map shows now; without a map it does not constrain. */
  readonly inView?: boolean;
  /** Leaves out stale tracks. */
  readonly fresh?: boolean;
  /** Isolates these tracks. */
  readonly keys?: readonly TrackKey[];
}

/** `simple`: silhouettes in frames, turned to the heading. `military`: MIL-STD-2525, upright, with a heading line. */
export const SYMBOL_STYLES = ['simple', 'military'] as const;
export type SymbolStyle = (typeof SYMBOL_STYLES)[number];

/** Reads bytes of the operator's base map; `etag` changes when the file does. */
export type ReadBytes = (
  offset: number,
  length: number,
  signal?: AbortSignal,
) => Promise<{ data: ArrayBuffer; etag?: string }>;

/** The operator's base map: none wanted, on its way, drawn, or why it is not. */
export type ImportedState =
  | { readonly state: 'none' | 'loading' }
  | { readonly state: 'shown'; readonly attribution: string; readonly bounds: Bounds }
  | { readonly state: 'failed'; readonly reason: string };

export const FADING = ['tracks', 'trails', 'grid', 'names'] as const;
export type Fading = (typeof FADING)[number];

/** What the map shows of what it could. The list is not concerned, that is the filter's. */
export interface Layers {
  /** The tag of the operator's base map that is drawn over the built-in one; null for none. */
  readonly imported: string | null;
  readonly symbols: SymbolStyle;
  readonly trails: 'none' | 'selected' | 'all';
  readonly labels: 'all' | 'selected' | 'off';
  /** Tracks of these kinds and affiliations are not drawn, but for the selected one. */
  readonly hidden: readonly (Kind | Affiliation)[];
  readonly grid: 'off' | 'degrees' | 'mgrs';
  /** Names of places on the basemap. */
  readonly names: boolean;
  /** Circles of distance around the selected track. */
  readonly rings: boolean;
  /** Opacity from 0 to 1 of what is not wholly opaque. */
  readonly fade: Readonly<Partial<Record<Fading, number>>>;
}

export const PLAIN_LAYERS: Layers = {
  imported: null,
  symbols: 'simple',
  trails: 'selected',
  labels: 'all',
  hidden: [],
  grid: 'off',
  names: true,
  rings: false,
  fade: {},
};

export interface Camera {
  readonly longitude: number;
  readonly latitude: number;
  readonly zoom: number;
  /** Degrees clockwise that the top of the map points away from north. */
  readonly bearing: number;
}

export interface Covered {
  readonly right: number;
  readonly bottom: number;
}

/** West, south, east, north in degrees; west > east crosses the antimeridian. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

export type SortKey =
  | 'name'
  | 'kind'
  | 'affiliation'
  | 'source'
  | 'altitude'
  | 'speed'
  | 'age'
  | 'time';

export interface RowsRequest {
  readonly offset: number;
  /** At most 500. */
  readonly limit: number;
  readonly sort: SortKey;
  readonly descending?: boolean;
}

export interface Rows {
  /** In the requested order, after the filter. */
  readonly rows: readonly TrackRow[];
  readonly total: number;
  /** Place of the selected track in the whole ordered list, -1 if it is not in it. */
  readonly selectedAt: number;
}

/**
 * `connecting`: first attempt. `live`: subscribed. `reconnecting`: lost, retrying by itself.
 * `offline`: the browser says there is no network; retried when it returns.
 * `denied`: the center refused the session; the user must sign in again, nothing is retried.
 */
export type LinkState = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'denied';

export interface Link {
  readonly state: LinkState;
  /** When this state began, ms since 1970. */
  readonly since: number;
  /** When the last track data arrived, ms since 1970; null before the first. */
  readonly lastDataAt: number | null;
  /** Seconds since then; null before the first. */
  readonly dataAge: number | null;
  /** Failed attempts since it was last live. */
  readonly attempts: number;
  /** Why it is not live, one line for people; empty if it is. */
  readonly detail: string;
}

/** `total` counts all known tracks, `shown` those that pass the filter, the `by…` parts of `total`. */
export interface Summary {
  readonly total: number;
  readonly shown: number;
  readonly inView: number;
  readonly stale: number;
  readonly withoutPosition: number;
  readonly byKind: Readonly<Record<Kind, number>>;
  readonly byAffiliation: Readonly<Record<Affiliation, number>>;
  readonly bySource: Readonly<Record<string, number>>;
  readonly byStation: Readonly<Record<string, number>>;
}

export interface Selection {
  readonly key: TrackKey | null;
  /** The last known row; null if nothing is selected or the track is not known (yet). */
  readonly track: TrackRow | null;
  /** The center removed it; `track` is what was known last. */
  readonly gone: boolean;
}

/** A click on the map, in CSS pixels from the container's corner; several tracks need a chooser. */
export interface Pick {
  readonly x: number;
  readonly y: number;
  readonly longitude: number;
  readonly latitude: number;
  /** Nearest first, at most 12. */
  readonly tracks: readonly TrackRow[];
}

/**
 * `none`: not attached. `loading`: until the basemap is drawn. `ready`. `unsupported`: no WebGL2, show
 * the list and a notice. `lost`: the graphics context was lost, the map comes back by itself.
 */
export type MapState = 'none' | 'loading' | 'ready' | 'unsupported' | 'lost';

/** A point on the map that can be dragged, or moved by the arrow keys while it has the focus. */
export interface Handle {
  readonly longitude: number;
  readonly latitude: number;
  /** Read aloud. */
  readonly label: string;
  /** It stands for something that is not there yet. */
  readonly faint?: boolean;
}

/** `done`: it was let go. */
export interface HandleMove {
  readonly index: number;
  readonly longitude: number;
  readonly latitude: number;
  readonly done: boolean;
}

/** What the center says on a topic; `whole`: the newest of all, in place of what was said before. */
export interface News {
  readonly topic: string;
  readonly whole: boolean;
  /** What is left of things that are gone. */
  readonly removed: boolean;
  readonly items: readonly unknown[];
}

export interface PictureEvents {
  /** At each change, and once a second for the age. */
  link: Link;
  /** At most twice a second. */
  summary: Summary;
  /** The answer to `rows` may have changed; at most twice a second. */
  rowsChanged: undefined;
  /** At each change, and at most twice a second while the selected track moves. */
  selection: Selection;
  /** When a movement of the map ends. */
  camera: Camera;
  /**
   * A click on the map. The picture itself selects a single track and clears the selection where there
   * is none; with several it does nothing and leaves the choice to the listener.
   */
  pick: Pick;
  /** The pointer over the map, null when it leaves; at most once per frame. */
  pointer: { readonly longitude: number; readonly latitude: number } | null;
  /** Keys of tracks that the center removed. */
  removed: readonly TrackKey[];
  /** The operator's base map came, went or failed. */
  imported: ImportedState;
  /** Following began or ended (dragging the map ends it). */
  follow: boolean;
  map: MapState;
  /** The replay's time changed, began or ended. */
  past: number | null;
  /** A click on the map while `capture` is on; there is no `pick` then. */
  point: { readonly longitude: number; readonly latitude: number };
  /** A handle was moved; on its way, and when it was let go. */
  handle: HandleMove;
  /** Delete was pressed on the handle with this index. */
  handleRemoved: number;
}

export interface PictureOptions {
  /** `wss://…/api/v1/ws`. */
  readonly socketUrl: string;
  /**
   * An access token good for at least a minute, refreshed first if it must be. Called at each connect
   * and every few minutes while connected. Null: there is no session any more (the link turns `denied`);
   * a rejection counts as a network failure and is retried.
   */
  readonly token: () => Promise<string | null>;
  readonly readBasemap: ReadBytes;
  /** The picture stays as it opens: no newer tracks, no movement of the map, no age that grows. */
  readonly freeze?: boolean;
  /** Only this station; absent: all stations that the user may read. */
  readonly station?: string;
}

export interface MapOptions {
  readonly theme: Theme;
  readonly reducedMotion: boolean;
  readonly camera?: Camera;
}

export interface TrailPoint {
  readonly longitude: number;
  readonly latitude: number;
  /** Ms since 1970. */
  readonly time: number;
}

/** All members may be called before the link is up and without an attached map. */
export interface Picture {
  readonly link: Link;
  readonly summary: Summary;
  readonly selection: Selection;
  readonly camera: Camera;
  readonly following: boolean;
  readonly map: MapState;
  readonly imported: ImportedState;
  /** The past time that is shown, ms since 1970; null: the present. */
  readonly past: number | null;

  /** Registers a listener and returns what removes it. Values are immutable, fit for an external store. */
  on<K extends keyof PictureEvents>(
    event: K,
    listener: (value: PictureEvents[K]) => void,
  ): () => void;

  /** Draws the map into the container, which must have a size. Resolves when `map` is no longer `loading`. */
  attach(container: HTMLElement, options: MapOptions): Promise<void>;
  /** Takes the map away; link, tracks, filter, selection and camera stay. */
  detach(): void;
  /** A link that waits for its next attempt makes it now. */
  reconnect(): void;
  /** Closes the link and ends the worker. The picture can't be used after that. */
  close(): void;

  setTheme(theme: Theme): void;
  setFilter(filter: Filter): void;
  setLayers(layers: Layers): void;
  setStation(station: string | null): void;
  /**
   * `all` (the default): the center sends every track, so list and search are complete. `view`: only
   * around the map's view, for more than about 20,000 tracks; list and search then know only those.
   */
  setCoverage(coverage: 'all' | 'view'): void;

  /** CSS pixels of the container that something covers: the middle of the view is the rest's. */
  setCovered(covered: Covered): void;

  select(key: TrackKey | null): void;
  /** Keeps the selected track in the middle. */
  follow(on: boolean): void;
  /** Moves there; smoothly, unless motion is to be reduced. */
  flyTo(target: Partial<Camera>): void;
  /** Jumps there, as for a camera from the URL. */
  setCamera(camera: Camera): void;
  /** Shows these bounds, or all tracks that pass the filter. */
  fit(bounds?: Bounds): void;
  /** The view of the first `attach`, or the one set by `setHome`. */
  home(): void;
  setHome(camera: Camera): void;
  zoomBy(steps: number): void;
  /** Moves the view by CSS pixels. */
  panBy(x: number, y: number): void;
  northUp(): void;

  /** Shows what was; live data goes on behind it. */
  showPast(frame: PastPicture): void;

  /** Draws shapes in place of those drawn under this name before; none takes them away. */
  setShapes(name: string, shapes: readonly Shape[]): void;
  /** While on, clicks give `point` events instead of picking tracks. */
  capture(on: boolean): void;
  /** Shows handles in place of those before. */
  setHandles(handles: readonly Handle[]): void;

  /**
   * Hears what the center says on a topic other than the tracks, over the same link: first the newest that
   * it keeps, then each as it happens; the same again after a loss that was too long. Returns what ends it.
   */
  watch(topic: string, listener: (news: News) => void): () => void;

  rows(request: RowsRequest): Promise<Rows>;
  /** Prefix matches first, then parts; call sign, ship's name, track id, ICAO, MMSI. The filter does not apply. */
  search(text: string, limit: number): Promise<readonly TrackRow[]>;
  /** Towns and countries by name, from the offline map; loaded by the first call. */
  places(text: string, limit: number): Promise<readonly Place[]>;
  track(key: TrackKey): Promise<TrackRow | null>;
  /** Older positions for a trail, as the center's history gives them; replaced by the next call for the track. */
  seedTrail(key: TrackKey, points: readonly TrailPoint[]): void;
}
