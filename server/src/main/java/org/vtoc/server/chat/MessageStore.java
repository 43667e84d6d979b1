package org.vtoc.server.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.vtoc.server.platform.http.Json;

/// All SQL about messages. Callers own the transaction.
final class MessageStore {
    private static final TypeReference<List<Message.Mention>> MENTIONS = new TypeReference<>() {};
    private static final TypeReference<List<Message.Reference>> REFERENCES = new TypeReference<>() {};
    private static final TypeReference<List<Message.Reaction>> REACTIONS = new TypeReference<>() {};

    static final String SELECT = """
            SELECT m.id, m.channel, m.thread, m.number, m.version, m.author_kind, m.author_id, m.author_name, m.text,
                   m.mentions, m.refs, m.revision, m.created_at, m.edited_at, m.deleted_at, m.deleted_by,
                   t.id AS reply_thread, t.messages AS replies, t.active_at AS replied_at,
                   (SELECT json_agg(json_build_object('emoji', r.emoji, 'users', r.users) ORDER BY r.since, r.emoji)
                      FROM (SELECT emoji, json_agg(username ORDER BY at) AS users, min(at) AS since
                              FROM chat_reaction WHERE message = m.id GROUP BY emoji) r) AS reactions
              FROM chat_message m LEFT JOIN chat_thread t ON t.root = m.id
            """;

    Optional<Message> find(Handle handle, UUID id) {
        return handle.createQuery(SELECT + " WHERE m.id = :id")
                .bind("id", id)
                .map((row, _) -> message(row))
                .findOne();
    }

    List<Message> find(Handle handle, List<UUID> ids) {
        return handle.createQuery(SELECT + " WHERE m.id = ANY (:ids)")
                .bindArray("ids", UUID.class, ids)
                .map((row, _) -> message(row))
                .list();
    }

    /// Where a piece of a thread lies.
    sealed interface Place {
        record Newest() implements Place {}

        record Before(long number) implements Place {}

        record After(long number) implements Place {}
    }

    /// The messages next to a place: newest first, those after a number oldest first.
    List<Message> list(Handle handle, UUID thread, Place place, int limit) {
        String where =
                switch (place) {
                    case Place.Newest _ -> "";
                    case Place.Before _ -> " AND m.number < :number";
                    case Place.After _ -> " AND m.number > :number";
                };
        long number =
                switch (place) {
                    case Place.Newest _ -> 0;
                    case Place.Before(long at) -> at;
                    case Place.After(long at) -> at;
                };
        return handle.createQuery(SELECT + " WHERE m.thread = :thread" + where + " ORDER BY m.number "
                        + (place instanceof Place.After ? "ASC" : "DESC") + " LIMIT :limit")
                .bindMap(values("thread", thread, "number", number, "limit", limit))
                .map((row, _) -> message(row))
                .list();
    }

    /// The messages of a channel that changed after one version and up to another, in the order of their changes.
    List<Message> changed(Handle handle, UUID channel, long after, long upTo, int limit) {
        return handle.createQuery(SELECT + """
                         WHERE m.channel = :channel AND m.version > :after AND m.version <= :to
                         ORDER BY m.version LIMIT :limit
                        """)
                .bindMap(values("channel", channel, "after", after, "to", upTo, "limit", limit))
                .map((row, _) -> message(row))
                .list();
    }

