-- Where facts come from.
CREATE TABLE source (
    id uuid PRIMARY KEY,
    number integer GENERATED ALWAYS AS IDENTITY UNIQUE,
    slug text NOT NULL UNIQUE,
    name text NOT NULL,
    type text NOT NULL,
    enabled boolean NOT NULL DEFAULT true,
    origin text NOT NULL,
    settings json NOT NULL,
    created_at timestamptz NOT NULL,
    last_ingested_at timestamptz
);

-- Facts, a partition per day of event_time. The id holds the millisecond of event_time (UUID version 7), so that a
-- row is found by its id alone through the primary key of one partition.
--
-- Index plan, each list newest first by (event_time, id): the primary key serves lists without a filter, event_source
-- those of a source, event_track trails, event_cell (one degree squares, see event_day_cell) those of an area, and
-- event_rare_kind those of the kinds that are few; the many-row kinds are read through their sources.
CREATE TABLE event (
    event_time timestamptz NOT NULL,
    id uuid NOT NULL,
    received_at timestamptz NOT NULL,
    source integer NOT NULL,
    kind smallint NOT NULL,
    affiliation smallint NOT NULL,
    track_id text,
    latitude double precision,
    longitude double precision,
    cell integer,
    altitude double precision,
    heading double precision,
    course double precision,
    speed double precision,
    event_key text,
    payload json,
    raw_data text,
    PRIMARY KEY (event_time, id)
) PARTITION BY RANGE (event_time);

CREATE INDEX event_source ON event (source, event_time, id);
CREATE INDEX event_track ON event (track_id, event_time) WHERE track_id IS NOT NULL;
CREATE INDEX event_cell ON event (cell, event_time, id) WHERE cell IS NOT NULL;
-- Kinds 0 aircraft, 1 vessel and 8 other are the many-row ones.
CREATE INDEX event_rare_kind ON event (kind, event_time, id) WHERE kind NOT IN (0, 1, 8);
-- Finds what came in after the last checkpoint of the tracks.
CREATE INDEX event_received ON event USING brin (received_at) WITH (pages_per_range = 32, autosummarize = on);

-- Which squares and kinds have events on a day: an empty area is answered without a scan.
CREATE TABLE event_day_cell (
    day date NOT NULL,
    cell integer NOT NULL,
    PRIMARY KEY (day, cell)
);

CREATE TABLE source_kind (
    source integer NOT NULL,
    kind smallint NOT NULL,
    PRIMARY KEY (source, kind)
);

-- What makes a repeat a repeat. A unique index on a partitioned table would have to contain the time, and a repeat
-- may say another one. The key is a 128-bit digest of the text.
CREATE TABLE event_key (
    source integer NOT NULL,
    key uuid NOT NULL,
    event_time timestamptz NOT NULL,
    id uuid NOT NULL,
    PRIMARY KEY (source, key)
);
CREATE INDEX event_key_time ON event_key USING brin (event_time) WITH (autosummarize = on);

-- The current picture as it was at the last checkpoint; what came in since is read from the events.
CREATE TABLE track_state (
    track_id text PRIMARY KEY,
    state json NOT NULL,
    event_time timestamptz NOT NULL
) WITH (fillfactor = 70);

CREATE TABLE track_checkpoint (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    received_at timestamptz NOT NULL
);
