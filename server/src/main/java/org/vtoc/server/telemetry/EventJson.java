package org.vtoc.server.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.vtoc.server.platform.http.Json;

/// Stored events as the API shows them.
final class EventJson {
    private EventJson() {}

    static String text(EventRow row, StationTelemetry station) {
        var text = new StringWriter(512);
        try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
            write(json, row, station);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    static void write(JsonGenerator json, EventRow row, StationTelemetry station) throws IOException {
        json.writeStartObject();
        writeFields(json, row, station);
        json.writeEndObject();
    }

    /// A GeoJSON feature (RFC 7946); without a position its geometry is null.
    static void writeFeature(JsonGenerator json, EventRow row, StationTelemetry station) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        json.writeStringField("id", row.id.toString());
        json.writeFieldName("geometry");
        if (row.hasPosition()) {
            json.writeStartObject();
            json.writeStringField("type", "Point");
            json.writeFieldName("coordinates");
            writeCoordinates(json, row);
            json.writeEndObject();
        } else {
            json.writeNull();
        }
        json.writeFieldName("properties");
        write(json, row, station);
        json.writeEndObject();
    }

    static void writeCoordinates(JsonGenerator json, EventRow row) throws IOException {
        json.writeStartArray();
        json.writeNumber(row.longitude);
        json.writeNumber(row.latitude);
        if (!Double.isNaN(row.altitude)) {
            json.writeNumber(row.altitude);
        }
        json.writeEndArray();
    }

    private static void writeFields(JsonGenerator json, EventRow row, StationTelemetry station) throws IOException {
        json.writeStringField("id", row.id.toString());
        json.writeStringField("station", station.slug);
        var source = station.sources.byNumber(row.source);
        if (source.isPresent()) {
            json.writeStringField("source_id", source.get().id().toString());
        }
        json.writeStringField("source_slug", station.sources.slug(row.source));
        text(json, "track_id", row.trackId);
        json.writeStringField("kind", row.kind.wireName());
        json.writeStringField("affiliation", row.affiliation.wireName());
        json.writeStringField("event_time", Times.text(row.eventTime));
        json.writeStringField("received_at", Times.text(row.receivedAt));
        number(json, "latitude", row.latitude);
        number(json, "longitude", row.longitude);
        number(json, "altitude", row.altitude);
        number(json, "heading", row.heading);
        number(json, "course", row.course);
        number(json, "speed", row.speed);
        text(json, "event_key", row.eventKey);
        if (row.payload != null) {
            json.writeFieldName("payload");
            json.writeRawValue(new String(row.payload, StandardCharsets.UTF_8));
        }
        text(json, "raw_data", row.raw);
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void number(JsonGenerator json, String name, double value) throws IOException {
        if (!Double.isNaN(value)) {
            json.writeNumberField(name, value);
        }
    }
}
