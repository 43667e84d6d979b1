package org.vtoc.server.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.vtoc.decode.Kind;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.audit.AuditEntry;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.security.Access;
import org.vtoc.server.platform.security.Scope;

/// The HTTP door of events.
final class EventResource {
    private static final List<String> JSON_OR_LINES = List.of("application/json", "application/x-ndjson");
    private static final Set<String> CORRECTABLE =
            Set.of("kind", "affiliation", "latitude", "longitude", "altitude", "heading", "course", "speed", "payload");
    private static final Access INGEST = Access.operatorOrKey(Scope.INGEST);

    private final Telemetry telemetry;
    private final Audit audit;
    private final InstantSource clock;

    EventResource(Telemetry telemetry, Audit audit, InstantSource clock) {
        this.telemetry = telemetry;
        this.audit = audit;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/telemetry/events", INGEST, this::accept)
                        .summary("Store one event, an array of events, or newline-delimited events")
                        .takesBulk()
                        .query("station", "the station that events without one go to")
                        .takes(EventShape.class)
                        .answers(201, EventShape.class),
                Route.post("/telemetry/ingest/{source}", INGEST, this::acceptFor)
                        .summary("Store events of one source")
                        .takesBulk()
                        .query("station", "the source's station")
                        .takes(EventShape.class)
                        .answers(201, EventShape.class),
                Route.get("/telemetry/events", Access.viewer(), this::list)
                        .summary("Events, newest first")
                        .query("station", "only this station's")
                        .query("source", "only those of the source with this slug")
                        .query("kind", "only those of this kind")
                        .query("since", "RFC 3339, inclusive")
                        .query("until", "RFC 3339, exclusive")
                        .query("max_age", "seconds")
                        .query("bbox", "w,s,e,n in degrees; w > e crosses the antimeridian")
                        .query("format", "geojson for a FeatureCollection")
                        .query("limit", "items of a page, 1 to 1000, default 50")
                        .query("cursor", "the `next` of the page before")
                        .answers(200, EventPage.class),
                Route.get("/telemetry/events/{id}", Access.viewer(), this::show)
                        .summary("One event")
                        .answers(200, EventShape.class),
                Route.patch("/telemetry/events/{id}", Access.operator(), this::correct)
                        .summary("Correct values of a stored event")
                        .takes(EventShape.class)
                        .answers(200, EventShape.class),
                Route.delete("/telemetry/events/{id}", Access.operator(), this::delete)
                        .summary("Delete an event"),
                Route.get("/telemetry/storage", Access.viewer(), this::storage)
                        .summary("What the stations' events take on disk, and how long they are kept")
                        .inPages()
                        .answers(200, StoragePage.class));
    }

    private Answer accept(Exchange exchange) throws IOException {
        return store(exchange, Optional.empty());
    }

    private Answer acceptFor(Exchange exchange) throws IOException {
        String station = exchange.writable();
        Source source = telemetry
                .sources()
                .find(station, exchange.path("source"))
                .orElseThrow(() -> ProblemException.of(
                        RequestError.NOT_FOUND,
                        "Station %s has no source %s.".formatted(station, exchange.path("source"))));
        if (!source.enabled()) {
            throw ProblemException.of(
                    TelemetryError.SOURCE_DISABLED, "Source %s is disabled.".formatted(source.slug()));
        }
        return store(exchange, Optional.of(source));
    }

    private Answer store(Exchange exchange, Optional<Source> source) throws IOException {
        exchange.requireContentType(JSON_OR_LINES);
        var reader = new EventReader(exchange.bodyBytes());
        EventReader.Body body = exchange.contentType().equals("application/json") ? reader.json() : reader.lines();
        var intake = new Intake(
                telemetry,
                named -> named.isEmpty() ? exchange.writable() : exchange.writable(named),
                Actor.of(exchange),
                Times.micros(clock.instant()),
                source);
        try {
            if (!body.single()) {
                return Answer.ok(intake.many(body.events()));
            }
            Intake.Stored stored = intake.one(body.events().getFirst());
            Answer answer = Answer.stream(json -> EventJson.write(json, stored.row(), stored.station()));
            return stored.fresh()
                    ? answer.status(201).header("Location", Route.API + "/telemetry/events/" + stored.row().id)
                    : answer;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw ProblemException.of(TelemetryError.INTAKE_UNAVAILABLE, "The center is stopping.")
                    .retryAfter(Duration.ofSeconds(5));
        }
    }

    /// An event and the station that it is of.
    private record Found(StationTelemetry station, EventRow row) {}

    private Answer list(Exchange exchange) {
        int limit = exchange.limit();
        var found = new ArrayList<Found>();
        for (String slug : exchange.readable()) {
            StationTelemetry station = telemetry.at(slug);
            Optional<EventQuery> query = query(exchange, station, limit + 1);
            if (query.isPresent()) {
                List<EventRow> rows = station.database.withHandle(handle -> station.events.list(handle, query.get()));
                rows.forEach(row -> found.add(new Found(station, row)));
            }
        }
        found.sort(Comparator.<Found>comparingLong(event -> event.row().eventTime)
                .thenComparing(event -> event.row().id, EventResource::compareAsDatabase)
                .reversed());
        List<Found> page = found.size() > limit ? found.subList(0, limit) : found;
        Optional<String> next = found.size() > limit
                ? Optional.of(new EventQuery.Cursor(
                                page.getLast().row().eventTime, page.getLast().row().id)
                        .text())
                : Optional.empty();
        boolean features = isGeoJson(exchange);
        return Answer.stream(
                features ? "application/geo+json" : "application/json", json -> write(json, page, next, features));
    }

    /// The database compares UUIDs byte by byte, unsigned.
    private static int compareAsDatabase(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }

    private static boolean isGeoJson(Exchange exchange) {
        Optional<String> format = exchange.query("format");
        if (format.filter(text -> !text.equals("geojson") && !text.equals("json"))
                .isPresent()) {
            throw ProblemException.invalid("format", "must be json or geojson");
        }
        return format.filter("geojson"::equals).isPresent();
    }

    private static void write(JsonGenerator json, List<Found> page, Optional<String> next, boolean features)
            throws IOException {
        json.writeStartObject();
        if (features) {
            json.writeStringField("type", "FeatureCollection");
        }
        json.writeArrayFieldStart(features ? "features" : "items");
        for (Found event : page) {
            if (features) {
                EventJson.writeFeature(json, event.row(), event.station());
            } else {
                EventJson.write(json, event.row(), event.station());
            }
        }
        json.writeEndArray();
        if (next.isPresent()) {
            json.writeStringField("next", next.get());
        } else {
            json.writeNullField("next");
        }
        json.writeEndObject();
    }

    /// Empty where the station has no such source.
    private Optional<EventQuery> query(Exchange exchange, StationTelemetry station, int limit) {
        long now = Times.micros(clock.instant());
        long until = exchange.queryTime("until")
                .map(Times::micros)
                .orElse(now + Duration.ofDays(1).toMillis() * 1000);
        long since = exchange.queryTime("since").map(Times::micros).orElse(0L);
        Optional<Long> age = exchange.queryNumber("max_age", 0, Integer.MAX_VALUE);
        if (age.isPresent()) {
            since = Math.max(since, now - age.get() * 1_000_000L);
        }
        Optional<Kind> kind = exchange.query("kind").map(EventResource::kind);
        Optional<Area> area = exchange.query("bbox").map(Area::parse);
        Optional<EventQuery.Cursor> after = exchange.query("cursor").map(EventQuery.Cursor::parse);
        Optional<String> slug = exchange.query("source");
        Optional<Integer> source = slug.flatMap(text -> station.sources.find(text.toLowerCase(Locale.ROOT)))
                .map(Source::number);
        if (slug.isPresent() && source.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new EventQuery(source, kind, area, since, until, after, limit));
    }

    static Kind kind(String text) {
        for (Kind kind : Kind.values()) {
            if (kind.wireName().equals(text)) {
                return kind;
            }
        }
        throw ProblemException.invalid(
                "kind",
                "must be one of aircraft, vessel, vehicle, person, station, object, " + "satellite, emitter, other");
    }

    private Answer show(Exchange exchange) {
        Found event = find(exchange);
        return Answer.stream(json -> EventJson.write(json, event.row(), event.station()));
    }

    /// An event that the caller may change: 403 where they may only see it, 404 where not even that.
    private Found findToChange(Exchange exchange) {
        Found event = find(exchange);
        exchange.writable(event.station().slug);
        return event;
    }

    private Found find(Exchange exchange) {
        UUID id = exchange.pathId("id");
        for (String slug : exchange.visible()) {
            StationTelemetry station = telemetry.at(slug);
            Optional<EventRow> row = station.find(id);
            if (row.isPresent()) {
                return new Found(station, row.get());
            }
        }
        throw ProblemException.of(RequestError.NOT_FOUND, "There is no event %s.".formatted(id));
    }

    private Answer correct(Exchange exchange) throws IOException {
        exchange.requireContentType(List.of("application/json"));
        var reader = new EventReader(exchange.bodyBytes());
        EventReader.Body body = reader.json();
        if (!body.single()) {
            throw ProblemException.invalid("body", "must be one object");
        }
        IncomingEvent change = body.events().getFirst();
        Set<String> given = reader.given();
        for (String field : given) {
            if (IncomingEvent.FIELDS.contains(field) && !CORRECTABLE.contains(field)) {
                change.problem(field, "can't be changed");
            }
        }
        if (!change.problems().isEmpty()) {
            throw ProblemException.invalid(change.problems());
        }
        Found event = findToChange(exchange);
        EventRow row = event.row();
        row.correct(change.row, given);
        if (Double.isNaN(row.latitude) != Double.isNaN(row.longitude)) {
            throw ProblemException.invalid("latitude", "latitude and longitude go together");
        }
        if (!given.isEmpty()) {
            correct(exchange, event, given);
        }
        return Answer.stream(json -> EventJson.write(json, row, event.station()));
    }

    private Answer delete(Exchange exchange) {
        Found event = findToChange(exchange);
        StationTelemetry station = event.station();
        station.database.useTransaction(tx -> {
            station.events.delete(tx, event.row());
            audit(exchange, tx, "event.deleted", event, Set.of());
        });
        station.partitions.noted(List.of(event.row()));
        station.recent.delete(event.row().id);
        station.refreshTrack(event.row());
        return Answer.noContent();
    }

    private void correct(Exchange exchange, Found event, Set<String> fields) {
        StationTelemetry station = event.station();
        station.database.useTransaction(tx -> {
            station.events.update(tx, event.row());
            station.partitions.noteNew(tx, event.row());
            audit(exchange, tx, "event.corrected", event, fields);
        });
        station.partitions.noted(List.of(event.row()));
        station.refreshTrack(event.row());
    }

    private void audit(Exchange exchange, Handle tx, String action, Found event, Set<String> fields) {
        audit.append(
                tx,
                new AuditEntry(
                        Actor.of(exchange),
                        action,
                        event.row().id.toString(),
                        Map.of("fields", fields.stream().sorted().toList())));
    }

    private Answer storage(Exchange exchange) {
        var items = new ArrayList<Storage>();
        for (String slug : exchange.readable()) {
            Partitions.Usage usage = telemetry.at(slug).partitions.usage();
            items.add(new Storage(
                    slug,
                    usage.bytes(),
                    usage.days(),
                    usage.oldest().toString(),
                    telemetry.config().retention().toDays(),
                    telemetry.config().retentionBytes()));
        }
        return Answer.ok(exchange.page(items));
    }

    /// @param bytes what the events take now, indexes included
    /// @param days how many days are kept now
    /// @param retentionDays older events are dropped
    /// @param retentionBytes the oldest days are dropped over this size
    record Storage(String station, long bytes, int days, String oldestDay, long retentionDays, long retentionBytes) {}

    /// For the API document.
    record StoragePage(List<Storage> items, Optional<String> next) {}

    /// For the API document: an event as it is sent and shown.
    record EventShape(
            Optional<UUID> id,
            Optional<String> station,
            Optional<UUID> sourceId,
            Optional<String> sourceSlug,
            Optional<String> sourceName,
            Optional<String> trackId,
            Optional<String> kind,
            Optional<String> affiliation,
            Optional<java.time.Instant> eventTime,
            Optional<java.time.Instant> receivedAt,
            Optional<Double> latitude,
            Optional<Double> longitude,
            Optional<Double> altitude,
            Optional<Double> heading,
            Optional<Double> course,
            Optional<Double> speed,
            Optional<String> eventKey,
            Optional<Map<String, Object>> payload,
            Optional<String> rawData) {}

    /// For the API document.
    record EventPage(List<EventShape> items, Optional<String> next) {}
}
