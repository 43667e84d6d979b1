package org.vtoc.server.connector;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.vtoc.decode.Observation;
import org.vtoc.server.platform.http.Json;
import org.vtoc.server.telemetry.Fact;
import org.vtoc.server.telemetry.Source;

/// Facts as the lines that `POST /telemetry/events` takes. A fact without a time gets that of now, because it may
/// be sent much later, and a microsecond more than the one before, so that their order stays.
final class EventLines {
    private EventLines() {}

    static byte[] of(Source source, List<Fact> facts, Instant now) {
        var out = new ByteArrayOutputStream(512 * facts.size());
        try (JsonGenerator json = Json.MAPPER.getFactory().createGenerator(out)) {
            json.setRootValueSeparator(null);
            for (int i = 0; i < facts.size(); i++) {
                write(json, source, facts.get(i), now.plusNanos(1000L * i));
                json.writeRaw('\n');
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Source source, Fact fact, Instant now) throws IOException {
        Observation seen = fact.observation();
        json.writeStartObject();
        if (!source.station().isEmpty()) {
            json.writeStringField("station", source.station());
        }
        json.writeStringField("source_slug", source.slug());
        json.writeStringField("source_name", source.name());
        Instant time = seen.timeMillis() == Observation.NO_TIME ? now : Instant.ofEpochMilli(seen.timeMillis());
        json.writeStringField("event_time", time.toString());
        json.writeStringField("kind", seen.kind().wireName());
        json.writeStringField("track_id", seen.trackId());
        number(json, "latitude", seen.latitude());
        number(json, "longitude", seen.longitude());
        number(json, "altitude", seen.altitude());
        number(json, "heading", seen.heading());
        number(json, "course", seen.course());
        number(json, "speed", seen.speed());
        if (!seen.fields().isEmpty()) {
            json.writeObjectField("payload", seen.fields());
        }
        if (fact.raw().isPresent()) {
            json.writeStringField("raw_data", fact.raw().get().replace("\0", ""));
        }
        if (fact.eventKey().isPresent()) {
            json.writeStringField("event_key", fact.eventKey().get());
        }
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String name, double value) throws IOException {
        if (!Double.isNaN(value)) {
            json.writeNumberField(name, value);
        }
    }
}
