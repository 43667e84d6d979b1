-- The lists of a source and of an area on tables of tens of millions of rows. A list of an area is found in event_cell
-- alone, and only its rows are then fetched; the id, which tells rows of one time apart, is left to a sort.
DROP INDEX event_source;
CREATE INDEX event_source ON event (source, event_time);
DROP INDEX event_cell;
CREATE INDEX event_cell ON event (cell, event_time) INCLUDE (id, latitude, longitude, kind) WHERE cell IS NOT NULL;
CREATE INDEX event_rare_cell ON event (cell, kind, event_time) INCLUDE (id, latitude, longitude)
    WHERE cell IS NOT NULL AND kind NOT IN (0, 1, 8);
