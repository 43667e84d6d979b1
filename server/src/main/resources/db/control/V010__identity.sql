CREATE TABLE app_user (
    id uuid PRIMARY KEY,
    username text NOT NULL CHECK (length(username) BETWEEN 1 AND 64),
    email text CHECK (length(email) <= 254),
    password_hash text NOT NULL,
    admin boolean NOT NULL,
    disabled boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX app_user_username ON app_user (lower(username));
CREATE UNIQUE INDEX app_user_email ON app_user (lower(email));

CREATE TABLE user_station (
    user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
    station text NOT NULL,
    role text NOT NULL CHECK (role IN ('viewer', 'operator')),
    PRIMARY KEY (user_id, station)
);

-- A session is a family of refresh tokens; it ends by being deleted, and its tokens with it.
CREATE TABLE session (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
    address text NOT NULL,
    created_at timestamptz NOT NULL,
    used_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX session_newest ON session (user_id, used_at DESC);
CREATE INDEX session_expiry ON session (expires_at);

-- Used tokens stay until they expire, so that a second use is noticed.
CREATE TABLE refresh_token (
    hash bytea PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX refresh_token_session ON refresh_token (session_id);
CREATE INDEX refresh_token_expiry ON refresh_token (expires_at);

CREATE TABLE api_key (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    public_part text NOT NULL UNIQUE,
    secret_hash bytea NOT NULL,
    scopes text[] NOT NULL,
    stations text[] NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    last_used_at timestamptz
);
CREATE INDEX api_key_newest ON api_key (created_at DESC, id DESC);
