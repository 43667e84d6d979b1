package org.vtoc.server.chat;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// What each user has read. Thread-safe.
///
/// The marks of a user are read from the database when first asked for, and kept in step with what is committed here;
/// [#forget()] has them read anew, for what other processes have changed.
final class Marks {
    private static final int MOST_MENTIONS = 1_000;

    /// @param read number of the last message read
    /// @param mentions how often the user is mentioned in what they haven't read
    record Mark(long read, int mentions) {}

    /// The marks of one user; its lock is held while it is read from the database.
    private static final class Own {
        private final Map<UUID, Long> read = new HashMap<>();
        private final Map<UUID, TreeSet<Long>> mentions = new HashMap<>();
        private boolean loaded;
    }

    private final Jdbi db;
    private final MarkStore store = new MarkStore();
    private final Map<UUID, Own> users = new ConcurrentHashMap<>();

    Marks(Jdbi db) {
        this.db = db;
    }

    /// @param newest number of the channel's last message; one who sees a channel of a station for the first time has
    ///     nothing of what was before to catch up with, but where they were mentioned
    Mark of(UUID user, Channel channel, long newest) {
        Own marks = loaded(user);
        synchronized (marks) {
            TreeSet<Long> mentions = marks.mentions.getOrDefault(channel.id(), new TreeSet<>());
            Long known = marks.read.get(channel.id());
            if (known == null && channel.members().isEmpty() && newest > 0) {
                long seen = mentions.isEmpty() ? newest : Math.min(newest, mentions.first() - 1);
                db.useTransaction(tx -> store.mark(tx, user, channel.id(), seen));
                marks.read.put(channel.id(), seen);
                known = seen;
            }
            return new Mark(known == null ? 0 : known, mentions.size());
        }
    }

    private Own loaded(UUID user) {
        Own marks = users.computeIfAbsent(user, _ -> new Own());
        synchronized (marks) {
            if (!marks.loaded) {
                db.useHandle(handle -> {
                    marks.read.putAll(store.read(handle, user));
                    store.mentions(handle, user, MOST_MENTIONS).forEach(place -> marks.mentions
                            .computeIfAbsent(place.channel(), _ -> new TreeSet<>())
                            .add(place.number()));
                });
                marks.loaded = true;
            }
        }
        return marks;
    }

    /// Notes that a user has read up to a message.
    void read(UUID user, UUID channel, long number) {
        db.useTransaction(tx -> store.mark(tx, user, channel, number));
        isRead(user, channel, number);
    }

    void read(Handle tx, UUID user, UUID channel, long number) {
        store.mark(tx, user, channel, number);
    }

    void mention(Handle tx, UUID user, UUID channel, long number) {
        store.mention(tx, user, channel, number);
    }

    /// After the commit.
    void isRead(UUID user, UUID channel, long number) {
        Own marks = users.get(user);
        if (marks != null) {
            synchronized (marks) {
                marks.read.merge(channel, number, Math::max);
                TreeSet<Long> mentions = marks.mentions.get(channel);
                if (mentions != null) {
                    mentions.headSet(number, true).clear();
                }
            }
        }
    }

    /// After the commit.
    void isMentioned(UUID user, UUID channel, long number) {
        Own marks = users.get(user);
        if (marks != null) {
            synchronized (marks) {
                if (marks.loaded && marks.read.getOrDefault(channel, 0L) < number) {
                    marks.mentions
                            .computeIfAbsent(channel, _ -> new TreeSet<>())
                            .add(number);
                }
            }
        }
    }

    void forget() {
        users.clear();
    }
}
