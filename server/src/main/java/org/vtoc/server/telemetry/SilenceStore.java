package org.vtoc.server.telemetry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// All SQL about silences of sources. Callers own the transaction.
final class SilenceStore {
    /// A source that comes and goes all day must not fill the disk.
    private static final int KEPT = 1000;

    private static final String COLUMNS =
            "SELECT q.id, s.slug, q.since, q.until, q.detail FROM source_silence q JOIN source s ON s.number = q.source";

    private final String station;

    SilenceStore(String station) {
        this.station = station;
    }

    private Silence map(ResultSet row) throws SQLException {
        return new Silence(
                row.getObject("id", UUID.class),
                station,
                row.getString("slug"),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("until", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getString("detail"));
    }

    /// Those that last.
    List<Silence> lasting(Handle handle) {
        return handle.createQuery(COLUMNS + " WHERE q.until IS NULL LIMIT 10000")
                .map((row, _) -> map(row))
                .list();
    }

    /// Newest first.
    List<Silence> list(Handle handle, int source, Optional<EventQuery.Cursor> after, int limit) {
        return handle.createQuery(COLUMNS + """
                         WHERE q.source = :source AND (q.since, q.id) < (:since, :id)
                         ORDER BY q.since DESC, q.id DESC LIMIT :limit
                        """)
                .bind("source", source)
                .bind(
                        "since",
                        after.map(at -> Times.instant(at.eventTime()).atOffset(ZoneOffset.UTC))
                                .orElse(OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)))
                .bind("id", after.map(EventQuery.Cursor::id).orElse(new UUID(0, 0)))
                .bind("limit", limit)
                .map((row, _) -> map(row))
                .list();
    }

    /// Does nothing where one lasts already.
    void begin(Handle handle, UUID id, int source, Instant since, String detail) {
        handle.createUpdate("""
                        INSERT INTO source_silence (id, source, since, detail) VALUES (:id, :source, :since, :detail)
                        ON CONFLICT (source) WHERE until IS NULL DO NOTHING
                        """)
                .bind("id", id)
                .bind("source", source)
                .bind("since", since.atOffset(ZoneOffset.UTC))
                .bind("detail", detail)
                .execute();
        handle.createUpdate("""
                        DELETE FROM source_silence WHERE id IN (
                            SELECT id FROM source_silence WHERE source = :source
                             ORDER BY since DESC, id DESC OFFSET :kept LIMIT 1000)
                        """).bind("source", source).bind("kept", KEPT).execute();
    }

    void end(Handle handle, int source, Instant until) {
        handle.createUpdate("UPDATE source_silence SET until = :until WHERE source = :source AND until IS NULL")
                .bind("until", until.atOffset(ZoneOffset.UTC))
                .bind("source", source)
                .execute();
    }
}
