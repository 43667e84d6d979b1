package org.vtoc.server.chat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// All SQL about what users have read. Callers own the transaction.
final class MarkStore {
    Map<UUID, Long> read(Handle handle, UUID user) {
        var read = new HashMap<UUID, Long>();
        handle.createQuery("SELECT channel, number FROM chat_read WHERE user_id = :user")
                .bind("user", user)
                .map((row, _) -> Map.entry(row.getObject("channel", UUID.class), row.getLong("number")))
                .forEach(entry -> read.put(entry.getKey(), entry.getValue()));
        return read;
    }

    /// A place in a channel.
    record Place(UUID channel, long number) {}

    /// Where the user is mentioned beyond what they have read, at most so many.
    List<Place> mentions(Handle handle, UUID user, int most) {
        return handle.createQuery("""
                        SELECT m.channel, m.number FROM chat_mention m
                          LEFT JOIN chat_read r ON r.user_id = m.user_id AND r.channel = m.channel
                         WHERE m.user_id = :user AND m.number > coalesce(r.number, 0)
                         ORDER BY m.channel, m.number DESC LIMIT :most
                        """)
                .bind("user", user)
                .bind("most", most)
                .map((row, _) -> new Place(row.getObject("channel", UUID.class), row.getLong("number")))
                .list();
    }

    /// Notes that the user has read up to a message; never back.
    void mark(Handle tx, UUID user, UUID channel, long number) {
        tx.createUpdate("""
                        INSERT INTO chat_read (user_id, channel, number)
                        SELECT id, :channel, :number FROM app_user WHERE id = :user
                        ON CONFLICT (user_id, channel) DO UPDATE SET number = greatest(chat_read.number, :number)
                        """)
                .bind("user", user)
                .bind("channel", channel)
                .bind("number", number)
                .execute();
    }

    void mention(Handle tx, UUID user, UUID channel, long number) {
        tx.createUpdate("""
                        INSERT INTO chat_mention (user_id, channel, number)
                        SELECT id, :channel, :number FROM app_user WHERE id = :user
                        ON CONFLICT DO NOTHING
                        """)
                .bind("user", user)
                .bind("channel", channel)
                .bind("number", number)
                .execute();
    }
}
