-- A run keeps the definitions that it began with; many runs share a version.
CREATE TABLE playbook_version (
    version text PRIMARY KEY,
    playbook text NOT NULL,
    definitions json NOT NULL,
    first_used timestamptz NOT NULL
);

CREATE TABLE playbook_run (
    id uuid PRIMARY KEY,
    playbook text NOT NULL,
    version text NOT NULL,
    state text NOT NULL,
    input json NOT NULL,
    trigger json NOT NULL,
    dry_run boolean NOT NULL,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    finished_at timestamptz,
    deadline timestamptz NOT NULL,
    -- While it waits: when it goes on by itself. While it runs: until when it is its holder's alone.
    wake_at timestamptz,
    -- The job that drives it.
    holder uuid,
    -- Something was decided since it was taken: it must not be laid aside before that was looked at.
    poked boolean NOT NULL DEFAULT false,
    -- Larger with each process that takes the run; whoever writes with a smaller one is too late.
    claim bigint NOT NULL DEFAULT 0,
    -- How often it was taken since its last finished step.
    barren integer NOT NULL DEFAULT 0,
    -- Greater with each retry: steps that are done again have other effects.
    take integer NOT NULL DEFAULT 0,
    replay_of uuid,
    output json,
    error text
) WITH (fillfactor = 80);

CREATE INDEX playbook_run_newest ON playbook_run (created_at, id);
CREATE INDEX playbook_run_playbook ON playbook_run (playbook, created_at, id);
CREATE INDEX playbook_run_open ON playbook_run (wake_at) WHERE finished_at IS NULL;
CREATE INDEX playbook_run_finished ON playbook_run (finished_at) WHERE finished_at IS NOT NULL;

-- What each step came to. A step without a row has not been done, as far as anyone may believe.
CREATE TABLE playbook_step (
    run uuid NOT NULL,
    position integer NOT NULL,
    path text NOT NULL,
    step text NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    effect uuid NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz NOT NULL,
    input json,
    output json,
    error text,
    superseded boolean NOT NULL DEFAULT false,
    PRIMARY KEY (run, position)
);

CREATE UNIQUE INDEX playbook_step_path ON playbook_step (run, path) WHERE NOT superseded;

-- A question to a person, bound to the exact arguments, good for one answer and one use.
CREATE TABLE playbook_approval (
    id uuid PRIMARY KEY,
    run uuid NOT NULL,
    path text NOT NULL,
    take integer NOT NULL,
    question text NOT NULL,
    tool text,
    arguments json NOT NULL,
    digest text NOT NULL,
    by_admin boolean NOT NULL,
    requested_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    decision text,
    decided_at timestamptz,
    decided_by uuid,
    decider text,
    note text,
    UNIQUE (run, path, take)
);

CREATE INDEX playbook_approval_open ON playbook_approval (requested_at) WHERE decision IS NULL;
