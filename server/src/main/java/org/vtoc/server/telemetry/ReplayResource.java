package org.vtoc.server.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.vtoc.decode.Kind;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.security.Access;

/// The HTTP door of the past: the picture of a stretch of time, step by step, and how many events there were when.
final class ReplayResource {
    private static final int MAX_FRAMES = 120;
    private static final int MAX_STEP_SECONDS = 60;
    private static final Duration DEFAULT_SPAN = Duration.ofMinutes(1);
    private static final int MAX_PARTS = 500;
    private static final int DEFAULT_PARTS = 100;
    /// Pictures kept for the next request of who is playing; who finds theirs gone has it made anew.
    private static final int KEPT = 8;

    private static final long SECOND = 1_000_000L;

    private final Telemetry telemetry;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final Map<String, PastPicture> kept = new LinkedHashMap<>();

    /// @param ids gives names for pictures that are kept
    ReplayResource(Telemetry telemetry, InstantSource clock, Supplier<UUID> ids) {
        this.telemetry = telemetry;
        this.clock = clock;
        this.ids = ids;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/replay", Access.viewer(), this::replay)
                        .summary("The picture of a past time, and what changed in each step after it")
                        .query("since", "RFC 3339; the first frame is the whole picture of this time")
                        .query("until", "RFC 3339; default a minute after `since`")
                        .query("step", "seconds of a step, 1 to 60; default 1")
                        .query("cursor", "`next` of the answer before, with its other parameters: goes on from there")
                        .query("bbox", "w,s,e,n in degrees; w > e crosses the antimeridian")
                        .query("kind", "only tracks of this kind")
                        .query("station", "only this station's")
                        .answers(200, Frames.class),
                Route.get("/telemetry/histogram", Access.viewer(), this::histogram)
                        .summary("How many events there were in each part of a span of time")
                        .query("since", "RFC 3339, inclusive")
                        .query("until", "RFC 3339, exclusive; default now")
                        .query("buckets", "parts of the span, 1 to 500; default 100")
                        .query("station", "only this station's")
                        .answers(200, Histogram.class));
    }

    /// Where a replay goes on: a time, and the name of the picture of that time.
    private record Cursor(long time, String name) {
        static Cursor parse(String text) {
            int dot = text.indexOf('.');
            try {
                return new Cursor(Long.parseLong(text.substring(0, Math.max(0, dot)), 36), text.substring(dot + 1));
            } catch (NumberFormatException _) {
                throw ProblemException.invalid("cursor", "is not a cursor of a replay; take it from `next`");
            }
        }

        String text() {
            return Long.toString(time, 36) + "." + name;
        }
    }

    private Answer replay(Exchange exchange) {
        long since = Times.micros(
                exchange.queryTime("since").orElseThrow(() -> ProblemException.invalid("since", "is missing")));
        long until = exchange.queryTime("until").map(Times::micros).orElse(since + DEFAULT_SPAN.toMillis() * 1000);
        if (since > until) {
            throw ProblemException.invalid("since", "must not be after until");
        }
        long step = exchange.queryNumber("step", 1, MAX_STEP_SECONDS).orElse(1L) * SECOND;
        Optional<Cursor> cursor = exchange.query("cursor").map(Cursor::parse);
        if (cursor.isPresent() && (cursor.get().time() < since || cursor.get().time() > until)) {
            throw ProblemException.invalid("cursor", "is not one of this span");
        }
        PastPicture.Scope scope = scope(exchange);
        var frames = new ArrayList<PastPicture.Frame>();
        PastPicture picture;
        if (cursor.isEmpty()) {
            picture = PastPicture.at(scope, since);
            frames.add(new PastPicture.Frame(since, picture.all(), List.of()));
        } else {
            picture = take(key(exchange, cursor.get().name())).orElseGet(() -> {
                var made = PastPicture.at(scope, cursor.get().time());
                frames.add(new PastPicture.Frame(cursor.get().time(), made.all(), List.of()));
                return made;
            });
        }
        frames.addAll(picture.advance(Math.min(until, picture.time() + MAX_FRAMES * step), step));
        Optional<Cursor> next = picture.time() < until
                ? Optional.of(new Cursor(picture.time(), ids.get().toString()))
                : Optional.empty();
        next.ifPresent(goesOn -> keep(key(exchange, goesOn.name()), picture));
        return Answer.stream(json -> write(json, frames, next));
    }

    /// A picture belongs to who asked for it, and to what they asked for.
    private static String key(Exchange exchange, String name) {
        return String.join(
                "\n",
                name,
                exchange.caller().toString(),
                exchange.readable().toString(),
                exchange.query("bbox").orElse(""),
                exchange.query("kind").orElse(""));
    }

    private synchronized Optional<PastPicture> take(String key) {
        return Optional.ofNullable(kept.remove(key));
    }

    private synchronized void keep(String key, PastPicture picture) {
        kept.put(key, picture);
        if (kept.size() > KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    private PastPicture.Scope scope(Exchange exchange) {
        Optional<Area> area = exchange.query("bbox").map(Area::parse);
        Optional<Kind> kind = exchange.query("kind").map(EventResource::kind);
        return new PastPicture.Scope(
                exchange.readable().stream().map(telemetry::at).toList(),
                track -> (area.isEmpty() || track.isIn(area.get())) && (kind.isEmpty() || kind.get() == track.kind));
    }

    /// The tracks of a past time.
    List<Track> tracksAt(Exchange exchange, Instant time) {
        return PastPicture.at(scope(exchange), Times.micros(time)).all();
    }

    private static void write(JsonGenerator json, List<PastPicture.Frame> frames, Optional<Cursor> next)
            throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("frames");
        for (PastPicture.Frame frame : frames) {
            json.writeStartObject();
            json.writeStringField("time", Times.text(frame.time()));
            json.writeArrayFieldStart("tracks");
            for (Track track : frame.tracks()) {
                json.writeRawValue(track.json());
            }
            json.writeEndArray();
            json.writeArrayFieldStart("removed");
            for (Picture.Removed removed : frame.removed()) {
                json.writeStartObject();
                json.writeStringField("id", removed.id());
                json.writeStringField("station", removed.station());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("next", next.map(Cursor::text).orElse(null));
        json.writeEndObject();
    }

    private Answer histogram(Exchange exchange) {
        long until = Times.micros(exchange.queryTime("until").orElseGet(clock::instant));
        long since = Times.micros(
                exchange.queryTime("since").orElseThrow(() -> ProblemException.invalid("since", "is missing")));
        if (since >= until) {
            throw ProblemException.invalid("since", "must be before until");
        }
        int parts = exchange.queryNumber("buckets", 1, MAX_PARTS)
                .map(Long::intValue)
                .orElse(DEFAULT_PARTS);
        var counts = new long[parts];
        boolean estimated = false;
        for (String slug : exchange.readable()) {
            StationTelemetry station = telemetry.at(slug);
            List<String> partitions = station.partitions.namesWithin(since, until);
            HistoryStore.Histogram found = station.database.withHandle(
                    handle -> station.history.histogram(handle, since, until, parts, partitions));
            for (int i = 0; i < parts; i++) {
                counts[i] += found.counts().get(i);
            }
            estimated |= found.estimated();
        }
        var buckets = new ArrayList<Bucket>();
        for (int i = 0; i < parts; i++) {
            buckets.add(new Bucket(Times.instant(since + (until - since) / parts * i), counts[i]));
        }
        return Answer.ok(new Histogram(Times.instant(since), Times.instant(until), estimated, buckets));
    }

    /// @param time where the part of the span begins
    record Bucket(Instant time, long count) {}

    /// @param estimated whether the counts are of a sample, because there are too many to count
    record Histogram(Instant since, Instant until, boolean estimated, List<Bucket> buckets) {}

    /// For the API document.
    record Removal(String id, String station) {}

    /// For the API document.
    ///
    /// @param time the end of the step
    record Frame(Instant time, List<TrackResource.Feature> tracks, List<Removal> removed) {}

    /// For the API document.
    record Frames(List<Frame> frames, Optional<String> next) {}
}
