package org.vtoc.server.identity;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.vtoc.server.platform.security.Scope;

/// All SQL about API keys. Callers own the transaction.
final class ApiKeyStore {
    private static final String COLUMNS =
            "id, name, public_part, secret_hash, scopes, stations, created_by, created_at, expires_at, last_used_at";

    private static final RowMapper<Directory.Key> KEY = (row, _) -> {
        Set<Scope> scopes = texts(row, "scopes").stream()
                .map(text -> Scope.valueOf(text.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
        Set<String> stations = texts(row, "stations");
        var shown = new ApiKey(
                row.getObject("id", UUID.class),
                row.getString("name"),
                ApiKey.PREFIX + row.getString("public_part"),
                ApiKey.spell(scopes, stations),
                row.getString("created_by"),
                time(row, "created_at").orElseThrow(),
                time(row, "expires_at"),
                time(row, "last_used_at"));
        return new Directory.Key(shown, row.getString("public_part"), row.getBytes("secret_hash"), scopes, stations);
    };

    void insert(Handle tx, Directory.Key key) {
        ApiKey shown = key.key();
        tx.createUpdate("""
                        INSERT INTO api_key (id, name, public_part, secret_hash, scopes, stations, created_by, created_at,
                                             expires_at)
                        VALUES (:id, :name, :public, :hash, :scopes, :stations, :by, :created, cast(:expires AS timestamptz))
                        """)
                .bind("id", shown.id())
                .bind("name", shown.name())
                .bind("public", key.publicPart())
                .bind("hash", key.secretHash())
                .bindArray(
                        "scopes",
                        String.class,
                        key.scopes().stream().map(Scope::wireName).toList())
                .bindArray("stations", String.class, key.stations())
                .bind("by", shown.createdBy())
                .bind("created", shown.createdAt().atOffset(ZoneOffset.UTC))
                .bindByType(
                        "expires",
                        shown.expiresAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null),
                        OffsetDateTime.class)
                .execute();
    }

    long count(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM api_key")
                .mapTo(Long.class)
                .one();
    }

    List<Directory.Key> all(Handle handle) {
        return handle.createQuery("SELECT %s FROM api_key".formatted(COLUMNS))
                .map(KEY)
                .list();
    }

    Optional<ApiKey> find(Handle handle, UUID id) {
        return handle.createQuery("SELECT %s FROM api_key WHERE id = :id".formatted(COLUMNS))
                .bind("id", id)
                .map(KEY)
                .findOne()
                .map(Directory.Key::key);
    }

    /// The newest first, those before the given one.
    List<ApiKey> list(Handle handle, Instant before, UUID id, int limit) {
        return handle.createQuery("""
                        SELECT %s FROM api_key WHERE (created_at, id) < (:before, :id)
                         ORDER BY created_at DESC, id DESC LIMIT :limit
                        """.formatted(COLUMNS))
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .bind("id", id)
                .bind("limit", limit)
                .map(KEY)
                .map(Directory.Key::key)
                .list();
    }

    /// @return whether there was one
    boolean delete(Handle tx, UUID id) {
        return tx.createUpdate("DELETE FROM api_key WHERE id = :id")
                        .bind("id", id)
                        .execute()
                == 1;
    }

    void used(Handle tx, Map<UUID, Instant> times) {
        var batch = tx.prepareBatch("UPDATE api_key SET last_used_at = greatest(last_used_at, :at) WHERE id = :id");
        times.forEach((id, at) ->
                batch.bind("id", id).bind("at", at.atOffset(ZoneOffset.UTC)).add());
        batch.execute();
    }

    private static Set<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return new LinkedHashSet<>(List.of((String[]) array.getArray()));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
