-- Chat. A channel's counters are changed in the transaction of each change inside it, under the lock of its row: what
-- has a lower version is committed before what has a higher one, so that a reader who knows a version misses nothing.
CREATE TABLE chat_channel (
    id uuid PRIMARY KEY,
    -- 'station': a station's own; 'open': for all of a station; 'private': for members; 'direct': between two users.
    kind text NOT NULL CHECK (kind IN ('station', 'open', 'private', 'direct')),
    station text CHECK ((station IS NULL) = (kind = 'direct')),
    slug text NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 100),
    name text NOT NULL CHECK (length(name) <= 100),
    topic text NOT NULL CHECK (length(topic) <= 500),
    archived boolean NOT NULL DEFAULT false,
    main_thread uuid NOT NULL,
    -- The two ids of a direct channel, the smaller first: there is one channel for two users.
    pair text UNIQUE CHECK ((pair IS NULL) = (kind <> 'direct')),
    -- Counts changes of messages, and messages.
    version bigint NOT NULL DEFAULT 0,
    messages bigint NOT NULL DEFAULT 0,
    last_message_at timestamptz,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX chat_channel_station ON chat_channel (station) WHERE kind = 'station';

CREATE TABLE chat_member (
    channel uuid NOT NULL REFERENCES chat_channel,
    user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
    added_at timestamptz NOT NULL,
    PRIMARY KEY (channel, user_id)
);
CREATE INDEX chat_member_user ON chat_member (user_id);

-- Every message is in a thread: a channel's main one, one that hangs on a message of the main one (root), or one about
-- a subject: a mission, an alert, a run.
CREATE TABLE chat_thread (
    id uuid PRIMARY KEY,
    channel uuid NOT NULL REFERENCES chat_channel,
    title text NOT NULL CHECK (length(title) <= 200),
    subject_type text CHECK ((subject_type IS NULL) = (subject_id IS NULL)),
    subject_id text,
    root uuid,
    messages bigint NOT NULL DEFAULT 0,
    active_at timestamptz NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX chat_thread_subject ON chat_thread (channel, subject_type, subject_id);
CREATE UNIQUE INDEX chat_thread_root ON chat_thread (root);
CREATE INDEX chat_thread_newest ON chat_thread (channel, active_at DESC, id DESC);

-- number counts the messages of a channel from 1; version is the channel's version of the message's newest change.
CREATE TABLE chat_message (
    id uuid PRIMARY KEY,
    channel uuid NOT NULL REFERENCES chat_channel,
    thread uuid NOT NULL REFERENCES chat_thread,
    number bigint NOT NULL,
    version bigint NOT NULL,
    author_kind text NOT NULL CHECK (author_kind IN ('user', 'key', 'system', 'agent')),
    author_id uuid,
    author_name text NOT NULL,
    text text NOT NULL,
    -- Lists as the API gives them.
    mentions json NOT NULL,
    refs json NOT NULL,
    revision integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    edited_at timestamptz,
    deleted_at timestamptz,
    deleted_by text,
    words tsvector NOT NULL GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED
);
CREATE UNIQUE INDEX chat_message_number ON chat_message (channel, number);
CREATE INDEX chat_message_thread ON chat_message (thread, number);
CREATE INDEX chat_message_version ON chat_message (channel, version);
CREATE INDEX chat_message_words ON chat_message USING gin (words);

-- What a message said before its edits.
CREATE TABLE chat_revision (
    message uuid NOT NULL REFERENCES chat_message,
    revision integer NOT NULL,
    text text NOT NULL,
    written_at timestamptz NOT NULL,
    PRIMARY KEY (message, revision)
);

CREATE TABLE chat_reaction (
    message uuid NOT NULL REFERENCES chat_message,
    emoji text NOT NULL CHECK (length(emoji) <= 32),
    user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
    username text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (message, emoji, user_id)
);

-- Who was mentioned in which message of a channel.
CREATE TABLE chat_mention (
    user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
    channel uuid NOT NULL,
    number bigint NOT NULL,
    PRIMARY KEY (user_id, channel, number)
);

-- Up to which message a user has read a channel.
CREATE TABLE chat_read (
    user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
    channel uuid NOT NULL REFERENCES chat_channel,
    number bigint NOT NULL,
    PRIMARY KEY (user_id, channel)
);
