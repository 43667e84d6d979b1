package org.vtoc.server.identity;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.vtoc.server.platform.security.Role;

/// All SQL about users and their roles. Callers own the transaction.
final class UserStore {
    /// What a sign-in is checked against.
    record Credentials(UUID id, String username, String passwordHash, boolean disabled) {}

    /// Taken by whoever changes users, so that checks (names free, an administrator left) hold until the commit.
    private static final long LOCK = 0x7674_6f63_7573_6572L;

    private static final String COLUMNS = "id, username, email, admin, disabled, created_at";

    private static final RowMapper<User> USER = (row, _) -> new User(
            row.getObject("id", UUID.class),
            row.getString("username"),
            Optional.ofNullable(row.getString("email")),
            row.getBoolean("admin"),
            row.getBoolean("disabled"),
            Map.of(),
            row.getObject("created_at", OffsetDateTime.class).toInstant());

    private record Held(UUID user, String station, Role role) {}

    void lock(Handle tx) {
        tx.createQuery("SELECT pg_advisory_xact_lock(:lock)")
                .bind("lock", LOCK)
                .mapToMap()
                .list();
    }

    boolean any(Handle handle) {
        return handle.createQuery("SELECT EXISTS (SELECT FROM app_user)")
                .mapTo(Boolean.class)
                .one();
    }

    /// By user name or e-mail address; one has no `@`, the other has, so they can't meet.
    Optional<Credentials> credentials(Handle handle, String login) {
        return handle.createQuery("""
                        SELECT id, username, password_hash, disabled FROM app_user
                         WHERE lower(username) = :login OR lower(email) = :login
                        """)
                .bind("login", login.toLowerCase(Locale.ROOT))
                .map((row, _) -> new Credentials(
                        row.getObject("id", UUID.class),
                        row.getString("username"),
                        row.getString("password_hash"),
                        row.getBoolean("disabled")))
                .findOne();
    }

    Optional<User> find(Handle handle, UUID id) {
        List<User> users = handle.createQuery("SELECT %s FROM app_user WHERE id = :id".formatted(COLUMNS))
                .bind("id", id)
                .map(USER)
                .list();
        return withStations(handle, users).stream().findFirst();
    }

    Optional<User> findByName(Handle handle, String username) {
        List<User> users = handle.createQuery(
                        "SELECT %s FROM app_user WHERE lower(username) = :name".formatted(COLUMNS))
                .bind("name", username.toLowerCase(Locale.ROOT))
                .map(USER)
                .list();
        return withStations(handle, users).stream().findFirst();
    }

    /// In order of their names, those after the given one.
    List<User> list(Handle handle, String after, int limit) {
        List<User> users = handle.createQuery("""
                        SELECT %s FROM app_user WHERE lower(username) > :after ORDER BY lower(username) LIMIT :limit
                        """.formatted(COLUMNS))
                .bind("after", after)
                .bind("limit", limit)
                .map(USER)
                .list();
        return withStations(handle, users);
    }

    List<User> all(Handle handle) {
        return withStations(
                handle,
                handle.createQuery("SELECT %s FROM app_user".formatted(COLUMNS))
                        .map(USER)
                        .list());
    }

    boolean usernameTaken(Handle handle, String username) {
        return findByName(handle, username).isPresent();
    }

    boolean emailTaken(Handle handle, String email, UUID except) {
        return handle.createQuery("SELECT EXISTS (SELECT FROM app_user WHERE lower(email) = :email AND id <> :except)")
                .bind("email", email.toLowerCase(Locale.ROOT))
                .bind("except", except)
                .mapTo(Boolean.class)
                .one();
    }

    boolean otherAdministrator(Handle tx, UUID except) {
        return tx.createQuery("SELECT EXISTS (SELECT FROM app_user WHERE admin AND NOT disabled AND id <> :except)")
                .bind("except", except)
                .mapTo(Boolean.class)
                .one();
    }

    void insert(Handle tx, User user, String passwordHash) {
        tx.createUpdate("""
                        INSERT INTO app_user (id, username, email, password_hash, admin, disabled, created_at)
                        VALUES (:id, :username, :email, :hash, :admin, :disabled, :created)
                        """)
                .bind("id", user.id())
                .bind("username", user.username())
                .bindByType("email", user.email().orElse(null), String.class)
                .bind("hash", passwordHash)
                .bind("admin", user.admin())
                .bind("disabled", user.disabled())
                .bind("created", user.createdAt().atOffset(ZoneOffset.UTC))
                .execute();
        giveStations(tx, user);
    }

    void update(Handle tx, User user) {
        tx.createUpdate("UPDATE app_user SET email = :email, admin = :admin, disabled = :disabled WHERE id = :id")
                .bind("id", user.id())
                .bindByType("email", user.email().orElse(null), String.class)
                .bind("admin", user.admin())
                .bind("disabled", user.disabled())
                .execute();
        tx.createUpdate("DELETE FROM user_station WHERE user_id = :id")
                .bind("id", user.id())
                .execute();
        giveStations(tx, user);
    }

    void setPassword(Handle tx, UUID id, String passwordHash) {
        tx.createUpdate("UPDATE app_user SET password_hash = :hash WHERE id = :id")
                .bind("id", id)
                .bind("hash", passwordHash)
                .execute();
    }

    void delete(Handle tx, UUID id) {
        tx.createUpdate("DELETE FROM app_user WHERE id = :id").bind("id", id).execute();
    }

    private static void giveStations(Handle tx, User user) {
        if (user.stations().isEmpty()) {
            return;
        }
        var batch = tx.prepareBatch("INSERT INTO user_station (user_id, station, role) VALUES (:id, :station, :role)");
        user.stations().forEach((station, role) -> batch.bind("id", user.id())
                .bind("station", station)
                .bind("role", role.wireName())
                .add());
        batch.execute();
    }

    private static List<User> withStations(Handle handle, List<User> users) {
        if (users.isEmpty()) {
            return users;
        }
        var roles = new HashMap<UUID, Map<String, Role>>();
        handle.createQuery("SELECT user_id, station, role FROM user_station WHERE user_id = ANY (:ids)")
                .bindArray("ids", UUID.class, users.stream().map(User::id).toList())
                .map((row, _) -> new Held(
                        row.getObject("user_id", UUID.class),
                        row.getString("station"),
                        Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT))))
                .forEach(held ->
                        roles.computeIfAbsent(held.user(), _ -> new HashMap<>()).put(held.station(), held.role()));
        var complete = new ArrayList<User>();
        for (User user : users) {
            complete.add(new User(
                    user.id(),
                    user.username(),
                    user.email(),
                    user.admin(),
                    user.disabled(),
                    roles.getOrDefault(user.id(), Map.of()),
                    user.createdAt()));
        }
        return complete;
    }
}
