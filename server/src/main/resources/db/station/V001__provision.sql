-- What the program last made of this database, so that a start can tell in one query that nothing is to be done.
CREATE TABLE provision (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    fingerprint text NOT NULL,
    provisioned_at timestamptz NOT NULL DEFAULT now()
);
