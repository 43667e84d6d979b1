package org.vtoc.server.telemetry;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.vtoc.decode.Kind;

/// All SQL about stored events. Callers own the transaction.
final class EventStore {
    /// The end of the year 9999, microseconds since 1970: later than any event.
    static final long END_OF_TIME = 253_402_300_799_000_000L;

    private static final String COLUMNS = "event_time, id, received_at, source, kind, affiliation, track_id, latitude, "
            + "longitude, altitude, heading, course, speed, event_key, payload, raw_data";
    private static final String NEWEST_FIRST = " ORDER BY event_time DESC, id DESC LIMIT :limit";
    /// With more squares than this an area is so large that its events are found in the order of time.
    private static final int MAX_CELLS = 200;

    private final RowMapper<EventRow> event;
    private final Partitions partitions;

    /// @param sources gives the slug of a source's number
    EventStore(Partitions partitions, java.util.function.IntFunction<String> sources) {
        this.partitions = partitions;
        this.event = (row, _) -> map(row, sources);
    }

    private static EventRow map(ResultSet row, java.util.function.IntFunction<String> sources) throws SQLException {
        var event = new EventRow();
        event.eventTime = micros(row, "event_time");
        event.id = row.getObject("id", UUID.class);
        event.receivedAt = micros(row, "received_at");
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
        event.eventKey = row.getString("event_key");
        String payload = row.getString("payload");
        if (payload != null) {
            event.payload = payload.getBytes(StandardCharsets.UTF_8);
        }
        event.raw = row.getString("raw_data");
        return event;
    }

    private static long micros(ResultSet row, String column) throws SQLException {
        return Times.micros(row.getObject(column, OffsetDateTime.class).toInstant());
    }

