package org.vtoc.server.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.vtoc.server.platform.http.Json;
import org.vtoc.server.platform.security.Seal;

/// All SQL about sources. Callers own the transaction. Settings, which may hold secrets, are sealed.
final class SourceStore {
    private static final String COLUMNS =
            "id, number, slug, name, type, enabled, origin, settings, created_at, last_ingested_at";
    private static final TypeReference<Map<String, Object>> SETTINGS = new TypeReference<>() {};

    private static final String SEALED = "sealed";

    private final String station;
    private final Seal seal;

    SourceStore(String station, Seal seal) {
        this.station = station;
        this.seal = seal;
    }

    private Source map(ResultSet row) throws SQLException {
        try {
            return new Source(
                    row.getObject("id", UUID.class),
                    row.getInt("number"),
                    station,
                    row.getString("slug"),
                    row.getString("name"),
                    row.getString("type"),
                    row.getBoolean("enabled"),
                    row.getString("origin"),
                    settings(row.getObject("id", UUID.class), row.getString("settings")),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    Optional.ofNullable(row.getObject("last_ingested_at", OffsetDateTime.class))
                            .map(OffsetDateTime::toInstant));
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("stored settings are not JSON", damaged);
        }
    }

    List<Source> all(Handle handle) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM source ORDER BY slug LIMIT 10000")
                .map((row, _) -> map(row))
                .list();
    }

    /// @return empty where the slug is taken
    Optional<Source> insert(Handle handle, UUID id, Source.Draft draft, Instant now) {
        return handle.createQuery("""
                        INSERT INTO source (id, slug, name, type, enabled, origin, settings, created_at)
                        VALUES (:id, :slug, :name, :type, :enabled, :origin, :settings::json, :now)
                        ON CONFLICT (slug) DO NOTHING
                        RETURNING\s""" + COLUMNS)
                .bind("id", id)
                .bind("slug", draft.slug())
                .bind("name", draft.name())
                .bind("type", draft.type())
                .bind("enabled", draft.enabled())
                .bind("origin", draft.origin())
                .bind("settings", json(id, draft.settings()))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map((row, _) -> map(row))
                .findOne();
    }

    Source update(Handle handle, Source source) {
        return handle.createQuery("""
                        UPDATE source SET name = :name, enabled = :enabled, settings = :settings::json, type = :type,
                               origin = :origin
                         WHERE id = :id RETURNING\s""" + COLUMNS)
                .bind("id", source.id())
                .bind("name", source.name())
                .bind("type", source.type())
                .bind("origin", source.origin())
                .bind("enabled", source.enabled())
                .bind("settings", json(source.id(), source.settings()))
                .map((row, _) -> map(row))
                .one();
    }

    void delete(Handle handle, Source source) {
        handle.execute("DELETE FROM source WHERE id = ?", source.id());
        handle.execute("DELETE FROM source_silence WHERE source = ?", source.number());
        handle.execute("DELETE FROM source_day WHERE source = ?", source.number());
    }

    void touch(Handle handle, int number, Instant time) {
        handle.execute(
                "UPDATE source SET last_ingested_at = ? WHERE number = ?", time.atOffset(ZoneOffset.UTC), number);
    }

    /// Seals what was stored in clear by earlier versions.
    void sealAll(Handle tx) {
        tx.createQuery("SELECT " + COLUMNS + " FROM source WHERE settings ->> 'sealed' IS NULL"
                        + " AND settings::text <> '{}' LIMIT 10000")
                .map((row, _) -> map(row))
                .list()
                .forEach(source -> update(tx, source));
    }

    private Map<String, Object> settings(UUID id, String stored) throws JsonProcessingException {
        Map<String, Object> settings = Json.MAPPER.readValue(stored, SETTINGS);
        return settings.get(SEALED) instanceof String sealed
                ? Json.MAPPER.readValue(seal.open(sealed, context(id)), SETTINGS)
                : settings;
    }

    private static String context(UUID id) {
        return "the settings of source " + id;
    }

    private String json(UUID id, Map<String, Object> settings) {
        try {
            String text = Json.MAPPER.writeValueAsString(settings);
            return settings.isEmpty()
                    ? text
                    : Json.MAPPER.writeValueAsString(Map.of(SEALED, seal.close(text, context(id))));
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException("settings are not JSON", failure);
        }
    }
}
