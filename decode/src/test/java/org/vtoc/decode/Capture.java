package org.vtoc.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/// A recording of real traffic with its expected decodes, from `src/test/resources/captures`.
public final class Capture {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Capture() {}

    public static byte[] bytes(String path) {
        try (var file = Objects.requireNonNull(Capture.class.getResourceAsStream("/captures/" + path + ".gz"), path);
                var unzipped = new GZIPInputStream(file)) {
            return unzipped.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<JsonNode> expected(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8)
                .lines()
                .map(Capture::json)
                .toList();
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
