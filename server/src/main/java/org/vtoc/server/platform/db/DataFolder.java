package org.vtoc.server.platform.db;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.vtoc.server.platform.config.StartRefused;

/// The folder given by `--data`: everything the center keeps, held by one process at a time.
///
/// ```
/// layout               version of this layout, a number
/// vtoc.lock, vtoc.pid  who holds the folder
/// keys/                master.key and the database's password: mode 0700, files 0600
/// logs/                rotated logs of the center and of PostgreSQL
/// postgres/            the embedded PostgreSQL: programs (bin-<version>) and data (cluster)
/// ```
public final class DataFolder implements AutoCloseable {
    /// The layout this program writes. An older one is brought up to date at start, a newer one is refused.
    static final int LAYOUT = 1;

    private static final String LAYOUT_FILE = "layout";
    private static final Set<String> OURS = Set.of(
            LAYOUT_FILE, LAYOUT_FILE + ".new", "vtoc.lock", "vtoc.pid", "keys", "logs", "postgres", "lost+found");
    private static final int KEY_BYTES = 32;

    private final Path path;
    private final FolderLock lock;
    private final MasterKey masterKey;

    private DataFolder(Path path, FolderLock lock, MasterKey masterKey) {
        this.path = path;
        this.lock = lock;
        this.masterKey = masterKey;
    }

    /// Opens or makes the folder and takes its lock. The master key is made on the first start.
    ///
    /// @throws StartRefused if another process holds the folder, a newer vTOC wrote it, it isn't ours, can't be
    ///     written, or its disk is full
    public static DataFolder open(Path directory) {
        return open(directory, Optional.empty());
    }

    /// The same with a master key given from outside (`VTOC_SECRET_KEY`); the folder's own key is left alone.
    public static DataFolder open(Path directory, MasterKey masterKey) {
        return open(directory, Optional.of(masterKey));
    }

    private static DataFolder open(Path directory, Optional<MasterKey> given) {
        try {
            Path path = make(directory);
            var lock = FolderLock.take(path);
            boolean opened = false;
            try {
                checkLayout(path);
                Disk.requireFree(path, Disk.MIN_FREE_BYTES);
                MasterKey key =
                        given.isPresent() ? given.get() : new MasterKey(secret(path.resolve("keys"), "master.key"));
                privateDirectory(path.resolve("logs"));
                writeLayout(path);
                opened = true;
                return new DataFolder(path, lock, key);
            } finally {
                if (!opened) {
                    lock.close();
                }
            }
        } catch (AccessDeniedException e) {
            throw new StartRefused("""
                    No permission for %s.
                    Start vTOC as the user who owns the data folder, hand it over with chown -R, or choose another \
                    folder with --data DIR.""".formatted(e.getFile()), e);
        } catch (IOException e) {
            throw Disk.explain(directory, e);
        }
    }

    /// The folder itself, absolute and without links.
    public Path path() {
        return path;
    }

    /// Where logs go.
    public Path logs() {
        return path.resolve("logs");
    }

    public MasterKey masterKey() {
        return masterKey;
    }

    /// Tells whoever tries to open the folder next where this process answers.
    public void announce(String address) {
        try {
            lock.note(address);
        } catch (IOException e) {
            throw Disk.explain(path, e);
        }
    }

    /// Bytes left on the folder's disk.
    public long freeBytes() {
        return Disk.free(path);
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw Disk.explain(path, e);
        }
    }

    /// The secret in the file, made of random bytes if there is none yet.
    static byte[] secret(Path directory, String name) throws IOException {
        Path file = directory.resolve(name);
        if (Files.exists(file)) {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length != KEY_BYTES) {
                throw new StartRefused("""
                        %s has %d bytes, not %d: it is damaged.
                        Put the file back from a backup; secrets kept in the databases can't be read without it.""".formatted(file, bytes.length, KEY_BYTES));
            }
            return bytes;
        }
        privateDirectory(directory);
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        Path aside = directory.resolve(name + ".new");
        Files.deleteIfExists(aside);
        Files.createFile(aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(aside, bytes, StandardOpenOption.SYNC);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        return bytes;
    }

    static void privateDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static Path make(Path directory) throws IOException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new StartRefused("""
                    %s is not a folder.
                    Choose another one with --data DIR.""".formatted(directory));
        }
        privateDirectory(directory.toAbsolutePath());
        Path path = directory.toRealPath();
        if (!Files.exists(path.resolve(LAYOUT_FILE))) {
            try (var entries = Files.list(path)) {
                var stranger = entries.map(entry -> entry.getFileName().toString())
                        .filter(name -> !OURS.contains(name))
                        .findFirst();
                if (stranger.isPresent()) {
                    throw new StartRefused("""
                            The folder %s is not empty and not a vTOC data folder (it has "%s").
                            Give an empty or new folder with --data DIR.""".formatted(path, stranger.get()));
                }
            }
        }
        withoutOthers(path);
        return path;
    }

    /// Takes away what the group could write and others could do; the embedded database later lets its own group
    /// pass through.
    private static void withoutOthers(Path path) throws IOException {
        var kept = EnumSet.copyOf(Files.getPosixFilePermissions(path));
        if (kept.removeAll(Set.of(
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.GROUP_WRITE,
                PosixFilePermission.OTHERS_READ,
                PosixFilePermission.OTHERS_WRITE,
                PosixFilePermission.OTHERS_EXECUTE))) {
            Files.setPosixFilePermissions(path, kept);
        }
    }

    static void checkLayout(Path path) throws IOException {
        Path file = path.resolve(LAYOUT_FILE);
        if (!Files.exists(file)) {
            return;
        }
        String text = Files.readString(file).strip();
        int found;
        try {
            found = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new StartRefused("""
                    %s is damaged: it says "%s" where a number belongs.
                    Put the file back from a backup.""".formatted(file, text), e);
        }
        if (found > LAYOUT) {
            throw new StartRefused("""
                    The data folder %s was written by a newer vTOC (layout %d, this program knows %d).
                    Start it with that version or a later one; nothing was changed.""".formatted(path, found, LAYOUT));
        }
    }

    private static void writeLayout(Path path) throws IOException {
        Path file = path.resolve(LAYOUT_FILE);
        if (!Files.exists(file)) {
            Path aside = path.resolve(LAYOUT_FILE + ".new");
            Files.writeString(
                    aside,
                    LAYOUT + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
