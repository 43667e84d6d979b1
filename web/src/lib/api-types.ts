import type { components } from './api-schema';

/** Shapes of the center's answers that the console reads. Times are RFC 3339 UTC, units SI. */
type Schemas = components['schemas'];

export type About = Schemas['About'];
export type Tokens = Schemas['Tokens'];
export type Account = Schemas['Me'];
export type StationPage = Schemas['StationPage'];
export type Station = StationPage['items'][number];
/** The role in a station, of least power first. */
export type Role = Account['stations'][string];

export type User = Schemas['UserPage']['items'][number];
export type NewUser = Schemas['NewUser'];
export type UserChange = Schemas['UserChange'];
export type Session = Schemas['SessionPage']['items'][number];
export type ApiKey = Schemas['ApiKeyPage']['items'][number];
export type NewKey = Schemas['NewKey'];
/** A new key with its secret, which is shown only this time. */
export type MadeKey = Schemas['Made'];
export type AuditPage = Schemas['AuditPage'];
export type AuditRow = AuditPage['items'][number];
export type Verification = Schemas['Verification'];

export type JobPage = Schemas['JobPage'];
export type Job = JobPage['items'][number];
export type JobDetails = Schemas['JobDetails'];
/** What is in the queue, by kind. */
export type QueueOverview = Schemas['QueueOverview'];
export type KindFigures = QueueOverview['kinds'][number];

export type BasemapState = Schemas['BasemapState'];

export type SourcePage = Schemas['SourcePage'];
export type Source = SourcePage['items'][number];
export type NewSource = Schemas['NewSource'];
/** Settings to try, and what came of it. */
export type SourceTest = Schemas['SourceTest'];
export type SourceTrial = Schemas['Trial'];
/** A message as it came, and what became of it. */
export type RawMessage = NonNullable<Source['recent']>[number];
export type SourceChange = Schemas['SourceChange'];
export type SourceCounters = NonNullable<Source['counters']>;
/** One wrong setting in the settings file; its line counts from 1, 0 is a setting that comes from no file. */
export type SettingsProblem = SourcePage['settings_problems'][number];

type DocumentedPlaybook = Schemas['PlaybookPage']['items'][number];
type DocumentedInput = DocumentedPlaybook['inputs'][string];
/** What a playbook asks for under one name; its default is any JSON value. */
export type PlaybookInput = Omit<DocumentedInput, 'default_value'> & {
  readonly default_value?: unknown;
};
export type Playbook = Omit<DocumentedPlaybook, 'inputs'> & {
  readonly inputs: Readonly<Record<string, PlaybookInput>>;
};
/** A step in a playbook's graph. */
export type PlaybookNode = DocumentedPlaybook['nodes'][number];
export type CatalogueState = Schemas['CatalogueView'];
export type NewRun = Omit<Schemas['NewRun'], 'input'> & {
  readonly input: Readonly<Record<string, unknown>>;
};
export type Run = Schemas['RunView'];
export type RunPage = Schemas['RunPage'];
export type RunState = Run['state'];
/** A run with its steps, its questions to people, and its graph. */
export type WholeRun = Schemas['Whole'];
export type RunStep = WholeRun['steps'][number];
/** A question of a run to a person. */
export type Approval = WholeRun['approvals'][number];
export type OpenApproval = Schemas['ApprovalPage']['items'][number];

/** RFC 9457; what another server on the way answers may have less than ours. */
export type Problem = Partial<Schemas['Problem']> & Pick<Schemas['Problem'], 'status' | 'title'>;

// The document leaves the fields of GeoJSON features open: these are what the console reads of them.

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
  /** An operator said so. */
  affiliation_assigned?: boolean;
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

/** What the past was, step by step. */
export type Frames = Schemas['Frames'];
export type Histogram = Schemas['Histogram'];

export type GeofencePage = Schemas['GeofencePage'];
export type Geofence = GeofencePage['items'][number];
export type NewGeofence = Schemas['NewGeofence'];
export type GeofenceChange = Schemas['GeofenceChange'];
export type CrossingPage = Schemas['CrossingPage'];
export type Crossing = CrossingPage['items'][number];

export type Channel = Schemas['ChannelItem'];
export type NewChannel = Schemas['NewChannel'];
export type Message = Schemas['Message'];
export type ChatThread = Schemas['ChatThread'];
/** A message that was searched for. */
export type Found = Schemas['FoundPage']['items'][number];
export type Person = Schemas['PersonPage']['items'][number];
