package org.vtoc.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.audit.AuditEntry;
import org.vtoc.server.platform.config.StartRefused;
import org.vtoc.server.platform.db.DataFolder;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.security.Access;

/// The map under the tracks: a PMTiles archive, of which browsers read the parts that they need. Thread-safe.
///
/// An uploaded one is a file in the data folder and goes before the one that the center was started with. A new one is
/// written beside it and takes its place in one step, so there is always the old or the new one, whole.
final class Basemap {
    /// The largest upload. What is larger is put on the center's disk and named with `--basemap`.
    static final long MAX_UPLOAD = 20L << 30;

    /// Left free on the disk, since the databases need it.
    static final long RESERVE = 1L << 30;

    private static final String FILE = "basemap.pmtiles";
    private static final String UNFINISHED = ".upload";
    private static final Logger LOG = LoggerFactory.getLogger(Basemap.class);

    /// One range (RFC 9110, 14.1.2); of several, or of a unit that isn't bytes, nothing is taken.
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /// Where an upload goes.
    ///
    /// @param free gives the bytes that are free there
    record Place(Path folder, LongSupplier free) {}

    /// What is shown.
    ///
    /// @param origin `none`, `option` for the one of `--basemap`, `upload`
    /// @param tag changes with the file; empty for none
    record BasemapState(String origin, long bytes, String tag) {}

    private final Optional<Path> option;
    private final Place place;
    private final Path uploaded;
    private final Audit audit;
    private final Jdbi control;

    private Basemap(Optional<Path> option, Place place, Audit audit, Jdbi control) {
        this.option = option;
        this.place = place;
        this.uploaded = place.folder().resolve(FILE);
        this.audit = audit;
        this.control = control;
    }

    /// @param option the archive of `--basemap`, which [#requireGood] has looked at
    static Basemap open(Optional<Path> option, DataFolder folder, Audit audit, Jdbi control) {
        return open(option, new Place(folder.path(), folder::freeBytes), audit, control);
    }

    static Basemap open(Optional<Path> option, Place place, Audit audit, Jdbi control) {
        clean(place.folder());
        return new Basemap(option, place, audit, control);
    }

    /// @throws StartRefused the file isn't there or is no PMTiles archive of version 3
    static void requireGood(Path file) {
        try {
            PmtilesArchive.fault(file).ifPresent(fault -> {
                throw new StartRefused("--basemap: %s %s".formatted(file, fault));
            });
        } catch (IOException failure) {
            throw new StartRefused("--basemap: %s can't be read.".formatted(file), failure);
        }
    }

    /// Uploads that a crash cut short.
    private static void clean(Path folder) {
        try (var files = Files.newDirectoryStream(folder, "basemap*" + UNFINISHED)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            LOG.warn("an unfinished upload of a base map could not be removed", failure);
        }
    }

    List<Route> routes() {
        return List.of(
                Route.get("/basemap", Access.signedIn(), this::read)
                        .summary("The base map, a PMTiles archive; takes `Range` for a part of it"),
                Route.get("/basemap/state", Access.signedIn(), _ -> Answer.ok(state()))
                        .summary("Whether there is a base map, where it is from, and its size in bytes")
                        .answers(200, BasemapState.class),
                Route.put("/basemap", Access.admin(), this::replace)
                        .summary("Replaces the base map with the body: a PMTiles archive, `application/octet-stream` "
                                + "with a `Content-Length`, at most 20 GiB, without `Idempotency-Key`")
                        .answers(200, BasemapState.class),
                Route.delete("/basemap", Access.admin(), this::remove)
                        .summary("Removes an uploaded base map; one of `--basemap` is shown again"));
    }

    private Optional<Path> shown() {
        return Files.exists(uploaded) ? Optional.of(uploaded) : option;
    }

    private BasemapState state() throws IOException {
        Optional<Path> file = shown();
        if (file.isEmpty()) {
            return new BasemapState("none", 0, "");
        }
        String origin = file.get().equals(uploaded) ? "upload" : "option";
        return new BasemapState(origin, Files.size(file.get()), tag(file.get()));
    }

    private static String tag(Path file) throws IOException {
        return "%x-%x"
                .formatted(Files.size(file), Files.getLastModifiedTime(file).toMillis());
    }

    private Answer replace(Exchange exchange) throws IOException {
        exchange.requireContentType(List.of("application/octet-stream", "application/vnd.pmtiles"));
        long wanted = exchange.header("Content-Length").map(Basemap::number).orElse(0L);
        if (wanted > 0 && wanted <= MAX_UPLOAD && place.free().getAsLong() - wanted < RESERVE) {
            throw noSpace();
        }
        Path upload = Files.createTempFile(place.folder(), "basemap", UNFINISHED);
        try {
            write(exchange, upload);
            PmtilesArchive.fault(upload).ifPresent(fault -> {
                throw ProblemException.of(BasemapError.NOT_A_BASEMAP, "The file " + fault);
            });
            var details = Map.of("bytes", Files.size(upload));
            control.useTransaction(tx -> {
                audit.append(tx, new AuditEntry(Actor.of(exchange), "basemap.replaced", "base map", details));
                Files.move(upload, uploaded, StandardCopyOption.ATOMIC_MOVE);
            });
            return Answer.ok(state());
        } finally {
            Files.deleteIfExists(upload);
        }
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private void write(Exchange exchange, Path upload) throws IOException {
        try {
            exchange.bodyTo(upload, MAX_UPLOAD);
        } catch (IOException failure) {
            LOG.warn("an upload of a base map could not be written", failure);
            throw noSpace();
        }
    }

    private static ProblemException noSpace() {
        return ProblemException.of(
                BasemapError.BASEMAP_NO_SPACE,
                "The disk of the data folder has no room for this file; %d MiB are kept free. The base map is as it was."
                        .formatted(RESERVE >> 20));
    }

    private Answer remove(Exchange exchange) throws IOException {
        control.useTransaction(tx -> {
            if (!Files.exists(uploaded)) {
                throw ProblemException.of(RequestError.NOT_FOUND, "No base map has been uploaded.");
            }
            audit.append(tx, AuditEntry.of(Actor.of(exchange), "basemap.removed", "base map"));
            Files.deleteIfExists(uploaded);
        });
        return Answer.noContent();
    }

    private Answer read(Exchange exchange) {
        Path file =
                shown().orElseThrow(() -> ProblemException.of(RequestError.NOT_FOUND, "This center has no base map."));
        long size;
        String tag;
        try {
            size = Files.size(file);
            tag = "\"" + tag(file) + "\"";
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
            throw ProblemException.of(RequestError.RANGE_NOT_SATISFIABLE, "The base map has %d bytes.".formatted(size))
                    .header("Content-Range", "bytes */" + size);
        }
        Answer answer = new Answer(
                part ? 206 : 200,
                new Answer.Body.Part("application/vnd.pmtiles", file, from, to - from + 1),
                Map.of("Accept-Ranges", "bytes", "ETag", tag));
        return part ? answer.header("Content-Range", "bytes %d-%d/%d".formatted(from, to, size)) : answer;
    }
}
