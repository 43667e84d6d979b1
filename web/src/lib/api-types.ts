/** Shapes of the center's answers that the console reads. Times are RFC 3339 UTC, units SI. */

export interface About {
  name: string;
  version: string;
  demo: boolean;
}

export interface Tokens {
  access_token: string;
  refresh_token: string;
  token_type: string;
  /** Seconds until the access token expires. */
  expires_in: number;
}

export type Role = 'admin' | 'operator' | 'viewer';

export interface Account {
  id: string;
  username: string;
  email?: string;
  admin: boolean;
  /** Role by station slug. */
  stations: Record<string, Role>;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface Station {
  slug: string;
  name: string;
  callsign?: string;
  role?: Role;
}

export interface SourceCounters {
  bytes: number;
  messages: number;
  facts: number;
  ignored: number;
  /** Messages that can't be decoded, by reason. */
  malformed: Record<string, number>;
  stored: number;
  duplicates: number;
  /** Facts that the center refused, by reason. */
  rejected: Record<string, number>;
  connects: number;
  /** Messages per second. */
  rate: number;
  /** How old the newest fact was when it came. */
  lag_seconds?: number;
}

export type SourceState =
  | 'disabled'
  | 'waiting'
  | 'connecting'
  | 'online'
  | 'idle'
  | 'silent'
  | 'backoff'
  | 'failed'
  | 'offline';

export interface Source {
  id: string;
  slug: string;
  name: string;
  type: string;
  station: string;
  enabled: boolean;
  /** Where its settings come from: `file`, `demo`, `api` or `auto`. */
  origin: string;
  mode?: string;
  schedule?: string;
  state: SourceState;
  /** What the state means here, for people. */
  detail: string;
  last_error?: string;
  last_heard_at?: string;
  last_ingested_at?: string;
  counters?: SourceCounters;
}

/** One wrong setting in the settings file. */
export interface SettingsProblem {
  path: string;
  /** From 1; 0 for a setting that comes from no file. */
  line: number;
  message: string;
}

export interface SourcePage extends Page<Source> {
  settings_problems: SettingsProblem[];
}

export interface TrackField {
  name: string;
  value: unknown;
  source: string;
  event_time: string;
}

export interface TrackProperties {
  track_id: string;
  station: string;
  kind: string;
  name?: string;
  affiliation?: string;
  source?: string;
  event_time?: string;
  position_time?: string;
  altitude?: number;
  heading?: number;
  course?: number;
  speed?: number;
  fields?: TrackField[];
}

export interface TrackFeature {
  type: 'Feature';
  id: string;
  geometry: { type: 'Point'; coordinates: number[] } | null;
  properties: TrackProperties;
}

export interface TrailFeature {
  type: 'Feature';
  geometry: { type: 'LineString'; coordinates: number[][] } | null;
  properties: { times?: string[] };
}

/** RFC 9457 problem document. */
export interface Problem {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  errors?: { field: string; message: string }[];
}
