package org.vtoc.server.platform.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a route answers.
public record Answer(int status, Body body, Map<String, String> headers) {
    /// The answer's content.
    public sealed interface Body {
        record None() implements Body {}

        record Json(Object value) implements Body {}

        /// Written piece by piece, for what is too large to hold.
        record Stream(String contentType, Writer writer) implements Body {}

        record Text(String contentType, String text) implements Body {}

        /// Some bytes of a file.
        record Part(String contentType, Path file, long from, long length) implements Body {}
    }

    @FunctionalInterface
    public interface Writer {
        void write(JsonGenerator json) throws IOException;
    }

    public static Answer ok(Object value) {
        return new Answer(200, new Body.Json(value), Map.of());
    }

    public static Answer created(String location, Object value) {
        return new Answer(201, new Body.Json(value), Map.of("Location", location));
    }

    public static Answer accepted(Object value) {
        return new Answer(202, new Body.Json(value), Map.of());
    }

    public static Answer noContent() {
        return new Answer(204, new Body.None(), Map.of());
    }

    public static Answer stream(Writer writer) {
        return stream("application/json", writer);
    }

    /// The same of another kind of JSON.
    public static Answer stream(String contentType, Writer writer) {
        return new Answer(200, new Body.Stream(contentType, writer), Map.of());
    }

    public static Answer text(String contentType, String text) {
        return new Answer(200, new Body.Text(contentType, text), Map.of());
    }

    public Answer status(int other) {
        return new Answer(other, body, headers);
    }

    public Answer header(String name, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new Answer(status, body, Map.copyOf(all));
    }
}
