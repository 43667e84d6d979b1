-- Writes that bore an Idempotency-Key: under way while status is null, then the answer to repeat. The answer is
-- encrypted, because it may hold a secret that is shown once; null where it was too large to keep.
CREATE TABLE idempotent_write (
    caller text NOT NULL,
    route text NOT NULL,
    key text NOT NULL CHECK (length(key) <= 255),
    request_hash bytea NOT NULL,
    started_at timestamptz NOT NULL,
    status integer,
    answer bytea,
    PRIMARY KEY (caller, route, key)
);
CREATE INDEX idempotent_write_age ON idempotent_write (started_at);
