package org.vtoc.server.platform.db;

import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/// One station's database.
///
/// @param slug the station
/// @param jdbi for the running center: rows only, bounded, [java.sql.SQLTransientConnectionException] inside a
///     `ConnectionException` when no connection becomes free in time
/// @param dataSource the same connections for raw `COPY`: `connection.unwrap(PGConnection.class)`
/// @param owner for maintenance of the structure (making and dropping partitions): a new connection for each use, two
///     at a time, no statement timeout
public record StationDatabase(String slug, Jdbi jdbi, DataSource dataSource, Jdbi owner) {}
