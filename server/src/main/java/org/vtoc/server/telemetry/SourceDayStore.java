package org.vtoc.server.telemetry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jdbi.v3.core.Handle;

/// All SQL about what bounded sources have given on their last day.
final class SourceDayStore {
    private static final String ADD = """
            INSERT INTO source_day (source, day, facts) VALUES (?, ?, ?)
            ON CONFLICT (source) DO UPDATE
               SET facts = CASE WHEN source_day.day = excluded.day THEN source_day.facts ELSE 0 END + excluded.facts,
                   day = excluded.day
             WHERE source_day.day <= excluded.day
            """;

    Map<Integer, Allowance.Given> all(Handle handle) {
        var given = new HashMap<Integer, Allowance.Given>();
        handle.createQuery("SELECT source, day, facts FROM source_day LIMIT 100000")
                .map((row, _) -> given.put(
                        row.getInt("source"),
                        new Allowance.Given(
                                row.getObject("day", LocalDate.class).toEpochDay(), row.getLong("facts"))))
                .list();
        return given;
    }

    /// Adds to what sources gave; in the order of the sources, so that two writers never wait for each other.
    void add(Connection connection, SortedMap<Integer, Allowance.Given> stored) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            for (var entry : stored.entrySet()) {
                add.setInt(1, entry.getKey());
                add.setObject(2, LocalDate.ofEpochDay(entry.getValue().day()));
                add.setLong(3, entry.getValue().facts());
                add.addBatch();
            }
            add.executeBatch();
        }
    }
}