    private static Map<String, Object> values(Object... pairs) {
        var values = new HashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], pairs[i + 1]);
        }
        return values;
    }

    static Message message(ResultSet row) throws SQLException {
        UUID replies = row.getObject("reply_thread", UUID.class);
        return new Message(
                row.getObject("id", UUID.class),
                row.getObject("channel", UUID.class),
                row.getObject("thread", UUID.class),
                row.getLong("number"),
                row.getLong("version"),
                new Message.Author(
                        Message.AuthorKind.valueOf(row.getString("author_kind").toUpperCase(Locale.ROOT)),
                        Optional.ofNullable(row.getObject("author_id", UUID.class)),
                        row.getString("author_name")),
                row.getString("text"),
                list(row.getString("mentions"), MENTIONS),
                list(row.getString("refs"), REFERENCES),
                list(row.getString("reactions"), REACTIONS),
                replies == null
                        ? Optional.empty()
                        : Optional.of(new Message.Replies(
                                replies,
                                row.getLong("replies"),
                                time(row, "replied_at").orElseThrow())),
                row.getInt("revision"),
                time(row, "created_at").orElseThrow(),
                time(row, "edited_at"),
                time(row, "deleted_at"),
                Optional.ofNullable(row.getString("deleted_by")));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static <T> List<T> list(@org.jspecify.annotations.Nullable String json, TypeReference<List<T>> type)
            throws SQLException {
        if (json == null || json.equals("[]")) {
            return List.of();
        }
        try {
            return Json.MAPPER.readValue(json, type);
        } catch (JsonProcessingException damaged) {
            throw new SQLException("a stored message is damaged", damaged);
        }
    }

    private static String json(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("a list can't be written", failure);
        }
    }

    void insert(Handle tx, List<Message> messages) {
        var batch = tx.prepareBatch("""
                INSERT INTO chat_message (id, channel, thread, number, version, author_kind, author_id, author_name,
                                          text, mentions, refs, created_at)
                VALUES (:id, :channel, :thread, :number, :version, :kind, cast(:author AS uuid), :name,
                        :text, cast(:mentions AS json), cast(:refs AS json), :at)
                """);
        for (Message message : messages) {
            batch.bind("id", message.id())
                    .bind("channel", message.channelId())
                    .bind("thread", message.threadId())
                    .bind("number", message.number())
                    .bind("version", message.version())
                    .bind("kind", message.author().kind().wireName())
                    .bindByType("author", message.author().id().orElse(null), UUID.class)
                    .bind("name", message.author().name())
                    .bind("text", message.text())
                    .bind("mentions", json(message.mentions()))
                    .bind("refs", json(message.references()))
                    .bind("at", ChannelStore.time(message.createdAt()))
                    .add();
        }
        batch.execute();
    }

    /// Something about the message changed that is kept elsewhere.
    void touch(Handle tx, UUID message, long version) {
        tx.createUpdate("UPDATE chat_message SET version = :version WHERE id = :id")
                .bind("version", version)
                .bind("id", message)
                .execute();
    }

    /// Puts another text in the place of the present one, which is kept.
    void edit(Handle tx, Message after, Instant at) {
        tx.createUpdate("""
                        INSERT INTO chat_revision (message, revision, text, written_at)
                        SELECT id, revision, text, coalesce(edited_at, created_at) FROM chat_message WHERE id = :id
                        """).bind("id", after.id()).execute();
        tx.createUpdate("""
                        UPDATE chat_message
                           SET text = :text, mentions = cast(:mentions AS json), refs = cast(:refs AS json),
                               revision = :revision, version = :version, edited_at = :at
                         WHERE id = :id
                        """)
                .bind("id", after.id())
                .bind("text", after.text())
                .bind("mentions", json(after.mentions()))
                .bind("refs", json(after.references()))
                .bind("revision", after.revision())
                .bind("version", after.version())
                .bind("at", ChannelStore.time(at))
                .execute();
    }

    /// Leaves nothing of what was said.
    void delete(Handle tx, UUID message, long version, Instant at, String by) {
        tx.createUpdate("DELETE FROM chat_revision WHERE message = :id")
                .bind("id", message)
                .execute();
        tx.createUpdate("DELETE FROM chat_reaction WHERE message = :id")
                .bind("id", message)
                .execute();
        tx.createUpdate("""
                        UPDATE chat_message
                           SET text = '', mentions = '[]', refs = '[]', version = :version,
                               deleted_at = :at, deleted_by = :by
                         WHERE id = :id
                        """)
                .bind("id", message)
                .bind("version", version)
                .bind("at", ChannelStore.time(at))
                .bind("by", by)
                .execute();
    }

    /// The texts that edits replaced, oldest first.
    List<Message.Revision> revisions(Handle handle, UUID message, int after, int limit) {
        return handle.createQuery("""
                        SELECT revision, text, written_at FROM chat_revision
                         WHERE message = :id AND revision > :after ORDER BY revision LIMIT :limit
                        """)
                .bindMap(values("id", message, "after", after, "limit", limit))
                .map((row, _) -> new Message.Revision(
                        row.getInt("revision"),
                        row.getString("text"),
                        time(row, "written_at").orElseThrow()))
                .list();
    }

    /// @return whether anything changed
    boolean react(Handle tx, UUID message, String emoji, Message.Mention user, Instant at) {
        return tx.createUpdate("""
                        INSERT INTO chat_reaction (message, emoji, user_id, username, at)
                        VALUES (:message, :emoji, :user, :name, :at) ON CONFLICT DO NOTHING
                        """)
                        .bindMap(values("message", message, "emoji", emoji, "user", user.id(), "name", user.username()))
                        .bind("at", ChannelStore.time(at))
                        .execute()
                > 0;
    }

    /// @return whether anything changed
    boolean unreact(Handle tx, UUID message, String emoji, UUID user) {
        return tx.createUpdate(
                                "DELETE FROM chat_reaction WHERE message = :message AND emoji = :emoji AND user_id = :user")
                        .bindMap(values("message", message, "emoji", emoji, "user", user))
                        .execute()
                > 0;
    }
}
