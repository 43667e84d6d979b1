-- Work that is to be done, is being done, or was done lately. All times are the database's own.
CREATE TABLE job (
    id uuid PRIMARY KEY,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 64),
    state text NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'dead', 'cancelled')),
    priority smallint NOT NULL,
    -- json, not jsonb: it is handed back as it was given, never searched.
    payload json NOT NULL,
    ordering_key text CHECK (length(ordering_key) BETWEEN 1 AND 200),
    -- Queued behind an unfinished job of the same ordering key.
    waits boolean NOT NULL DEFAULT false CHECK (NOT waits OR (state = 'queued' AND ordering_key IS NOT NULL)),
    idempotency_key text CHECK (length(idempotency_key) BETWEEN 1 AND 200),
    run_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    max_attempts integer NOT NULL CHECK (max_attempts BETWEEN 1 AND 100),
    -- Grows whenever the job changes hands; who comes with an older number has lost it.
    fence bigint NOT NULL DEFAULT 0,
    worker text,
    lease_until timestamptz,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz,
    result json,
    last_error text
) WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

-- What to claim, in this order.
CREATE INDEX job_ready ON job (kind, priority, run_at, seq) WHERE state = 'queued' AND NOT waits;
CREATE INDEX job_leased ON job (lease_until) WHERE state = 'running';
CREATE INDEX job_finished ON job (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX job_unwanted ON job (state, id) WHERE state IN ('dead', 'cancelled');
CREATE UNIQUE INDEX job_once ON job (kind, idempotency_key) WHERE idempotency_key IS NOT NULL;
-- Of one ordering key, one job at most is at the head, and the others wait in line.
CREATE UNIQUE INDEX job_head ON job (ordering_key)
    WHERE ordering_key IS NOT NULL AND NOT waits AND state IN ('queued', 'running');
CREATE INDEX job_line ON job (ordering_key, seq) WHERE waits;

-- Every attempt that went wrong.
CREATE TABLE job_failure (
    job uuid NOT NULL REFERENCES job ON DELETE CASCADE,
    fence bigint NOT NULL,
    attempt integer NOT NULL,
    failed_at timestamptz NOT NULL DEFAULT now(),
    worker text,
    error text NOT NULL,
    PRIMARY KEY (job, fence)
);
