package org.vtoc.server.identity;

import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.vtoc.server.platform.security.Caller;
import org.vtoc.server.platform.security.Scope;

/// Users, sessions and keys in memory, so that finding a caller costs no query. Thread-safe.
///
/// A change made here is put in at once, after its commit; changes of other processes come with [#reload]. A reload
/// during which something was put in is thrown away and done again, so that it never brings back what is gone.
final class Directory {
    private static final int TRIES = 5;

    record Session(UUID id, UUID user, Instant expires) {}

    /// @param key what is shown of it
    record Key(
            ApiKey key,
            String publicPart,
            @SuppressWarnings("ArrayRecordComponent") byte[] secretHash, // Compared by MessageDigest.isEqual alone.
            Set<Scope> scopes,
            Set<String> stations) {}

    /// Everything, as the database has it.
    record Content(Collection<User> users, Collection<Session> sessions, Collection<Key> keys) {}

    private record Maps(Map<UUID, User> users, Map<UUID, Session> sessions, Map<String, Key> keys) {
        static Maps of(Content content) {
            var maps = new Maps(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
            content.users().forEach(user -> maps.users.put(user.id(), user));
            content.sessions().forEach(session -> maps.sessions.put(session.id(), session));
            content.keys().forEach(key -> maps.keys.put(key.publicPart(), key));
            return maps;
        }
    }

    private final InstantSource clock;
    private final Map<UUID, Instant> used = new ConcurrentHashMap<>();
    private volatile Maps maps = Maps.of(new Content(List.of(), List.of(), List.of()));
    private long changes;

    Directory(InstantSource clock) {
        this.clock = clock;
    }

    void reload(Supplier<Content> database) {
        for (int i = 0; i < TRIES; i++) {
            long before = changes();
            Maps fresh = Maps.of(database.get());
            if (replace(before, fresh)) {
                return;
            }
        }
        // Changes came in all the while: what is here is newer than what could be read. The next reload is near.
    }

    private synchronized long changes() {
        return changes;
    }

    private synchronized boolean replace(long before, Maps fresh) {
        if (changes != before) {
            return false;
        }
        maps = fresh;
        return true;
    }

    synchronized void put(User user) {
        changes++;
        maps.users().put(user.id(), user);
    }

    synchronized void put(Session session) {
        changes++;
        maps.sessions().put(session.id(), session);
    }

    /// Gives a session more time, unless it has ended meanwhile.
    synchronized void prolong(Session session) {
        changes++;
        maps.sessions().replace(session.id(), session);
    }

    synchronized void put(Key key) {
        changes++;
        maps.keys().put(key.publicPart(), key);
    }

    synchronized void removeUser(UUID id) {
        changes++;
        maps.users().remove(id);
        maps.sessions().values().removeIf(session -> session.user().equals(id));
    }

    synchronized void removeSessions(Collection<UUID> ids) {
        changes++;
        ids.forEach(maps.sessions()::remove);
    }

    synchronized void removeKey(UUID id) {
        changes++;
        maps.keys().values().removeIf(key -> key.key().id().equals(id));
    }

    Optional<User> user(UUID id) {
        return Optional.ofNullable(maps.users().get(id));
    }

    List<User> users() {
        return maps.users().values().stream().filter(user -> !user.disabled()).toList();
    }

    /// The caller of a token, while its session and its user last.
    Optional<Caller> caller(UUID userId, UUID sessionId, Instant expires) {
        Instant now = clock.instant();
        Maps current = maps;
        User user = current.users().get(userId);
        Session session = current.sessions().get(sessionId);
        if (user == null
                || user.disabled()
                || session == null
                || !session.user().equals(userId)
                || !now.isBefore(session.expires())
                || !now.isBefore(expires)) {
            return Optional.empty();
        }
        return Optional.of(new Caller.User(userId, user.username(), user.admin(), user.stations(), sessionId, expires));
    }

    /// The caller of a key, while it lasts.
    Optional<Caller> caller(String publicPart, String secret) {
        Key key = maps.keys().get(publicPart);
        if (key == null || !MessageDigest.isEqual(key.secretHash(), Digest.of(secret))) {
            return Optional.empty();
        }
        return caller(key);
    }

    /// The same caller as it is now; empty if it may no longer come in.
    Optional<Caller> recheck(Caller caller) {
        return switch (caller) {
            case Caller.Anonymous _ -> Optional.empty();
            case Caller.User user -> caller(user.id(), user.session(), user.expires());
            case Caller.Key key ->
                maps.keys().values().stream()
                        .filter(held -> held.key().id().equals(key.id()))
                        .findFirst()
                        .flatMap(this::caller);
        };
    }

    private Optional<Caller> caller(Key key) {
        Instant now = clock.instant();
        ApiKey shown = key.key();
        if (shown.expiresAt().filter(end -> !now.isBefore(end)).isPresent()) {
            return Optional.empty();
        }
        used.put(shown.id(), now);
        return Optional.of(new Caller.Key(shown.id(), shown.name(), key.scopes(), key.stations(), shown.expiresAt()));
    }

    /// When keys were last used, since this was last asked.
    Map<UUID, Instant> takeUsed() {
        var taken = new HashMap<UUID, Instant>();
        for (UUID id : List.copyOf(used.keySet())) {
            Instant at = used.remove(id);
            if (at != null) {
                taken.put(id, at);
            }
        }
        return taken;
    }
}
