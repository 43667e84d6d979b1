package org.vtoc.server.station;

import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// All SQL about the list of stations.
final class StationStore {
    List<Station> all(Handle handle) {
        return handle.createQuery(
                        "SELECT slug, name, callsign, role, created_at FROM station ORDER BY position, slug LIMIT 1000")
                .map((row, _) -> new Station(
                        row.getString("slug"),
                        row.getString("name"),
                        row.getString("callsign"),
                        row.getString("role"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
