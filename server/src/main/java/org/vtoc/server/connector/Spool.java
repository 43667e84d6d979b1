package org.vtoc.server.connector;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.telemetry.Fact;
import org.vtoc.server.telemetry.IngestReport;
import org.vtoc.server.telemetry.Source;

/// Facts on disk until the center has them: a file for each batch, named by its place in the order and its number of
/// facts, so that a killed process loses nothing that it took. When the folder is full the oldest go. Thread-safe.
final class Spool implements Intake, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final Pattern NAME = Pattern.compile("([0-9]{19})-([0-9]{1,6})\\.ndjson");
    private static final String UNFINISHED = ".part";
    private static final Duration FULL_DISK_PAUSE = Duration.ofSeconds(1);

    /// One batch on disk.
    record Parcel(long number, int facts, Path file, long bytes) {}

    private final Path folder;
    private final long most;
    private final InstantSource clock;
    private final FileChannel lockFile;
    private final Deque<Parcel> parcels = new ArrayDeque<>();
    private long held;
    private long next = 1;
    private long dropped;

    /// @param most bytes that may be held
    /// @throws IOException the folder can't be used, or another process uses it; the message is for people
    Spool(Path folder, long most, InstantSource clock) throws IOException {
        this.folder = folder;
        this.most = most;
        this.clock = clock;
        Files.createDirectories(folder);
        lockFile = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock();
        var found = new ArrayList<Parcel>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                Matcher matched = NAME.matcher(name);
                if (matched.matches()) {
                    long number = Long.parseLong(matched.group(1));
                    found.add(new Parcel(number, Integer.parseInt(matched.group(2)), file, Files.size(file)));
                } else if (name.endsWith(UNFINISHED)) {
                    Files.delete(file);
                }
            }
        }
        found.sort(Comparator.comparingLong(Parcel::number));
        for (Parcel parcel : found) {
            parcels.add(parcel);
            held += parcel.bytes();
            next = parcel.number() + 1;
        }
    }

    private void lock() throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            if (lock != null) {
                return;
            }
        } catch (OverlappingFileLockException _) {
            // Said below: it is this process itself.
        }
        lockFile.close();
        throw new IOException("%s is in use by another feed".formatted(folder));
    }

    @Override
    public synchronized IngestReport ingest(Source source, List<Fact> facts) {
        byte[] lines = EventLines.of(source, facts, clock.instant());
        while (!parcels.isEmpty() && held + lines.length > most) {
            drop();
        }
        String name = "%019d-%d.ndjson".formatted(next, facts.size());
        Path part = folder.resolve(name + UNFINISHED);
        Path file = folder.resolve(name);
        try {
            Files.write(part, lines);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw ProblemException.of(RequestError.UNAVAILABLE, "The buffer can't be written: " + Words.of(failure))
                    .retryAfter(FULL_DISK_PAUSE);
        }
        parcels.add(new Parcel(next, facts.size(), file, lines.length));
        held += lines.length;
        next++;
        notifyAll();
        return new IngestReport(facts.size(), 0, List.of());
    }

    private void drop() {
        Parcel oldest = parcels.remove();
        if (dropped == 0) {
            LOG.warn("the buffer is full: the oldest facts are dropped until the center takes some");
        }
        dropped += oldest.facts();
        remove(oldest);
    }

    /// The oldest batch; waits until there is one.
    synchronized Parcel oldest() throws InterruptedException {
        while (parcels.isEmpty()) {
            wait();
        }
        return parcels.element();
    }

    /// The center has it, or will never take it.
    synchronized void done(Parcel parcel) {
        if (parcels.remove(parcel)) {
            remove(parcel);
        }
    }

    private void remove(Parcel parcel) {
        held -= parcel.bytes();
        try {
            Files.deleteIfExists(parcel.file());
        } catch (IOException failure) {
            LOG.warn("{} can't be deleted: {}", parcel.file(), Words.of(failure));
        }
    }

    synchronized long waiting() {
        return parcels.stream().mapToLong(Parcel::facts).sum();
    }

    synchronized long dropped() {
        return dropped;
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
