-- Areas that are watched. The definition is the text that the API takes; revision counts its changes.
CREATE TABLE geofence (
    id uuid PRIMARY KEY,
    definition json NOT NULL,
    revision bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

-- Which tracks are inside now; changed in the transaction of the crossing, so that a restart neither repeats nor
-- loses one.
CREATE TABLE geofence_inside (
    geofence uuid NOT NULL REFERENCES geofence ON DELETE CASCADE,
    track_id text NOT NULL,
    since timestamptz NOT NULL,
    PRIMARY KEY (geofence, track_id)
);

-- Crossings outlive their geofence: its name is kept with each.
CREATE TABLE geofence_crossing (
    id uuid PRIMARY KEY,
    crossed_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    geofence uuid NOT NULL,
    geofence_name text NOT NULL,
    track_id text NOT NULL,
    track_name text NOT NULL,
    kind text NOT NULL,
    affiliation text NOT NULL,
    direction text NOT NULL,
    cause text NOT NULL,
    latitude double precision,
    longitude double precision,
    altitude double precision
);
CREATE INDEX geofence_crossing_newest ON geofence_crossing (crossed_at, id);
CREATE INDEX geofence_crossing_fence ON geofence_crossing (geofence, crossed_at, id);
CREATE INDEX geofence_crossing_track ON geofence_crossing (track_id, crossed_at, id);
