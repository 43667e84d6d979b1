package org.vtoc.server.geofence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.vtoc.decode.Kind;
import org.vtoc.server.platform.error.FieldError;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.telemetry.Affiliation;

/// Reads a fence's definition and names everything that is wrong with it. Made for one reading.
final class FenceText {
    private static final List<String> FIELDS = List.of(
            "name",
            "enabled",
            "geometry",
            "center",
            "radius",
            "kinds",
            "affiliations",
            "altitude_min",
            "altitude_max",
            "hysteresis");
    private static final int NAME_CHARACTERS = 100;
    private static final double MAX_RADIUS = 5_000_000;
    private static final double DEFAULT_HYSTERESIS = 50;
    private static final double MAX_HYSTERESIS = 100_000;
    private static final double MAX_ALTITUDE = 1_000_000;

    private final JsonNode text;
    private final List<FieldError> problems = new ArrayList<>();

    private FenceText(JsonNode text) {
        this.text = text;
    }

    /// @throws ProblemException 422 with every field that is wrong
    static Fence.Definition read(JsonNode text) {
        var reading = new FenceText(text);
        Optional<Fence.Definition> definition = reading.definition();
        if (!reading.problems.isEmpty()) {
            throw ProblemException.invalid(reading.problems);
        }
        return definition.orElseThrow();
    }

    /// What was stored with the fields of a change put over it; null takes a field away (RFC 7396). A new polygon
    /// takes the place of a circle, and the other way round.
    static ObjectNode merged(ObjectNode stored, ObjectNode change) {
        ObjectNode merged = stored.deepCopy();
        if (change.hasNonNull("geometry")) {
            merged.remove(List.of("center", "radius"));
        }
        if (change.hasNonNull("center")) {
            merged.remove("geometry");
        }
        change.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                merged.remove(field.getKey());
            } else {
                merged.set(field.getKey(), field.getValue());
            }
        });
        return merged;
    }

    private Optional<Fence.Definition> definition() {
        text.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                problem(field, "unknown field; known are " + String.join(", ", FIELDS));
            }
        });
        String name =
                text.path("name").isTextual() ? text.path("name").textValue().strip() : "";
        if (name.isEmpty() || name.length() > NAME_CHARACTERS) {
            problem("name", "must have 1 to %d characters".formatted(NAME_CHARACTERS));
        }
        if (text.has("enabled") && !text.path("enabled").isBoolean()) {
            problem("enabled", "must be true or false");
        }
        Optional<Shape> shape = shape();
        Set<Kind> kinds = names("kinds", Kind.values(), Kind::wireName);
        Set<Affiliation> affiliations = names("affiliations", Affiliation.values(), Affiliation::wireName);
        double lowest = number("altitude_min", -MAX_ALTITUDE, MAX_ALTITUDE, Double.NaN);
        double highest = number("altitude_max", -MAX_ALTITUDE, MAX_ALTITUDE, Double.NaN);
        if (lowest > highest) {
            problem("altitude_max", "is below altitude_min");
        }
        double hysteresis = number("hysteresis", 0, MAX_HYSTERESIS, DEFAULT_HYSTERESIS);
        boolean enabled = text.path("enabled").asBoolean(true);
        return shape.map(
                area -> new Fence.Definition(name, enabled, area, kinds, affiliations, lowest, highest, hysteresis));
    }

    private Optional<Shape> shape() {
        boolean circle = text.has("center") || text.has("radius");
        if (circle == text.has("geometry")) {
            problem("geometry", "give either geometry, a GeoJSON Polygon, or center and radius");
            return Optional.empty();
        }
        return circle ? circle() : polygon();
    }

    private Optional<Shape> polygon() {
        try {
            return Optional.of(Rings.read(text.path("geometry")));
        } catch (Rings.Refused refusal) {
            problem("geometry", String.valueOf(refusal.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Shape> circle() {
        JsonNode center = text.path("center");
        boolean numbers = center.isArray()
                && center.size() == 2
                && center.get(0).isNumber()
                && center.get(1).isNumber();
        double longitude = numbers ? center.get(0).doubleValue() : Double.NaN;
        double latitude = numbers ? center.get(1).doubleValue() : Double.NaN;
        if (!(Math.abs(longitude) <= 180) || !(Math.abs(latitude) <= 90)) {
            problem("center", "must be [longitude, latitude] in degrees");
        }
        if (!text.has("radius")) {
            problem("radius", "is missing; metres");
        }
        double radius = number("radius", 1, MAX_RADIUS, Double.NaN);
        return problems.isEmpty() ? Optional.of(Shape.Circle.of(latitude, longitude, radius)) : Optional.empty();
    }

    private double number(String field, double least, double most, double otherwise) {
        JsonNode value = text.get(field);
        if (value == null) {
            return otherwise;
        }
        if (!value.isNumber() || !(value.doubleValue() >= least) || !(value.doubleValue() <= most)) {
            problem(field, "must be a number of metres from %,.0f to %,.0f".formatted(least, most));
            return otherwise;
        }
        return value.doubleValue();
    }

    private <T> Set<T> names(String field, T[] known, Function<T, String> name) {
        var found = new LinkedHashSet<T>();
        JsonNode list = text.path(field);
        boolean good = list.isMissingNode() || (list.isArray() && list.size() <= known.length);
        for (JsonNode item : list) {
            Optional<T> match = Arrays.stream(known)
                    .filter(value -> name.apply(value).equals(item.asText()))
                    .findFirst();
            good &= match.isPresent();
            match.ifPresent(found::add);
        }
        if (!good) {
            problem(
                    field,
                    "must be a list of "
                            + String.join(", ", Arrays.stream(known).map(name).toList()));
        }
        return found;
    }

    private void problem(String field, String message) {
        problems.add(new FieldError(field, message));
    }
}
