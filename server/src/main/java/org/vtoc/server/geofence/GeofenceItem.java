package org.vtoc.server.geofence;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.vtoc.server.platform.http.Json;
import org.vtoc.server.telemetry.Affiliation;

/// A fence as the API shows it: a polygon has a geometry, a circle a center and a radius.
///
/// @param center longitude, latitude
/// @param radius metres
/// @param kinds watched; empty for all
/// @param affiliations watched; empty for all
/// @param altitudeMin metres
/// @param altitudeMax metres
/// @param hysteresis metres that a track must be outside before it has left
/// @param inside how many tracks are inside now
record GeofenceItem(
        UUID id,
        String station,
        String name,
        boolean enabled,
        Optional<Map<String, Object>> geometry,
        Optional<List<Double>> center,
        Optional<Double> radius,
        List<String> kinds,
        List<String> affiliations,
        Optional<Double> altitudeMin,
        Optional<Double> altitudeMax,
        double hysteresis,
        int inside,
        long revision,
        Instant createdAt,
        Instant updatedAt) {
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    /// What a new one takes.
    record NewGeofence(
            Optional<String> station,
            String name,
            Optional<Boolean> enabled,
            Optional<Map<String, Object>> geometry,
            Optional<List<Double>> center,
            Optional<Double> radius,
            Optional<List<String>> kinds,
            Optional<List<String>> affiliations,
            Optional<Double> altitudeMin,
            Optional<Double> altitudeMax,
            Optional<Double> hysteresis) {}

    /// What a change takes; null takes an optional field away.
    record GeofenceChange(
            Optional<String> name,
            Optional<Boolean> enabled,
            Optional<Map<String, Object>> geometry,
            Optional<List<Double>> center,
            Optional<Double> radius,
            Optional<List<String>> kinds,
            Optional<List<String>> affiliations,
            Optional<Double> altitudeMin,
            Optional<Double> altitudeMax,
            Optional<Double> hysteresis) {}

    /// For the API document.
    record GeofencePage(List<GeofenceItem> items, Optional<String> next) {}

    /// For the API document.
    record CrossingPage(List<Crossing> items, Optional<String> next) {}

    static GeofenceItem of(Fence fence, String station, int inside) {
        Fence.Definition definition = fence.definition();
        boolean round = definition.shape() instanceof Shape.Circle;
        JsonNode text = fence.text();
        return new GeofenceItem(
                fence.id(),
                station,
                definition.name(),
                definition.enabled(),
                round ? Optional.empty() : Optional.of(Json.MAPPER.convertValue(text.path("geometry"), MAP)),
                definition.shape() instanceof Shape.Circle circle
                        ? Optional.of(List.of(circle.longitude(), circle.latitude()))
                        : Optional.empty(),
                definition.shape() instanceof Shape.Circle circle ? Optional.of(circle.radius()) : Optional.empty(),
                sorted(definition.kinds(), org.vtoc.decode.Kind::wireName),
                sorted(definition.affiliations(), Affiliation::wireName),
                known(definition.lowest()),
                known(definition.highest()),
                definition.hysteresis(),
                inside,
                fence.revision(),
                fence.createdAt(),
                fence.updatedAt());
    }

    private static <T> List<String> sorted(Set<T> values, java.util.function.Function<T, String> name) {
        return values.stream().map(name).sorted().toList();
    }

    private static Optional<Double> known(double value) {
        return Double.isNaN(value) ? Optional.empty() : Optional.of(value);
    }
}