    private static double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }

    /// The events asked for, at most `limit`, newest first.
    List<EventRow> list(Handle handle, EventQuery query) {
        if (query.source().isPresent()
                && query.kind().isPresent()
                && !partitions.gives(query.source().get(), Codes.of(query.kind().get()))) {
            return List.of();
        }
        if (query.source().isEmpty() && query.area().isPresent()) {
            return inArea(handle, query, query.area().get());
        }
        return bind(handle, "SELECT " + COLUMNS + " FROM " + table(query) + NEWEST_FIRST, query, Map.of());
    }

    /// The rows to read in the order of time: all, those of one source, or of the sources that give a kind.
    private String table(EventQuery query) {
        if (query.source().isPresent()
                || query.kind().isEmpty()
                || isRare(query.kind().get())) {
            return "event WHERE " + conditions(query);
        }
        // Each source's newest through the index of sources; a kind with no source ends here with no row.
        return "unnest(:sources::int[]) AS wanted CROSS JOIN LATERAL (SELECT " + COLUMNS
                + " FROM event WHERE source = wanted AND " + conditions(query) + NEWEST_FIRST + ") AS newest";
    }

    private static boolean isRare(Kind kind) {
        return kind != Kind.AIRCRAFT && kind != Kind.VESSEL && kind != Kind.OTHER;
    }

    private List<EventRow> inArea(Handle handle, EventQuery query, Area area) {
        var found = new ArrayList<EventRow>();
        for (LocalDate day : partitions.daysWithin(query.since(), query.upper())) {
            List<Integer> cells = partitions.cells(day, area);
            if (cells.isEmpty()) {
                continue;
            }
            // The newest of each square by the index alone, the newest of those, and only then their rows.
            String rows = cells.size() > MAX_CELLS
                    ? "event WHERE " + conditions(query)
                    : "(SELECT event_time, id FROM unnest(:cells::int[]) AS wanted CROSS JOIN LATERAL"
                            + " (SELECT event_time, id FROM event WHERE cell = wanted AND " + conditions(query)
                            + NEWEST_FIRST + ") AS newest" + NEWEST_FIRST
                            + ") AS listed JOIN event USING (event_time, id)";
            found.addAll(bind(
                    handle,
                    "SELECT " + COLUMNS + " FROM " + rows + NEWEST_FIRST,
                    within(query, day, query.limit() - found.size()),
                    Map.of("cells", cells.toArray(Integer[]::new))));
            if (found.size() >= query.limit()) {
                break;
            }
        }
        return found;
    }

    private static EventQuery within(EventQuery query, LocalDate day, int limit) {
        long from = Times.micros(day.atStartOfDay(ZoneOffset.UTC).toInstant());
        long to = Times.micros(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        return new EventQuery(
                query.source(),
                query.kind(),
                query.area(),
                Math.max(query.since(), from),
                Math.min(query.until(), to),
                query.after(),
                limit);
    }

    private static String conditions(EventQuery query) {
        var sql = new StringBuilder("event_time >= :since AND event_time < :upper");
        query.after().ifPresent(_ -> sql.append(" AND (event_time, id) < (:after_time, :after_id)"));
        query.source().ifPresent(_ -> sql.append(" AND source = :source"));
        // The kind is written out, because a partial index is used only for a condition that is seen to imply it.
        query.kind()
                .ifPresent(kind ->
                        sql.append(" AND kind = ").append(Codes.of(kind)).append(isRare(kind) ? RARE : ""));
        query.area().ifPresent(area -> {
            sql.append(" AND latitude BETWEEN :south AND :north AND ").append(area.longitudes());
        });
        return sql.toString();
    }

    private static final String RARE = " AND kind NOT IN (0, 1, 8)";

    private List<EventRow> bind(Handle handle, String sql, EventQuery query, Map<String, Integer[]> arrays) {
        try (var select = handle.createQuery(sql)) {
            Map<String, Object> values = new HashMap<>();
            values.put("since", Times.database(query.since()));
            values.put("upper", Times.database(query.upper()));
            values.put("limit", query.limit());
            query.after().ifPresent(cursor -> {
                values.put("after_time", Times.database(cursor.eventTime()));
                values.put("after_id", cursor.id());
            });
            query.source().ifPresent(number -> values.put("source", number));
            query.area().ifPresent(area -> {
                values.put("west", area.west());
                values.put("south", area.south());
                values.put("east", area.east());
                values.put("north", area.north());
            });
            query.kind()
                    .filter(kind -> sql.contains(":sources"))
                    .ifPresent(kind -> select.bind(
                            "sources", partitions.sourcesOf(Codes.of(kind)).toArray(Integer[]::new)));
            arrays.forEach(select::bind);
            return select.bindMap(values).map(event).list();
        }
    }

    Optional<EventRow> find(Handle handle, UUID id) {
        long millis = EventIds.millis(id);
        return handle.createQuery("SELECT " + COLUMNS
                        + " FROM event WHERE event_time >= :from AND event_time < :to AND id = :id LIMIT 1")
                .bind("from", Times.database(millis * 1000))
                .bind("to", Times.database((millis + 1) * 1000))
                .bind("id", id)
                .map(event)
                .findOne();
    }

    /// The event whose key a repeat gave.
    Optional<EventRow> findByKey(Handle handle, int source, String key) {
        return handle.createQuery("SELECT id FROM event_key WHERE source = :source AND key = :key")
                .bind("source", source)
                .bind("key", EventKeys.digest(key))
                .mapTo(UUID.class)
                .findOne()
                .flatMap(id -> find(handle, id));
    }

    /// Writes what a person may correct of a stored event.
    void update(Handle handle, EventRow row) {
        handle.createUpdate("""
                        UPDATE event SET kind = :kind, affiliation = :affiliation, latitude = :latitude,
                               longitude = :longitude, cell = :cell, altitude = :altitude, heading = :heading,
                               course = :course, speed = :speed, payload = :payload::json
                         WHERE event_time = :time AND id = :id
                        """)
                .bind("kind", Codes.of(row.kind))
                .bind("affiliation", Codes.of(row.affiliation))
                .bind("latitude", nullable(row.latitude))
                .bind("longitude", nullable(row.longitude))
                .bind("cell", row.hasPosition() ? row.cell() : null)
                .bind("altitude", nullable(row.altitude))
                .bind("heading", nullable(row.heading))
                .bind("course", nullable(row.course))
                .bind("speed", nullable(row.speed))
                .bind("payload", row.payload == null ? null : new String(row.payload, StandardCharsets.UTF_8))
                .bind("time", Times.database(row.eventTime))
                .bind("id", row.id)
                .execute();
    }

    private static @org.jspecify.annotations.Nullable Double nullable(double value) {
        return Double.isNaN(value) ? null : value;
    }

    /// Deletes the event and sets its key free.
    void delete(Handle handle, EventRow row) {
        handle.execute("DELETE FROM event WHERE event_time = ? AND id = ?", Times.database(row.eventTime), row.id);
        if (row.eventKey != null) {
            handle.execute(
                    "DELETE FROM event_key WHERE source = ? AND key = ? AND id = ?",
                    row.source,
                    EventKeys.digest(row.eventKey),
                    row.id);
        }
    }

    /// The newest facts of a track, for making it anew.
    List<EventRow> ofTrack(Handle handle, String trackId, long since, long until, int limit) {
        return handle.createQuery("SELECT " + COLUMNS
                        + " FROM event WHERE track_id = :track AND event_time >= :since AND event_time < :until"
                        + " ORDER BY event_time DESC LIMIT :limit")
                .bind("track", trackId)
                .bind("since", Times.database(since))
                .bind("until", Times.database(until))
                .bind("limit", limit)
                .map(event)
                .list();
    }

    /// Positions of a track in the order of time, at most `limit` of the newest.
    List<EventRow> positions(Handle handle, String trackId, long since, long until, int limit) {
        List<EventRow> rows = handle.createQuery("SELECT " + COLUMNS
                        + " FROM event WHERE track_id = :track AND event_time >= :since AND event_time < :until"
                        + " AND latitude IS NOT NULL ORDER BY event_time DESC LIMIT :limit")
                .bind("track", trackId)
                .bind("since", Times.database(since))
                .bind("until", Times.database(until))
                .bind("limit", limit)
                .map(event)
                .list();
        return rows.reversed();
    }

    /// What came in after the time, of tracks.
    List<EventRow> receivedSince(Handle handle, Instant time, long oldestMicros) {
        return handle.createQuery("SELECT " + COLUMNS
                        + " FROM event WHERE received_at >= :time AND event_time >= :oldest AND track_id IS NOT NULL")
                .bind("time", time.atOffset(ZoneOffset.UTC))
                .bind("oldest", Times.database(oldestMicros))
                .setFetchSize(5000)
                .map(event)
                .list();
    }

    /// The events that the checkpoint of the tracks names.
    List<EventRow> ofCheckpoint(Handle handle, long oldestMicros) {
        return handle.createQuery("WITH wanted AS (SELECT timestamptz 'epoch' + (pair ->> 1)::bigint"
                        + " * interval '1 microsecond' AS event_time, (pair ->> 0)::uuid AS id"
                        + " FROM track_state AS kept, json_array_elements(kept.state) AS pair"
                        + " WHERE kept.event_time >= :oldest)"
                        + " SELECT " + COLUMNS + " FROM wanted JOIN event USING (event_time, id)")
                .bind("oldest", Times.database(oldestMicros))
                .setFetchSize(5000)
                .map(event)
                .list();
    }
}
