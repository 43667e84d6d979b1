package org.vtoc.server.geofence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.vtoc.server.platform.http.Json;

/// All SQL about fences and crossings. Callers own the transaction.
final class GeofenceStore {
    private static final int FORGET_AT_ONCE = 10_000;

    private final String station;

    GeofenceStore(String station) {
        this.station = station;
    }

    List<Fence> fences(Handle handle) {
        return handle.createQuery("SELECT id, definition, revision, created_at, updated_at FROM geofence"
                        + " ORDER BY created_at, id LIMIT :most")
                .bind("most", StationFences.MOST)
                .map((row, _) -> fence(row))
                .list();
    }

    private static Fence fence(ResultSet row) throws SQLException {
        try {
            var text = (ObjectNode) Json.MAPPER.readTree(row.getString("definition"));
            return new Fence(
                    row.getObject("id", UUID.class),
                    text,
                    FenceText.read(text),
                    row.getLong("revision"),
                    time(row, "created_at"),
                    time(row, "updated_at"));
        } catch (JsonProcessingException damaged) {
            throw new SQLException("a stored geofence is not JSON", damaged);
        }
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /// Which fences each track is in.
    Map<String, Set<UUID>> inside(Handle handle) {
        var inside = new HashMap<String, Set<UUID>>();
        handle.createQuery("SELECT geofence, track_id FROM geofence_inside")
                .map((row, _) -> Map.entry(row.getString("track_id"), row.getObject("geofence", UUID.class)))
                .forEach(pair -> inside.computeIfAbsent(pair.getKey(), _ -> new HashSet<>())
                        .add(pair.getValue()));
        return inside;
    }

    void put(Handle tx, Fence fence) {
        tx.createUpdate("""
                        INSERT INTO geofence (id, definition, revision, created_at, updated_at)
                        VALUES (:id, :definition::json, :revision, :created, :updated)
                        ON CONFLICT (id) DO UPDATE SET definition = excluded.definition,
                            revision = excluded.revision, updated_at = excluded.updated_at
                        """)
                .bind("id", fence.id())
                .bind("definition", fence.text().toString())
                .bind("revision", fence.revision())
                .bind("created", time(fence.createdAt()))
                .bind("updated", time(fence.updatedAt()))
                .execute();
    }

    void delete(Handle tx, UUID fence) {
        tx.execute("DELETE FROM geofence WHERE id = ?", fence);
    }

    /// Makes these the tracks that are inside the fence.
    void replaceInside(Handle tx, UUID fence, Set<String> tracks, Instant now) {
        tx.createUpdate("DELETE FROM geofence_inside WHERE geofence = :fence AND NOT track_id = ANY(:tracks)")
                .bind("fence", fence)
                .bindArray("tracks", String.class, tracks)
                .execute();
        tx.createUpdate("INSERT INTO geofence_inside (geofence, track_id, since)"
                        + " SELECT :fence, track, :now FROM unnest(:tracks) AS track ON CONFLICT DO NOTHING")
                .bind("fence", fence)
                .bindArray("tracks", String.class, tracks)
                .bind("now", time(now))
                .execute();
    }

    /// Stores crossings and who is inside after them.
    void record(Handle tx, List<Crossing> crossings) {
        try (var insert = tx.prepareBatch("""
                        INSERT INTO geofence_crossing (id, crossed_at, recorded_at, geofence, geofence_name, track_id,
                            track_name, kind, affiliation, direction, cause, latitude, longitude, altitude)
                        VALUES (:id, :at, :recorded, :fence, :fenceName, :track, :name, :kind, :affiliation,
                            :direction, :cause, :latitude, :longitude, :altitude)
                        """);
                var enter = tx.prepareBatch("INSERT INTO geofence_inside (geofence, track_id, since)"
                        + " VALUES (:fence, :track, :at) ON CONFLICT DO NOTHING");
                var exit =
                        tx.prepareBatch("DELETE FROM geofence_inside WHERE geofence = :fence AND track_id = :track")) {
            for (Crossing crossing : crossings) {
                insert.bind("id", crossing.id())
                        .bind("at", time(crossing.time()))
                        .bind("recorded", time(crossing.recordedAt()))
                        .bind("fence", crossing.geofenceId())
                        .bind("fenceName", crossing.geofence())
                        .bind("track", crossing.trackId())
                        .bind("name", crossing.name().orElse(""))
                        .bind("kind", crossing.kind())
                        .bind("affiliation", crossing.affiliation())
                        .bind("direction", crossing.direction().wireName())
                        .bind("cause", crossing.cause().wireName())
                        .bind("latitude", crossing.latitude())
                        .bind("longitude", crossing.longitude())
                        .bind("altitude", crossing.altitude())
                        .add();
                if (crossing.cause() == Crossing.Cause.PASSED) {
                    continue;
                }
                boolean entered = crossing.direction() == Crossing.Direction.ENTER;
                (entered ? enter : exit).bind("fence", crossing.geofenceId()).bind("track", crossing.trackId());
                if (entered) {
                    enter.bind("at", time(crossing.time()));
                }
                (entered ? enter : exit).add();
            }
            insert.execute();
            if (enter.size() > 0) {
                enter.execute();
            }
            if (exit.size() > 0) {
                exit.execute();
            }
        }
    }

    /// Which crossings a list asks for, newest first by time and id.
    ///
    /// @param before only what comes after this place in the list
    record Query(
            Optional<UUID> fence,
            Optional<String> track,
            Instant since,
            Instant until,
            Optional<Place> before,
            int limit) {
        record Place(Instant time, UUID id) {}
    }

    List<Crossing> list(Handle handle, Query query) {
        String where = "crossed_at >= :since AND crossed_at < :until"
                + (query.fence().isPresent() ? " AND geofence = :fence" : "")
                + (query.track().isPresent() ? " AND track_id = :track" : "")
                + (query.before().isPresent() ? " AND (crossed_at, id) < (:time, :id)" : "");
        var values = new HashMap<String, Object>();
        values.put("since", time(query.since()));
        values.put("until", time(query.until()));
        values.put("limit", query.limit());
        query.fence().ifPresent(fence -> values.put("fence", fence));
        query.track().ifPresent(track -> values.put("track", track));
        query.before().ifPresent(place -> {
            values.put("time", time(place.time()));
            values.put("id", place.id());
        });
        return handle.createQuery("SELECT id, crossed_at, recorded_at, geofence, geofence_name, track_id, track_name,"
                        + " kind, affiliation, direction, cause, latitude, longitude, altitude FROM geofence_crossing"
                        + " WHERE " + where + " ORDER BY crossed_at DESC, id DESC LIMIT :limit")
                .bindMap(values)
                .map((row, _) -> crossing(row))
                .list();
    }

    private Crossing crossing(ResultSet row) throws SQLException {
        return new Crossing(
                row.getObject("id", UUID.class),
                station,
                row.getObject("geofence", UUID.class),
                row.getString("geofence_name"),
                row.getString("track_id"),
                Optional.of(row.getString("track_name")).filter(name -> !name.isEmpty()),
                row.getString("kind"),
                row.getString("affiliation"),
                Crossing.Direction.valueOf(row.getString("direction").toUpperCase(Locale.ROOT)),
                Crossing.Cause.valueOf(row.getString("cause").toUpperCase(Locale.ROOT)),
                time(row, "crossed_at"),
                time(row, "recorded_at"),
                Optional.ofNullable(row.getObject("latitude", Double.class)),
                Optional.ofNullable(row.getObject("longitude", Double.class)),
                Optional.ofNullable(row.getObject("altitude", Double.class)));
    }

    /// Deletes crossings older than the time, the oldest first, a bounded number at once.
    void forget(Handle tx, Instant before) {
        tx.createUpdate("DELETE FROM geofence_crossing WHERE id IN (SELECT id FROM geofence_crossing"
                        + " WHERE crossed_at < :before ORDER BY crossed_at LIMIT :most)")
                .bind("before", time(before))
                .bind("most", FORGET_AT_ONCE)
                .execute();
    }
}
