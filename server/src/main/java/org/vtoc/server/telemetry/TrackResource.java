package org.vtoc.server.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vtoc.decode.Kind;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.audit.AuditEntry;
import org.vtoc.server.platform.error.FieldError;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.security.Access;

/// The HTTP door of tracks and trails.
final class TrackResource {
    /// Points read for a trail, the newest; and points shown of it.
    private static final int TRAIL_ROWS = 50_000;

    private static final int TRAIL_POINTS = 2_000;
    private static final Duration DEFAULT_TRAIL = Duration.ofHours(1);
    private static final int STATE_ROWS = 500;

    private final Telemetry telemetry;
    private final ReplayResource past;
    private final Audit audit;
    private final InstantSource clock;

    TrackResource(Telemetry telemetry, ReplayResource past, Audit audit, InstantSource clock) {
        this.telemetry = telemetry;
        this.past = past;
        this.audit = audit;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/tracks", Access.viewer(), this::list)
                        .summary("The newest state of every track, as a GeoJSON FeatureCollection")
                        .query("station", "only this station's")
                        .query("bbox", "w,s,e,n in degrees; w > e crosses the antimeridian")
                        .query("kind", "only tracks of this kind")
                        .query("max_age", "seconds since the newest fact")
                        .query("at", "RFC 3339: the picture of this past time instead of now's")
                        .answers(200, FeatureCollection.class),
                Route.get("/tracks/{track_id}", Access.viewer(), this::show)
                        .summary("One track with every field, who reported it and when")
                        .query("station", "the track's station")
                        .query("at", "RFC 3339: what was known before this past time instead of now")
                        .answers(200, Feature.class),
                Route.patch("/tracks/{track_id}", Access.operator(), this::judge)
                        .summary("Set a track's affiliation, which then wins over what sources say; null sets it back")
                        .query("station", "the track's station")
                        .takes(TrackChange.class)
                        .answers(200, Feature.class),
                Route.get("/tracks/{track_id}/trail", Access.viewer(), this::trail)
                        .summary("Where the track was, as a GeoJSON LineString with times")
                        .query("station", "the track's station")
                        .query("since", "RFC 3339, inclusive; default an hour before `until`")
                        .query("until", "RFC 3339, exclusive; default now")
                        .answers(200, Feature.class));
    }

    private Answer list(Exchange exchange) {
        Optional<Area> area = exchange.query("bbox").map(Area::parse);
        Optional<Kind> kind = exchange.query("kind").map(EventResource::kind);
        Optional<Instant> at = exchange.queryTime("at");
        long oldest = exchange.queryNumber("max_age", 0, Integer.MAX_VALUE)
                .map(seconds -> Times.micros(at.orElseGet(clock::instant)) - seconds * 1_000_000L)
                .orElse(Long.MIN_VALUE);
        List<Track> known = at.map(time -> past.tracksAt(exchange, time))
                .orElseGet(() -> telemetry.picture().tracks(exchange.readable()));
        List<Track> tracks = known.stream()
                .filter(track -> track.eventTime >= oldest)
                .filter(track -> kind.isEmpty() || kind.get() == track.kind)
                .filter(track -> area.isEmpty() || track.isIn(area.get()))
                .toList();
        return Answer.stream(json -> {
            json.writeStartObject();
            json.writeStringField("type", "FeatureCollection");
            json.writeArrayFieldStart("features");
            for (Track track : tracks) {
                json.writeRawValue(track.json());
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private Answer judge(Exchange exchange) throws IOException {
        JsonNode body = exchange.body(JsonNode.class);
        var problems = new ArrayList<FieldError>();
        body.fieldNames().forEachRemaining(field -> {
            if (!field.equals("affiliation")) {
                problems.add(new FieldError(field, "unknown field; known is affiliation"));
            }
        });
        Optional<Affiliation> said = Optional.empty();
        JsonNode given = body.get("affiliation");
        if (given == null || !given.isNull()) {
            said = Affiliation.of(given == null ? "" : given.asText());
            if (said.isEmpty()) {
                problems.add(new FieldError("affiliation", "must be friend, hostile, neutral, unknown or null"));
            }
        }
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(problems);
        }
        Found found = find(exchange, exchange.visible());
        StationTelemetry station = found.station();
        exchange.writable(station.slug);
        String id = found.track().id();
        if (!station.tracks.hasRoomFor(id)) {
            throw ProblemException.of(
                    RequestError.WRONG_STATE,
                    "Operators have set the affiliation of %d tracks, which is all that a station keeps."
                            .formatted(JudgementStore.MOST));
        }
        Optional<Affiliation> wanted = said;
        Judgement stored = station.database.inTransaction(tx -> {
            Judgement made = station.judgements.put(tx, id, wanted, clock.instant());
            audit.append(
                    tx,
                    new AuditEntry(
                            Actor.of(exchange),
                            "track.affiliation-set",
                            id,
                            Map.of(
                                    "affiliation",
                                    wanted.map(Affiliation::wireName).orElse("from sources"))));
            return made;
        });
        station.tracks.judge(id, stored);
        return answer(find(exchange, List.of(station.slug)));
    }

    private record Found(StationTelemetry station, Track track, List<EventRow> rows) {}

    /// The track in the picture, or, for one that left it, from the events kept.
    private Found find(Exchange exchange, List<String> stations) {
        String id = exchange.path("track_id");
        for (String slug : stations) {
            StationTelemetry station = telemetry.at(slug);
            Optional<Track> track = station.tracks.find(id);
            if (track.isPresent()) {
                return new Found(station, track.get(), station.tracks.rows(id));
            }
        }
        return stored(exchange, stations, EventStore.END_OF_TIME);
    }

    /// The track as the events kept from before a time show it.
    private Found stored(Exchange exchange, List<String> stations, long until) {
        String id = exchange.path("track_id");
        for (String slug : stations) {
            StationTelemetry station = telemetry.at(slug);
            List<EventRow> rows = station.database.withHandle(
                    handle -> station.events.ofTrack(handle, id, station.partitions.oldestKept(), until, STATE_ROWS));
            if (!rows.isEmpty()) {
                Track track = station.tracks.blank(id);
                for (EventRow row : rows) {
                    Payloads.inspect(row);
                    track = track.with(row, 0);
                }
                return new Found(station, track, rows);
            }
        }
        throw ProblemException.of(RequestError.NOT_FOUND, "There is no track %s.".formatted(id));
    }

    private Answer show(Exchange exchange) {
        List<String> stations = exchange.readable();
        return answer(exchange.queryTime("at")
                .map(time -> stored(exchange, stations, Times.micros(time)))
                .orElseGet(() -> find(exchange, stations)));
    }

    private static Answer answer(Found found) {
        Map<String, TrackFields.Field> fields = TrackFields.of(found.rows());
        return Answer.stream(json -> found.track().write(json, properties -> TrackFields.write(properties, fields)));
    }

    private Answer trail(Exchange exchange) {
        long until = Times.micros(
                exchange.queryTime("until").orElseGet(() -> clock.instant().plusMillis(1)));
        long since = exchange.queryTime("since").map(Times::micros).orElse(until - DEFAULT_TRAIL.toMillis() * 1000);
        if (since > until) {
            throw ProblemException.invalid("since", "must not be after until");
        }
        Found found = find(exchange, exchange.readable());
        StationTelemetry station = found.station();
        List<EventRow> points = station.database.withHandle(
                handle -> station.events.positions(handle, found.track().id(), since, until, TRAIL_ROWS));
        List<EventRow> shown = Trail.simplify(points, TRAIL_POINTS);
        return Answer.stream(json -> writeTrail(json, found.track(), shown, points.size()));
    }

    private static void writeTrail(JsonGenerator json, Track track, List<EventRow> points, int total)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        json.writeStringField("id", track.id());
        json.writeFieldName("geometry");
        // A LineString has two positions at least (RFC 7946, 3.1.4): a single one is given twice.
        List<EventRow> line = points.size() == 1 ? List.of(points.getFirst(), points.getFirst()) : points;
        if (line.isEmpty()) {
            json.writeNull();
        } else {
            json.writeStartObject();
            json.writeStringField("type", "LineString");
            json.writeArrayFieldStart("coordinates");
            for (EventRow point : line) {
                EventJson.writeCoordinates(json, point);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeObjectFieldStart("properties");
        json.writeStringField("track_id", track.id());
        json.writeStringField("station", track.station());
        json.writeNumberField("points", total);
        json.writeBooleanField("simplified", total > points.size());
        json.writeArrayFieldStart("times");
        for (EventRow point : line) {
            json.writeString(Times.text(point.eventTime));
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    /// For the API document.
    record TrackChange(Optional<String> affiliation) {}

    /// For the API document.
    record FeatureCollection(String type, List<Feature> features) {}

    /// For the API document.
    record Feature(String type, String id, Optional<Map<String, Object>> geometry, Map<String, Object> properties) {}
}
