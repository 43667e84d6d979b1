package org.vtoc.server.playbook.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.http.Json;
import org.vtoc.server.playbook.Tool;
import org.vtoc.server.playbook.ToolRefusal;
import org.vtoc.server.playbook.graph.Input;
import org.vtoc.server.telemetry.Affiliation;
import org.vtoc.server.telemetry.Area;
import org.vtoc.server.telemetry.Picture;
import org.vtoc.server.telemetry.Track;

/// Finds tracks of the station in the present picture, the freshest first.
public final class QueryTracks implements Tool {
    private static final int MOST = 200;
    private static final Spec SPEC = new Spec(
            "query_tracks",
            "Tracks of the station as they are now, the freshest first: count, and for each id, name, kind, affiliation,"
                    + " latitude, longitude, altitude, speed, time.",
            Effect.READS,
            Map.of(
                    "kind", text("only tracks of this kind: aircraft, vessel, vehicle, person, station, object, ..."),
                    "affiliation", text("only tracks that are friend, hostile, neutral or unknown"),
                    "name", text("only tracks whose name or id has this part"),
                    "bbox", text("only tracks inside west,south,east,north in degrees"),
                    "max_age", number("only tracks heard within so many seconds"),
                    "limit", number("how many are returned at most, 1 to 200")));

    private final Picture picture;
    private final InstantSource clock;

    public QueryTracks(Picture picture, InstantSource clock) {
        this.picture = picture;
        this.clock = clock;
    }

    private static Input text(String description) {
        return new Input(Input.Type.TEXT, false, Optional.empty(), List.of(), description);
    }

    private static Input number(String description) {
        return new Input(
                Input.Type.INTEGER,
                false,
                description.contains("at most") ? Optional.of(LongNode.valueOf(50)) : Optional.empty(),
                List.of(),
                description);
    }

    @Override
    public Spec spec() {
        return SPEC;
    }

    @Override
    public JsonNode call(Call call) throws ToolRefusal {
        JsonNode arguments = call.arguments();
        long limit = arguments.path("limit").asLong(MOST);
        if (limit < 1 || limit > MOST) {
            throw new ToolRefusal("limit must be from 1 to %d".formatted(MOST));
        }
        Predicate<Track> wanted = wanted(arguments);
        List<Track> found = picture.tracks(List.of(call.station())).stream()
                .filter(wanted)
                .sorted(Comparator.comparing(Track::positionTime).reversed())
                .toList();
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("count", found.size());
        ArrayNode tracks = result.putArray("tracks");
        found.stream().limit(limit).map(QueryTracks::shown).forEach(tracks::add);
        return result;
    }

    private Predicate<Track> wanted(JsonNode arguments) throws ToolRefusal {
        Optional<String> kind = given(arguments, "kind");
        Optional<Affiliation> affiliation = Optional.empty();
        if (arguments.has("affiliation")) {
            affiliation = Stream.of(Affiliation.values())
                    .filter(each ->
                            each.wireName().equals(arguments.path("affiliation").asText()))
                    .findFirst();
            if (affiliation.isEmpty()) {
                throw new ToolRefusal("affiliation must be friend, hostile, neutral or unknown");
            }
        }
        Optional<Affiliation> side = affiliation;
        Optional<String> part = given(arguments, "name").map(name -> name.toLowerCase(Locale.ROOT));
        Optional<Area> area = area(arguments);
        Optional<Instant> since = arguments.has("max_age")
                ? Optional.of(
                        clock.instant().minusSeconds(arguments.path("max_age").asLong()))
                : Optional.empty();
        return track -> kind.map(track.kind().wireName()::equals).orElse(true)
                && side.map(track.affiliation()::equals).orElse(true)
                && part.map(text -> (track.name() + "\n" + track.id())
                                .toLowerCase(Locale.ROOT)
                                .contains(text))
                        .orElse(true)
                && area.map(track::isIn).orElse(true)
                && since.map(time ->
                                track.hasPosition() && !track.positionTime().isBefore(time))
                        .orElse(true);
    }

    private static Optional<String> given(JsonNode arguments, String name) {
        return Optional.ofNullable(arguments.get(name)).map(JsonNode::asText);
    }

    private static Optional<Area> area(JsonNode arguments) throws ToolRefusal {
        Optional<String> text = given(arguments, "bbox");
        try {
            return text.map(Area::parse);
        } catch (ProblemException wrong) {
            throw new ToolRefusal(wrong.detail());
        }
    }

    /// The properties of the GeoJSON feature, and its position beside them.
    private static JsonNode shown(Track track) {
        try {
            JsonNode feature = Json.MAPPER.readTree(track.json());
            ObjectNode shown = JsonNodeFactory.instance.objectNode().put("id", track.id());
            for (String name : List.of("name", "kind", "affiliation", "altitude", "speed", "course", "event_time")) {
                if (feature.path("properties").has(name)) {
                    shown.set(name, feature.path("properties").path(name));
                }
            }
            if (track.hasPosition()) {
                shown.put("latitude", track.latitude()).put("longitude", track.longitude());
            }
            return shown;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
