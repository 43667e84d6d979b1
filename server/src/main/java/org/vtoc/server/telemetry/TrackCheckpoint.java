package org.vtoc.server.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Writes down now and then which events make up the tracks, so that a restart reads those and what came in after
/// them instead of a day of events.
final class TrackCheckpoint {
    /// Longer than a row may be under way between its `received_at` and its commit.
    private static final Duration MARGIN = Duration.ofMinutes(2);

    private final Jdbi database;
    private final EventStore events;

    TrackCheckpoint(Jdbi database, EventStore events) {
        this.database = database;
        this.events = events;
    }

    /// Stores the tracks that changed. What came in after `now` is found by the next start through its time.
    void save(Map<String, List<EventRow>> dirty, Instant now) {
        database.useTransaction(handle -> {
            try (var upsert = handle.prepareBatch("""
                    INSERT INTO track_state (track_id, state, event_time) VALUES (:id, :state::json, :time)
                    ON CONFLICT (track_id) DO UPDATE SET state = excluded.state, event_time = excluded.event_time
                    """)) {
                for (var track : dirty.entrySet()) {
                    long newest = track.getValue().stream()
                            .mapToLong(row -> row.eventTime)
                            .max()
                            .orElse(Long.MIN_VALUE);
                    upsert.bind("id", track.getKey())
                            .bind("state", references(track.getValue()))
                            .bind("time", Times.database(newest))
                            .add();
                }
                if (!dirty.isEmpty()) {
                    upsert.execute();
                }
            }
            handle.execute("""
                    INSERT INTO track_checkpoint (received_at) VALUES (?)
                    ON CONFLICT (only_row) DO UPDATE SET received_at = excluded.received_at
                    """, now.atOffset(ZoneOffset.UTC));
        });
    }

    private static String references(List<EventRow> rows) {
        var text = new StringBuilder("[");
        for (EventRow row : rows) {
            text.append(text.length() == 1 ? "" : ",")
                    .append("[\"")
                    .append(row.id)
                    .append("\",")
                    .append(row.eventTime)
                    .append(']');
        }
        return text.append(']').toString();
    }

    void forget(String trackId) {
        database.useHandle(handle -> handle.execute("DELETE FROM track_state WHERE track_id = ?", trackId));
    }

    void forgetOlder(long oldestMicros) {
        database.useHandle(
                handle -> handle.execute("DELETE FROM track_state WHERE event_time < ?", Times.database(oldestMicros)));
    }

    /// The rows that make up the tracks: those of the checkpoint, and all that came in after it.
    ///
    /// @param oldestMicros facts older than this make no track
    List<EventRow> load(long oldestMicros) {
        return database.inTransaction(handle -> {
            Instant last = handle.createQuery("SELECT received_at FROM track_checkpoint")
                    .mapTo(Instant.class)
                    .findOne()
                    .map(time -> time.minus(MARGIN))
                    .orElse(Instant.EPOCH);
            var rows = new ArrayList<EventRow>(kept(handle, oldestMicros));
            rows.addAll(events.receivedSince(handle, last, oldestMicros));
            rows.forEach(Payloads::inspect);
            return rows;
        });
    }

    private List<EventRow> kept(Handle handle, long oldestMicros) {
        // The planner can't know how few rows are wanted; each is one look-up in the primary key.
        handle.execute("SET LOCAL enable_hashjoin = off");
        handle.execute("SET LOCAL enable_mergejoin = off");
        return events.ofCheckpoint(handle, oldestMicros);
    }
}
