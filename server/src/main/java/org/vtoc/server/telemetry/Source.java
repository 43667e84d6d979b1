package org.vtoc.server.telemetry;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Where facts come from: a connector, or a program outside that posts them.
///
/// @param number the compact key that events carry
/// @param type `adsb`, `ais`, `aprs`, ... or `external` for what is posted
/// @param origin who made it: `file` (the settings file), `api` (a person), `auto` (the first event)
/// @param settings the connector's settings, as in the settings file; empty for `external`
public record Source(
        UUID id,
        int number,
        String station,
        String slug,
        String name,
        String type,
        boolean enabled,
        String origin,
        Map<String, Object> settings,
        Instant createdAt,
        Optional<Instant> lastIngestedAt) {
    public static final String EXTERNAL = "external";

    /// What may be changed; absent means unchanged.
    public record Change(
            Optional<String> name,
            Optional<String> type,
            Optional<Boolean> enabled,
            Optional<String> origin,
            Optional<Map<String, Object>> settings) {
        public static Change enabled(boolean on) {
            return new Change(Optional.empty(), Optional.empty(), Optional.of(on), Optional.empty(), Optional.empty());
        }
    }

    /// What a new source needs.
    public record Draft(
            String slug, String name, String type, boolean enabled, String origin, Map<String, Object> settings) {}

    Source with(Change change) {
        return new Source(
                id,
                number,
                station,
                slug,
                change.name().orElse(name),
                change.type().orElse(type),
                change.enabled().orElse(enabled),
                change.origin().orElse(origin),
                change.settings().orElse(settings),
                createdAt,
                lastIngestedAt);
    }

    Source ingestedAt(Instant time) {
        return new Source(
                id, number, station, slug, name, type, enabled, origin, settings, createdAt, Optional.of(time));
    }
}
