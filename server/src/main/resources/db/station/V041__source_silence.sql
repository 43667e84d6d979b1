-- When a source said nothing for too long: from the last that was heard to the first that was heard again.
CREATE TABLE source_silence (
    id uuid PRIMARY KEY,
    source integer NOT NULL,
    since timestamptz NOT NULL,
    until timestamptz,
    detail text NOT NULL
);
CREATE UNIQUE INDEX source_silence_lasting ON source_silence (source) WHERE until IS NULL;
CREATE INDEX source_silence_newest ON source_silence (source, since, id);
