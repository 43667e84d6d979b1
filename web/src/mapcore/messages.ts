import type { Place } from './gazetteer';
import type { View } from './mercator';
import type {
  Bounds,
  Filter,
  Layers,
  Link,
  News,
  Rows,
  RowsRequest,
  Selection,
  Summary,
  TrackKey,
  TrackRow,
  TrailPoint,
} from './picture';

/** Floats per symbol: x and y from the frame's origin, angle (NaN: none), kind, affiliation, opacity, ring. */
export const SYMBOL_FLOATS = 7;
/** Floats per end of a thin trail piece: x, y, affiliation, opacity; two ends make a piece. */
export const LINE_FLOATS = 4;
/** Floats per piece of the selected trail: from x, y, to x, y, affiliation, opacity. */
export const TRAIL_FLOATS = 6;

export interface LabelPoint {
  readonly longitude: number;
  readonly latitude: number;
  readonly text: string;
  /** Where the text begins below the symbol's middle, in CSS pixels. */
  readonly below: number;
  readonly selected: boolean;
  readonly priority: number;
}

/** What the map draws. Positions are mercator differences from `origin`, which keeps 32-bit floats exact. */
export interface Frame {
  readonly origin: readonly [number, number];
  readonly symbols: Float32Array<ArrayBuffer>;
  /** Thin trails of all but the selected track. */
  readonly lines: Float32Array<ArrayBuffer>;
  readonly trail: Float32Array<ArrayBuffer>;
  readonly labels: readonly LabelPoint[];
  /** Symbols are dots: there are too many for more. */
  readonly dots: boolean;
  /** Where the selected track is. */
  readonly focus: { readonly longitude: number; readonly latitude: number } | null;
  /** Updates of track data taken in so far, and tracks known. */
  readonly ticks: number;
  readonly tracks: number;
}

/** A question with its answer's type; asked through `ToFeed` `ask`. */
export interface Questions {
  rows: { request: RowsRequest; answer: Rows };
  search: { request: { text: string; limit: number }; answer: readonly TrackRow[] };
  /** `url` is where the gazetteer is. */
  places: { request: { text: string; limit: number; url: string }; answer: readonly Place[] };
  track: { request: TrackKey; answer: TrackRow | null };
  extent: { request: null; answer: Bounds | null };
  /** A mercator point and a radius in CSS pixels. */
  pick: { request: { x: number; y: number; radius: number }; answer: readonly TrackRow[] };
}

export type Question = {
  [K in keyof Questions]: { readonly kind: K; readonly request: Questions[K]['request'] };
}[keyof Questions];

/** What was at a past time, or only what changed since the frame before; `time` null: the present again. */
export interface PastPicture {
  /** Ms since 1970. */
  readonly time: number | null;
  readonly whole: boolean;
  /** Features and removals as the center sends them. */
  readonly tracks: readonly unknown[];
  readonly removed: readonly unknown[];
}

export type ToFeed =
  /** `freeze`: what the first snapshot tells stays as it is. */
  | {
      readonly type: 'open';
      readonly url: string;
      readonly station: string | null;
      readonly freeze: boolean;
    }
  | { readonly type: 'hurry' }
  | { readonly type: 'token'; readonly id: number; readonly value: string | null }
  | { readonly type: 'tokenFailed'; readonly id: number }
  | { readonly type: 'view'; readonly view: View | null }
  | { readonly type: 'filter'; readonly filter: Filter }
  /** Least time between two frames in ms: software rendering needs more of it. */
  | { readonly type: 'pace'; readonly frameEvery: number }
  | { readonly type: 'layers'; readonly layers: Layers }
  | { readonly type: 'station'; readonly station: string | null }
  | { readonly type: 'coverage'; readonly coverage: 'all' | 'view' }
  | { readonly type: 'select'; readonly key: TrackKey | null }
  | { readonly type: 'seed'; readonly key: TrackKey; readonly points: readonly TrailPoint[] }
  | { readonly type: 'past'; readonly frame: PastPicture }
  | { readonly type: 'watch'; readonly topic: string; readonly on: boolean }
  | { readonly type: 'ask'; readonly id: number; readonly question: Question };

export type FromFeed =
  | { readonly type: 'tokenWanted'; readonly id: number }
  | { readonly type: 'link'; readonly link: Link }
  | { readonly type: 'summary'; readonly summary: Summary }
  | { readonly type: 'rowsChanged' }
  | { readonly type: 'selection'; readonly selection: Selection }
  | { readonly type: 'removed'; readonly keys: readonly TrackKey[] }
  | { readonly type: 'frame'; readonly frame: Frame }
  | { readonly type: 'news'; readonly news: News }
  | { readonly type: 'answer'; readonly id: number; readonly answer: unknown };
