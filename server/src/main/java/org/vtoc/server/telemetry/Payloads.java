package org.vtoc.server.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.vtoc.server.platform.http.Json;

/// The payload of a row as JSON bytes: the source's own values, kept as they came.
final class Payloads {
    private Payloads() {}

    /// Makes the payload of a decoder's fields.
    static void write(EventRow row, Map<String, Object> fields) {
        if (fields.isEmpty()) {
            return;
        }
        var bytes = new ByteArrayBuilder(256);
        try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            for (var field : fields.entrySet()) {
                row.noteField(field.getKey());
                if (field.getValue() instanceof String text) {
                    row.offerName(field.getKey(), text);
                }
                json.writeFieldName(field.getKey());
                write(json, field.getValue());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        row.payload = bytes.toByteArray();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case String text -> json.writeString(text);
            case Boolean bool -> json.writeBoolean(bool);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case List<?> list -> {
                json.writeStartArray();
                for (Object item : list) {
                    write(json, item);
                }
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (var entry : map.entrySet()) {
                    json.writeFieldName(String.valueOf(entry.getKey()));
                    write(json, entry.getValue());
                }
                json.writeEndObject();
            }
            default -> throw new IllegalArgumentException("a decoder's field can't be a " + value.getClass());
        }
    }

    /// Takes from a stored payload what reading it the first time had noted.
    static void inspect(EventRow row) {
        byte[] payload = row.payload;
        if (payload == null) {
            return;
        }
        row.shape = 0;
        each(payload, (field, parser) -> {
            row.noteField(field);
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                row.offerName(field, parser.getText());
            }
        });
    }

    /// Is shown each top-level field; the parser stands at its value.
    @FunctionalInterface
    interface Visitor {
        void field(String name, JsonParser parser) throws IOException;
    }

    static void each(byte[] payload, Visitor visitor) {
        try (JsonParser parser = Json.FACTORY.createParser(payload)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = parser.currentName();
                parser.nextToken();
                visitor.field(field, parser);
                parser.skipChildren();
            }
        } catch (IOException damaged) {
            throw new UncheckedIOException("a stored payload is not JSON", damaged);
        }
    }
}
