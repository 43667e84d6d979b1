package org.vtoc.server.platform.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// Data folders for tests that run servers of their own. PostgreSQL's programs are unpacked once for all of them.
final class Folders {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Folders() {}

    /// A path that doesn't exist yet, below `target`.
    static Path fresh() throws IOException {
        Path all = Files.createDirectories(Path.of("target", "data").toAbsolutePath());
        Path folder = all.resolve("folder-" + COUNT.incrementAndGet());
        Binaries.delete(folder);
        return folder;
    }

    /// The folder with a link to the unpacked programs, otherwise untouched.
    static Path withPrograms(Path folder) throws IOException {
        Path shared =
                Files.createDirectories(Path.of("target", "data", "programs").toAbsolutePath());
        Path programs = Binaries.unpack(shared);
        Path home = Files.createDirectories(folder.resolve("postgres"));
        Files.createSymbolicLink(home.resolve(programs.getFileName()), programs);
        return folder;
    }

    static Path freshWithPrograms() throws IOException {
        return withPrograms(fresh());
    }
}
