package org.vtoc.server.platform.db;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.vtoc.server.platform.config.StartRefused;

/// The PostgreSQL programs that travel in the class path, unpacked once per data folder and version.
final class Binaries {
    /// Of the packed programs; a test compares it with what `postgres --version` says.
    static final String VERSION = "18.6";

    static final String MAJOR = VERSION.substring(0, VERSION.indexOf('.'));

    private static final Map<String, String> PACKED =
            Map.of("amd64", "postgres-linux-x86_64.txz", "aarch64", "postgres-linux-arm_64.txz");

    private static final Map<Integer, PosixFilePermission> MODES = Map.of(
            0400, PosixFilePermission.OWNER_READ,
            0200, PosixFilePermission.OWNER_WRITE,
            0100, PosixFilePermission.OWNER_EXECUTE,
            0040, PosixFilePermission.GROUP_READ,
            0010, PosixFilePermission.GROUP_EXECUTE,
            0004, PosixFilePermission.OTHERS_READ,
            0001, PosixFilePermission.OTHERS_EXECUTE);

    private Binaries() {}

    /// Name of the packed programs for this machine.
    ///
    /// @throws StartRefused if there are none for it
    static String resource() {
        String system = System.getProperty("os.name", "");
        String machine = System.getProperty("os.arch", "");
        String name = PACKED.get(machine);
        if (name == null
                || !system.toLowerCase(Locale.ROOT).startsWith("linux")
                || Binaries.class.getResource("/" + name) == null) {
            throw new StartRefused("""
                    There is no embedded PostgreSQL for %s on %s.
                    Set VTOC_DATABASE_URL=postgresql://user:password@host:5432/vtoc to use a PostgreSQL server \
                    (15 or newer) of your own.""".formatted(system, machine));
        }
        return name;
    }

    /// The folder with `bin`, `lib` and `share`, below `parent`. A start killed while unpacking leaves nothing that a
    /// later one would take for whole: the work is done aside and renamed.
    static Path unpack(Path parent) throws IOException {
        Path home = parent.resolve("bin-" + VERSION);
        if (Files.isDirectory(home)) {
            return home;
        }
        Path aside = parent.resolve("bin-" + VERSION + ".new");
        delete(aside);
        Files.createDirectory(aside);
        setMode(aside, 0755);
        try (InputStream packed = Binaries.class.getResourceAsStream("/" + resource())) {
            if (packed == null) {
                throw new IllegalStateException("the packed PostgreSQL vanished from the class path");
            }
            try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(tar, entry, aside);
                }
            }
        }
        Files.move(aside, home, StandardCopyOption.ATOMIC_MOVE);
        return home;
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("the packed PostgreSQL has a path outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            makeDirectory(target, root);
        } else if (entry.isSymbolicLink()) {
            makeDirectory(target.resolveSibling("").normalize(), root);
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            makeDirectory(target.resolveSibling("").normalize(), root);
            Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
            setMode(target, entry.getMode());
        }
    }

    private static void makeDirectory(Path directory, Path root) throws IOException {
        Path at = root;
        for (Path name : root.relativize(directory)) {
            at = at.resolve(name);
            if (!Files.isDirectory(at)) {
                Files.createDirectory(at);
                setMode(at, 0755);
            }
        }
    }

    /// Set by hand, since the process may run with a umask that hides everything from the database's user.
    static void setMode(Path path, int mode) throws IOException {
        var permissions = EnumSet.noneOf(PosixFilePermission.class);
        MODES.forEach((bit, permission) -> {
            if ((mode & bit) != 0) {
                permissions.add(permission);
            }
        });
        Files.setPosixFilePermissions(path, permissions);
    }

    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /// Programs that other versions of vTOC left behind; links are somebody's own doing and stay.
    static void deleteOthers(Path parent, Set<Path> kept) throws IOException {
        try (var entries = Files.newDirectoryStream(parent, "bin-*")) {
            for (Path entry : entries) {
                if (!kept.contains(entry) && !Files.isSymbolicLink(entry)) {
                    delete(entry);
                }
            }
        }
    }
}
