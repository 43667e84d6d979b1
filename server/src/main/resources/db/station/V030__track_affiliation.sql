-- What operators say of a track; it wins over what sources say. A row without an affiliation tells that it was set
-- back; the revision tells the newer of two changes whose answers come in another order than their commits.
CREATE TABLE track_affiliation (
    track_id text PRIMARY KEY,
    affiliation smallint,
    revision bigint NOT NULL,
    set_at timestamptz NOT NULL
);
