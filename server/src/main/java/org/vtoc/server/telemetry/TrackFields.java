package org.vtoc.server.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vtoc.server.platform.http.Json;

/// Every field that is known of a track: its newest value, who reported it and when.
final class TrackFields {
    /// @param json the value as JSON text
    /// @param time microseconds since 1970
    record Field(String json, String source, long time) {}

    private TrackFields() {}

    /// By name; of each field the newest.
    static Map<String, Field> of(List<EventRow> rows) {
        var fields = new TreeMap<String, Field>();
        for (EventRow row : rows) {
            number(fields, row, "latitude", row.latitude);
            number(fields, row, "longitude", row.longitude);
            number(fields, row, "altitude", row.altitude);
            number(fields, row, "heading", row.heading);
            number(fields, row, "course", row.course);
            number(fields, row, "speed", row.speed);
            byte[] payload = row.payload;
            if (payload != null) {
                Payloads.each(payload, (name, parser) -> {
                    var text = new StringWriter();
                    try (JsonGenerator copy = Json.FACTORY.createGenerator(text)) {
                        copy.copyCurrentStructure(parser);
                    }
                    put(fields, name, new Field(text.toString(), row.sourceSlug, row.eventTime));
                });
            }
        }
        return fields;
    }

    private static void number(Map<String, Field> fields, EventRow row, String name, double value) {
        if (!Double.isNaN(value)) {
            put(fields, name, new Field(Double.toString(value), row.sourceSlug, row.eventTime));
        }
    }

    private static void put(Map<String, Field> fields, String name, Field field) {
        fields.merge(name, field, (known, said) -> said.time() >= known.time() ? said : known);
    }

    static void write(JsonGenerator json, Map<String, Field> fields) throws IOException {
        json.writeArrayFieldStart("fields");
        for (var field : fields.entrySet()) {
            json.writeStartObject();
            json.writeStringField("name", field.getKey());
            json.writeFieldName("value");
            json.writeRawValue(field.getValue().json());
            json.writeStringField("source", field.getValue().source());
            json.writeStringField("event_time", Times.text(field.getValue().time()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
