package org.vtoc.server.chat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// All SQL about threads. Callers own the transaction.
final class ThreadStore {
    private static final String COLUMNS =
            "id, channel, title, subject_type, subject_id, root, messages, active_at, created_by, created_at";

    private static final RowMapper<ChatThread> THREAD = (row, _) -> new ChatThread(
            row.getObject("id", UUID.class),
            row.getObject("channel", UUID.class),
            row.getString("title"),
            subject(row),
            Optional.ofNullable(row.getObject("root", UUID.class)),
            row.getLong("messages"),
            row.getObject("active_at", OffsetDateTime.class).toInstant(),
            row.getString("created_by"),
            row.getObject("created_at", OffsetDateTime.class).toInstant());

    private static Optional<ChatThread.Subject> subject(ResultSet row) throws SQLException {
        String type = row.getString("subject_type");
        return type == null ? Optional.empty() : Optional.of(new ChatThread.Subject(type, row.getString("subject_id")));
    }

    Optional<ChatThread> find(Handle handle, UUID id) {
        return handle.createQuery("SELECT %s FROM chat_thread WHERE id = :id".formatted(COLUMNS))
                .bind("id", id)
                .map(THREAD)
                .findOne();
    }

    Optional<ChatThread> ofRoot(Handle handle, UUID message) {
        return handle.createQuery("SELECT %s FROM chat_thread WHERE root = :root".formatted(COLUMNS))
                .bind("root", message)
                .map(THREAD)
                .findOne();
    }

    Optional<ChatThread> ofSubject(Handle handle, UUID channel, ChatThread.Subject subject) {
        return handle.createQuery("""
                        SELECT %s FROM chat_thread
                         WHERE channel = :channel AND subject_type = :type AND subject_id = :id
                        """.formatted(COLUMNS))
                .bind("channel", channel)
                .bind("type", subject.type())
                .bind("id", subject.id())
                .map(THREAD)
                .findOne();
    }

    /// The last place of the piece before.
    record Place(Instant activeAt, UUID id) {}

    /// All but the main thread, those where something was said last first.
    List<ChatThread> list(Handle handle, UUID channel, UUID main, Optional<Place> before, int limit) {
        var values = new HashMap<String, Object>();
        values.put("channel", channel);
        values.put("main", main);
        values.put("limit", limit);
        before.ifPresent(place -> {
            values.put("at", ChannelStore.time(place.activeAt()));
            values.put("id", place.id());
        });
        return handle.createQuery("SELECT " + COLUMNS + " FROM chat_thread WHERE channel = :channel AND id <> :main"
                        + (before.isPresent() ? " AND (active_at, id) < (:at, :id)" : "")
                        + " ORDER BY active_at DESC, id DESC LIMIT :limit")
                .bindMap(values)
                .map(THREAD)
                .list();
    }

    /// @return false where another was first
    boolean insert(Handle tx, ChatThread thread) {
        return tx.createUpdate("""
                        INSERT INTO chat_thread
                            (id, channel, title, subject_type, subject_id, root, active_at, created_by, created_at)
                        VALUES (:id, :channel, :title, cast(:type AS text), cast(:subject AS text), cast(:root AS uuid), :at, :by, :at) ON CONFLICT DO NOTHING
                        """)
                        .bind("id", thread.id())
                        .bind("channel", thread.channelId())
                        .bind("title", thread.title())
                        .bindByType(
                                "type",
                                thread.subject().map(ChatThread.Subject::type).orElse(null),
                                String.class)
                        .bindByType(
                                "subject",
                                thread.subject().map(ChatThread.Subject::id).orElse(null),
                                String.class)
                        .bindByType("root", thread.rootMessageId().orElse(null), UUID.class)
                        .bind("by", thread.createdBy())
                        .bind("at", ChannelStore.time(thread.createdAt()))
                        .execute()
                > 0;
    }

    void count(Handle tx, UUID thread, int messages, Instant at) {
        tx.createUpdate("UPDATE chat_thread SET messages = messages + :messages, active_at = :at WHERE id = :id")
                .bind("messages", messages)
                .bind("at", ChannelStore.time(at))
                .bind("id", thread)
                .execute();
    }
}
