package org.vtoc.server.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// All SQL about audit rows. Callers own the transaction.
final class AuditStore {
    /// The end of a chain.
    record Head(long position, String hash) {
        static final Head NONE = new Head(0, Link.START);
    }

    /// Which rows of a chain a list asks for: those before (`before`, `position`), newest first.
    record Query(
            Optional<String> actor,
            Optional<String> action,
            Optional<String> target,
            Instant since,
            Instant until,
            Instant before,
            long position,
            int limit) {}

    /// Taken for the rest of the transaction by whoever appends, so that a chain has one writer at a time.
    private static final long LOCK = 0x7674_6f63_6175_6474L;

    private static final String COLUMNS =
            "position, at, actor_kind, actor_id, actor_name, address, action, target, details, hash";

    Head lockHead(Handle tx) {
        tx.createQuery("SELECT pg_advisory_xact_lock(:lock)")
                .bind("lock", LOCK)
                .mapToMap()
                .list();
        return head(tx);
    }

    Head head(Handle handle) {
        return handle.createQuery("SELECT position, hash FROM audit_row ORDER BY position DESC LIMIT 1")
                .map((row, _) -> new Head(row.getLong("position"), row.getString("hash")))
                .findOne()
                .orElse(Head.NONE);
    }

    Optional<String> hashAt(Handle handle, long position) {
        return handle.createQuery("SELECT hash FROM audit_row WHERE position = :position")
                .bind("position", position)
                .mapTo(String.class)
                .findOne();
    }

    void insert(Handle tx, long position, Instant at, AuditEntry entry, String details, String hash) {
        tx.createUpdate("""
                        INSERT INTO audit_row (position, at, actor_kind, actor_id, actor_name, address, action, target,
                                               details, hash)
                        VALUES (:position, :at, :kind, cast(:id AS uuid), :name, :address, :action, :target, cast(:details AS json),
                                :hash)
                        """)
                .bind("position", position)
                .bind("at", time(at))
                .bind("kind", entry.actor().kind())
                .bindByType("id", entry.actor().id().orElse(null), UUID.class)
                .bind("name", entry.actor().name())
                .bindByType("address", entry.actor().address().orElse(null), String.class)
                .bind("action", entry.action())
                .bind("target", entry.target())
                .bind("details", details)
                .bind("hash", hash)
                .execute();
    }

    List<AuditRow> list(Handle handle, String chain, Query query) {
        return handle.createQuery("""
                        SELECT %s FROM audit_row
                         WHERE at >= :since AND at < :until AND (at, position) < (:before, :position)
                           AND (cast(:actor AS text) IS NULL
                                OR lower(actor_name) = lower(:actor) OR actor_id::text = lower(:actor))
                           AND (cast(:action AS text) IS NULL OR action = :action)
                           AND (cast(:target AS text) IS NULL OR lower(target) = lower(:target))
                         ORDER BY at DESC, position DESC
                         LIMIT :limit
                        """.formatted(COLUMNS))
                .bind("since", time(query.since()))
                .bind("until", time(query.until()))
                .bind("before", time(query.before()))
                .bind("position", query.position())
                .bindByType("actor", query.actor().orElse(null), String.class)
                .bindByType("action", query.action().orElse(null), String.class)
                .bindByType("target", query.target().orElse(null), String.class)
                .bind("limit", query.limit())
                .map(row(chain))
                .list();
    }

    /// Hands over every row from the first on, a thousand at a time; needs a transaction.
    <T> T walk(Handle tx, String chain, Function<Iterator<AuditRow>, T> walker) {
        try (var rows = tx.createQuery("SELECT %s FROM audit_row ORDER BY position".formatted(COLUMNS))
                .setFetchSize(1000)
                .map(row(chain))
                .iterator()) {
            return walker.apply(rows);
        }
    }

    private static RowMapper<AuditRow> row(String chain) {
        return (row, _) -> new AuditRow(
                chain,
                row.getLong("position"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                actor(row),
                row.getString("action"),
                row.getString("target"),
                row.getString("details"),
                row.getString("hash"));
    }

    private static Actor actor(ResultSet row) throws SQLException {
        return new Actor(
                row.getString("actor_kind"),
                Optional.ofNullable(row.getObject("actor_id", UUID.class)),
                row.getString("actor_name"),
                Optional.ofNullable(row.getString("address")));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
