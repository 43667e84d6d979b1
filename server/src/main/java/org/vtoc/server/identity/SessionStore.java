package org.vtoc.server.identity;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// All SQL about sessions and their refresh tokens. Callers own the transaction.
final class SessionStore {
    /// A session found by one of its tokens, and locked for the rest of the transaction.
    record Found(Directory.Session session, String username, boolean used, Instant tokenExpires) {}

    private static final RowMapper<Directory.Session> SESSION = (row, _) -> new Directory.Session(
            row.getObject("id", UUID.class),
            row.getObject("user_id", UUID.class),
            row.getObject("expires_at", OffsetDateTime.class).toInstant());

    /// Opens a session, if the user is still who signed in: enabled, with that password.
    boolean open(Handle tx, Directory.Session session, String passwordHash, String address, Instant now) {
        return tx.createUpdate("""
                                INSERT INTO session (id, user_id, address, created_at, used_at, expires_at)
                                SELECT :id, id, :address, :now, :now, :expires FROM app_user
                                 WHERE id = :user AND NOT disabled AND password_hash = :hash
                                   FOR SHARE
                                """)
                        .bind("id", session.id())
                        .bind("user", session.user())
                        .bind("hash", passwordHash)
                        .bind("address", address)
                        .bind("now", time(now))
                        .bind("expires", time(session.expires()))
                        .execute()
                == 1;
    }

    void addToken(Handle tx, UUID session, byte[] hash, Instant expires) {
        tx.createUpdate("INSERT INTO refresh_token (hash, session_id, expires_at) VALUES (:hash, :session, :expires)")
                .bind("hash", hash)
                .bind("session", session)
                .bind("expires", time(expires))
                .execute();
    }

    Optional<Found> lock(Handle tx, byte[] tokenHash) {
        // Two steps: what is read beside a row that had to be waited for may be older than that row.
        Optional<UUID> id =
                tx.createQuery("""
                        SELECT s.id FROM session s JOIN refresh_token t ON t.session_id = s.id
                         WHERE t.hash = :hash FOR UPDATE OF s
                        """).bind("hash", tokenHash).mapTo(UUID.class).findOne();
        return id.flatMap(_ -> tx.createQuery("""
                        SELECT s.id, s.user_id, s.expires_at, u.username, t.used_at, t.expires_at AS token_expires
                          FROM session s
                          JOIN refresh_token t ON t.session_id = s.id
                          JOIN app_user u ON u.id = s.user_id
                         WHERE t.hash = :hash
                        """)
                .bind("hash", tokenHash)
                .map((row, context) -> new Found(
                        SESSION.map(row, context),
                        row.getString("username"),
                        row.getObject("used_at", OffsetDateTime.class) != null,
                        row.getObject("token_expires", OffsetDateTime.class).toInstant()))
                .findOne());
    }

    void useToken(Handle tx, byte[] tokenHash, Instant now) {
        tx.createUpdate("UPDATE refresh_token SET used_at = :now WHERE hash = :hash")
                .bind("hash", tokenHash)
                .bind("now", time(now))
                .execute();
    }

    void prolong(Handle tx, UUID session, Instant now, Instant expires) {
        tx.createUpdate("UPDATE session SET used_at = :now, expires_at = :expires WHERE id = :id")
                .bind("id", session)
                .bind("now", time(now))
                .bind("expires", time(expires))
                .execute();
    }

    void end(Handle tx, UUID session) {
        tx.createUpdate("DELETE FROM session WHERE id = :id")
                .bind("id", session)
                .execute();
    }

    /// @return whether the user had this session
    boolean end(Handle tx, UUID session, UUID user) {
        return tx.createUpdate("DELETE FROM session WHERE id = :id AND user_id = :user")
                        .bind("id", session)
                        .bind("user", user)
                        .execute()
                == 1;
    }

    List<Sessions.View> list(Handle handle, UUID user, Instant now, Optional<UUID> current) {
        return handle.createQuery("""
                        SELECT id, address, created_at, used_at, expires_at FROM session
                         WHERE user_id = :user AND expires_at > :now ORDER BY used_at DESC, id
                        """)
                .bind("user", user)
                .bind("now", time(now))
                .map((row, _) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new Sessions.View(
                            id,
                            row.getString("address"),
                            row.getObject("created_at", OffsetDateTime.class).toInstant(),
                            row.getObject("used_at", OffsetDateTime.class).toInstant(),
                            row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                            current.equals(Optional.of(id)));
                })
                .list();
    }

    /// Ends a user's sessions but one.
    ///
    /// @return those that ended
    List<UUID> endOthers(Handle tx, UUID user, Optional<UUID> kept) {
        return tx.createQuery("""
                        DELETE FROM session WHERE user_id = :user AND (cast(:kept AS uuid) IS NULL OR id <> cast(:kept AS uuid))
                        RETURNING id
                        """)
                .bind("user", user)
                .bindByType("kept", kept.orElse(null), UUID.class)
                .mapTo(UUID.class)
                .list();
    }

    /// Ends the sessions that a user has beyond so many, the longest unused first.
    List<UUID> endBeyond(Handle tx, UUID user, int most) {
        return tx.createQuery("""
                        DELETE FROM session WHERE id IN
                            (SELECT id FROM session WHERE user_id = :user ORDER BY used_at DESC, id OFFSET :most)
                        RETURNING id
                        """)
                .bind("user", user)
                .bind("most", most)
                .mapTo(UUID.class)
                .list();
    }

    List<Directory.Session> all(Handle handle, Instant now) {
        return handle.createQuery("SELECT id, user_id, expires_at FROM session WHERE expires_at > :now")
                .bind("now", time(now))
                .map(SESSION)
                .list();
    }

    void forgetExpired(Handle tx, Instant now) {
        tx.createUpdate("DELETE FROM session WHERE expires_at < :now")
                .bind("now", time(now))
                .execute();
        tx.createUpdate("DELETE FROM refresh_token WHERE expires_at < :now")
                .bind("now", time(now))
                .execute();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
