package org.vtoc.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vtoc.server.platform.config.StartRefused;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.security.Access;

/// The map under the tracks: a PMTiles archive, of which browsers read the parts that they need.
final class Basemap {
    /// PMTiles specification, version 3: the header has 127 bytes and begins with this name and the version.
    private static final int HEADER = 127;

    private static final byte[] NAME = "PMTiles".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 3;

    /// One range (RFC 9110, 14.1.2); of several, or of a unit that isn't bytes, nothing is taken.
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private final Optional<Path> chosen;

    private Basemap(Optional<Path> chosen) {
        this.chosen = chosen;
    }

    /// @throws StartRefused the file isn't there or is no PMTiles archive of version 3
    static Basemap open(Optional<Path> file) {
        file.ifPresent(Basemap::check);
        return new Basemap(file);
    }

    private static void check(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER);
            while (header.hasRemaining() && channel.read(header) >= 0) {
                // Reads until the header is whole or the file ends.
            }
            boolean named = header.position() > NAME.length
                    && ByteBuffer.wrap(NAME).equals(header.duplicate().flip().slice(0, NAME.length));
            if (!named) {
                throw new StartRefused(
                        "--basemap: %s is not a PMTiles archive. Make one with: pmtiles convert".formatted(file));
            }
            if (header.get(NAME.length) != VERSION || header.hasRemaining()) {
                throw new StartRefused(
                        "--basemap: %s is not a whole PMTiles archive of version %d; convert it with: pmtiles convert"
                                .formatted(file, VERSION));
            }
        } catch (IOException failure) {
            throw new StartRefused("--basemap: %s can't be read.".formatted(file), failure);
        }
    }

    List<Route> routes() {
        return List.of(Route.get("/basemap", Access.signedIn(), this::read)
                .summary("The base map, a PMTiles archive; takes `Range` for a part of it"));
    }

    private Answer read(Exchange exchange) {
        Path file = chosen.orElseThrow(
                () -> ProblemException.of(RequestError.NOT_FOUND, "This center was started without a base map."));
        long size;
        String tag;
        try {
            size = Files.size(file);
            tag = "\"%x-%x\"".formatted(size, Files.getLastModifiedTime(file).toMillis());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Matcher range = RANGE.matcher(exchange.header("Range").orElse(""));
        boolean part = range.matches() && !range.group(1).concat(range.group(2)).isEmpty();
        long from = 0;
        long to = size - 1;
        if (part && range.group(1).isEmpty()) {
            from = Math.max(0, size - Long.parseLong(range.group(2)));
        } else if (part) {
            from = Long.parseLong(range.group(1));
            to = range.group(2).isEmpty() ? to : Math.min(to, Long.parseLong(range.group(2)));
        }
        if (from > to) {
            throw ProblemException.of(RequestError.RANGE_NOT_SATISFIABLE, "The base map has %d bytes.".formatted(size));
        }
        Answer answer = new Answer(
                part ? 206 : 200,
                new Answer.Body.Part("application/vnd.pmtiles", file, from, to - from + 1),
                Map.of("Accept-Ranges", "bytes", "ETag", tag));
        return part ? answer.header("Content-Range", "bytes %d-%d/%d".formatted(from, to, size)) : answer;
    }
}
