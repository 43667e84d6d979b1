-- What the program last made of this database, so that a start can tell in one query that nothing is to be done.
CREATE TABLE provision (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    fingerprint text NOT NULL,
    provisioned_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE station (
    slug text PRIMARY KEY CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 40),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    callsign text NOT NULL UNIQUE CHECK (length(callsign) BETWEEN 1 AND 40),
    role text NOT NULL CHECK (role IN ('ops', 'intel', 'logistics', 'other')),
    -- 'listed': served while the settings list it; 'added': served from then on.
    origin text NOT NULL CHECK (origin IN ('listed', 'added')),
    position integer NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
