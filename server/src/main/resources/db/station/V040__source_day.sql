-- What each bounded source has given on its last day in UTC, counted in the transaction that stores it.
CREATE TABLE source_day (
    source integer PRIMARY KEY,
    day date NOT NULL,
    facts bigint NOT NULL
) WITH (fillfactor = 50);
