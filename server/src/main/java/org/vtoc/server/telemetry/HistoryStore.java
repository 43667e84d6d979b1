package org.vtoc.server.telemetry;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jdbi.v3.core.Handle;

/// The SQL that reads the events of tracks in the order of time. Callers own the transaction.
final class HistoryStore {
    private static final String COLUMNS = "event_time, id, source, kind, affiliation, track_id, latitude, longitude, "
            + "altitude, heading, course, speed, payload";
    /// Rows that a histogram looks at: more are sampled.
    private static final double COUNTED_ROWS = 300_000;

    private final IntFunction<String> sources;

    /// @param sources gives the slug of a source's number
    HistoryStore(IntFunction<String> sources) {
        this.sources = sources;
    }

    /// The newest rows of the span, at most `most`, oldest first.
    List<EventRow> newest(Handle handle, long since, long until, int most) {
        return read(handle, since, until, most, "DESC").reversed();
    }

    /// The oldest rows of the span, at most `most`, oldest first.
    List<EventRow> oldest(Handle handle, long since, long until, int most) {
        return read(handle, since, until, most, "ASC");
    }

    private List<EventRow> read(Handle handle, long since, long until, int most, String order) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM event WHERE event_time >= :since AND event_time < :until"
                        + " AND track_id IS NOT NULL ORDER BY event_time " + order + ", id " + order + " LIMIT :most")
                .bind("since", Times.database(since))
                .bind("until", Times.database(until))
                .bind("most", most)
                .setFetchSize(5_000)
                .map((row, _) -> map(row))
                .list();
    }

    private EventRow map(ResultSet row) throws SQLException {
        var event = new EventRow();
        event.eventTime =
                Times.micros(row.getObject("event_time", OffsetDateTime.class).toInstant());
        event.id = row.getObject("id", UUID.class);
        event.source = row.getInt("source");
        event.sourceSlug = sources.apply(event.source);
        event.kind = Codes.kind(row.getInt("kind"));
        event.affiliation = Codes.affiliation(row.getInt("affiliation"));
        event.trackId = row.getString("track_id");
        event.latitude = number(row, "latitude");
        event.longitude = number(row, "longitude");
        event.altitude = number(row, "altitude");
        event.heading = number(row, "heading");
        event.course = number(row, "course");
        event.speed = number(row, "speed");
        String payload = row.getString("payload");
        if (payload != null) {
            event.payload = payload.getBytes(StandardCharsets.UTF_8);
            Payloads.inspect(event);
        }
        return event;
    }

    private static double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }

    /// How many events each part of a span has.
    ///
    /// @param counts as many as there are parts
    /// @param estimated whether the counts are of a sample
    record Histogram(List<Long> counts, boolean estimated) {}

    /// Counts the events in equal parts of the span.
    ///
    /// @param partitions names of the partitions that the span touches
    Histogram histogram(Handle handle, long since, long until, int parts, List<String> partitions) {
        double rows = partitions.isEmpty()
                ? 0
                : handle.createQuery("""
                        SELECT coalesce(sum(greatest(reltuples, 0)), 0)::float8 FROM pg_class
                         WHERE oid = ANY (:names::regclass[])
                        """)
                        .bind("names", partitions.toArray(String[]::new))
                        .mapTo(Double.class)
                        .one();
        // Whole pages are taken at random: a page holds neighbours in time, which is well for parts of minutes.
        double percent = rows <= COUNTED_ROWS ? 100 : Math.max(0.1, 100 * COUNTED_ROWS / rows);
        Map<Integer, Long> found = new HashMap<>();
        handle.createQuery("""
                        SELECT least(width_bucket(extract(epoch FROM event_time)::float8,
                                     :from::float8, :to::float8, :parts), :parts) AS part, count(*) AS events
                          FROM event %s WHERE event_time >= :since AND event_time < :until GROUP BY part LIMIT :parts
                        """.formatted(percent < 100 ? "TABLESAMPLE SYSTEM (" + percent + ")" : ""))
                .bind("from", since / 1e6)
                .bind("to", until / 1e6)
                .bind("parts", parts)
                .bind("since", Times.database(since))
                .bind("until", Times.database(until))
                .map((row, _) -> Map.entry(row.getInt("part"), Math.round(row.getLong("events") * 100 / percent)))
                .forEach(part -> found.put(part.getKey(), part.getValue()));
        var counts = new java.util.ArrayList<Long>();
        for (int part = 1; part <= parts; part++) {
            counts.add(found.getOrDefault(part, 0L));
        }
        return new Histogram(List.copyOf(counts), percent < 100);
    }
}
