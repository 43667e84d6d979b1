package org.vtoc.server.chat;

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

/// All SQL about channels and their members. Callers own the transaction.
final class ChannelStore {
    /// Taken by whoever makes a channel, so that names found free are free until the commit.
    private static final long LOCK = 0x7674_6f63_6368_616eL;

    /// A station without a channel.
    record Bare(String slug, String callsign) {}

    void lock(Handle tx) {
        tx.createQuery("SELECT pg_advisory_xact_lock(:lock)")
                .bind("lock", LOCK)
                .mapToMap()
                .list();
    }

    List<Bare> stationsWithoutChannel(Handle tx) {
        return tx.createQuery("""
                        SELECT slug, callsign FROM station s
                         WHERE NOT EXISTS (SELECT FROM chat_channel WHERE station = s.slug AND kind = 'station')
                         ORDER BY position, slug LIMIT 1000
                        """)
                .map((row, _) -> new Bare(row.getString("slug"), row.getString("callsign")))
                .list();
    }

    boolean slugTaken(Handle tx, String slug) {
        return tx.createQuery("SELECT EXISTS (SELECT FROM chat_channel WHERE slug = :slug)")
                .bind("slug", slug)
                .mapTo(Boolean.class)
                .one();
    }

    long count(Handle tx) {
        return tx.createQuery("SELECT count(*) FROM chat_channel")
                .mapTo(Long.class)
                .one();
    }

    /// With its main thread and its members.
    void insert(Handle tx, Channel channel, Optional<String> pair) {
        tx.createUpdate("""
                        INSERT INTO chat_channel
                            (id, kind, station, slug, name, topic, main_thread, pair, created_by, created_at)
                        VALUES (:id, :kind, :station, :slug, :name, :topic, :thread, :pair, :by, :at)
                        """)
                .bind("id", channel.id())
                .bind("kind", channel.kind().wireName())
                .bindByType("station", channel.station().orElse(null), String.class)
                .bind("slug", channel.slug())
                .bind("name", channel.name())
                .bind("topic", channel.topic())
                .bind("thread", channel.mainThread())
                .bindByType("pair", pair.orElse(null), String.class)
                .bind("by", channel.createdBy())
                .bind("at", time(channel.createdAt()))
                .execute();
        tx.createUpdate("""
                        INSERT INTO chat_thread (id, channel, title, active_at, created_by, created_at)
                        VALUES (:id, :channel, '', :at, :by, :at)
                        """)
                .bind("id", channel.mainThread())
                .bind("channel", channel.id())
                .bind("by", channel.createdBy())
                .bind("at", time(channel.createdAt()))
                .execute();
        channel.members().forEach(member -> addMember(tx, channel.id(), member, channel.createdAt()));
    }

    void update(Handle tx, Channel channel) {
        tx.createUpdate("UPDATE chat_channel SET name = :name, topic = :topic, archived = :archived WHERE id = :id")
                .bind("id", channel.id())
                .bind("name", channel.name())
                .bind("topic", channel.topic())
                .bind("archived", channel.archived())
                .execute();
    }

    void addMember(Handle tx, UUID channel, UUID user, Instant at) {
        tx.createUpdate("""
                        INSERT INTO chat_member (channel, user_id, added_at) VALUES (:channel, :user, :at)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("channel", channel)
                .bind("user", user)
                .bind("at", time(at))
                .execute();
    }

    void removeMember(Handle tx, UUID channel, UUID user) {
        tx.createUpdate("DELETE FROM chat_member WHERE channel = :channel AND user_id = :user")
                .bind("channel", channel)
                .bind("user", user)
                .execute();
    }

    Optional<UUID> ofPair(Handle tx, String pair) {
        return tx.createQuery("SELECT id FROM chat_channel WHERE pair = :pair")
                .bind("pair", pair)
                .mapTo(UUID.class)
                .findOne();
    }

    /// For a change: nobody else changes it until the commit.
    Optional<Channel> locked(Handle tx, UUID id) {
        Set<UUID> members = Set.copyOf(tx.createQuery("SELECT user_id FROM chat_member WHERE channel = :id")
                .bind("id", id)
                .mapTo(UUID.class)
                .list());
        return tx.createQuery("""
                        SELECT id, kind, station, slug, name, topic, archived, main_thread, created_by, created_at
                          FROM chat_channel WHERE id = :id FOR UPDATE
                        """)
                .bind("id", id)
                .map((row, _) -> channel(row, members))
                .findOne();
    }

    Map<Channel, Counters> all(Handle handle) {
        var members = new HashMap<UUID, Set<UUID>>();
        handle.createQuery("SELECT channel, user_id FROM chat_member")
                .map((row, _) -> Map.entry(row.getObject("channel", UUID.class), row.getObject("user_id", UUID.class)))
                .forEach(member -> members.computeIfAbsent(member.getKey(), _ -> new HashSet<>())
                        .add(member.getValue()));
        var channels = new HashMap<Channel, Counters>();
        handle.createQuery("""
                        SELECT id, kind, station, slug, name, topic, archived, main_thread, created_by, created_at,
                               version, messages, last_message_at
                          FROM chat_channel
                        """)
                .map((row, _) -> Map.entry(
                        channel(row, members.getOrDefault(row.getObject("id", UUID.class), Set.of())), counters(row)))
                .forEach(entry -> channels.put(entry.getKey(), entry.getValue()));
        return channels;
    }

    private static Channel channel(ResultSet row, Set<UUID> members) throws SQLException {
        return new Channel(
                row.getObject("id", UUID.class),
                Channel.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString("station")),
                row.getString("slug"),
                row.getString("name"),
                row.getString("topic"),
                row.getBoolean("archived"),
                row.getObject("main_thread", UUID.class),
                members,
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static Counters counters(ResultSet row) throws SQLException {
        return new Counters(
                row.getLong("version"),
                row.getLong("messages"),
                Optional.ofNullable(row.getObject("last_message_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    /// Counts changes of a channel's messages; holds the channel until the commit.
    ///
    /// @param versions how many changes
    /// @param messages how many of them are new messages
    Counters count(Handle tx, UUID channel, int versions, int messages, Instant at) {
        return tx.createQuery("""
                        UPDATE chat_channel
                           SET version = version + :versions, messages = messages + :messages,
                               last_message_at = CASE WHEN :messages > 0 THEN :at ELSE last_message_at END
                         WHERE id = :id RETURNING version, messages, last_message_at
                        """)
                .bind("id", channel)
                .bind("versions", versions)
                .bind("messages", messages)
                .bind("at", time(at))
                .map((row, _) -> counters(row))
                .one();
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
