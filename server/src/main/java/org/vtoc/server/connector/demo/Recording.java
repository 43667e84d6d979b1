package org.vtoc.server.connector.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Lines with the time of each, from a gzipped resource of `milliseconds text` lines in order of time.
///
/// @param length after this time the recording begins anew
record Recording(List<Line> lines, Duration length) {
    /// @param at milliseconds after the recording's beginning
    record Line(long at, String text) {}

    Recording {
        lines = List.copyOf(lines);
        if (lines.isEmpty() || lines.getLast().at() > length.toMillis()) {
            throw new IllegalArgumentException("a recording needs lines, all of them within its length");
        }
    }

    static Recording load(String name, Duration length) {
        try (var reader = new BufferedReader(new InputStreamReader(open(name), StandardCharsets.ISO_8859_1))) {
            return new Recording(reader.lines().map(Recording::line).toList(), length);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A gzipped resource of the demo.
    static InputStream open(String name) throws IOException {
        InputStream stream = Recording.class.getResourceAsStream("/demo/" + name);
        if (stream == null) {
            throw new IllegalStateException("the program lacks the recording " + name);
        }
        return new GZIPInputStream(stream);
    }

    private static Line line(String text) {
        int space = text.indexOf(' ');
        return new Line(Long.parseLong(text, 0, space, 10), text.substring(space + 1));
    }
}
