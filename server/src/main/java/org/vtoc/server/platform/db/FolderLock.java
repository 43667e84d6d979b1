package org.vtoc.server.platform.db;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.vtoc.server.platform.config.StartRefused;

/// One process per data folder: an operating system's lock, and beside it a note for people on who holds it.
///
/// The note is a file of its own, because closing any handle of a locked file gives up the lock of the whole process.
final class FolderLock implements AutoCloseable {
    private static final String LOCK = "vtoc.lock";
    private static final String NOTE = "vtoc.pid";

    /// Folders held by this process: the operating system's lock doesn't tell two holders inside one process apart.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private FolderLock(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /// Takes the lock, or refuses with a message that names the holder.
    static FolderLock take(Path folder) throws IOException {
        if (!HELD_HERE.add(folder)) {
            throw inUse(folder);
        }
        boolean taken = false;
        try {
            // Handed to the FolderLock, which closes it.
            var channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw inUse(folder);
            }
            taken = true;
            var held = new FolderLock(folder, channel, lock);
            held.note("");
            return held;
        } finally {
            if (!taken) {
                HELD_HERE.remove(folder);
            }
        }
    }

    /// Writes down who holds the folder; `address` is where it answers, empty while it doesn't yet.
    void note(String address) throws IOException {
        var text = "process %d%s, since %s"
                .formatted(
                        ProcessHandle.current().pid(),
                        address.isEmpty() ? "" : " at " + address,
                        ProcessHandle.current()
                                .info()
                                .startInstant()
                                .map(start -> start.truncatedTo(ChronoUnit.SECONDS))
                                .map(Instant::toString)
                                .orElse("an unknown time"));
        Files.writeString(folder.resolve(NOTE), text + "\n");
    }

    /// Who holds the folder now; the lock is taken for a moment to find out.
    static Optional<String> holder(Path folder) throws IOException {
        if (HELD_HERE.contains(folder)) {
            return Optional.of(note(folder));
        }
        if (!Files.exists(folder.resolve(LOCK))) {
            return Optional.empty();
        }
        try (var channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            return lock == null ? Optional.of(note(folder)) : Optional.empty();
        }
    }

    private static String note(Path folder) {
        try {
            return Files.readString(folder.resolve(NOTE)).strip();
        } catch (IOException _) {
            return "another process";
        }
    }

    private static StartRefused inUse(Path folder) {
        return new StartRefused("""
                The data folder %s is in use by %s.
                Stop that one first (Ctrl-C where it runs, or kill with its number), or give this one a folder of its \
                own with --data DIR.""".formatted(folder, note(folder)));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(folder.resolve(NOTE));
        lock.release();
        channel.close();
        HELD_HERE.remove(folder);
    }
}
