package org.vtoc.server.platform.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.vtoc.server.platform.config.StartRefused;

/// Looks at what a start needs without starting or changing anything. Each look answers with what it found, or refuses
/// as the start would.
public final class Inspection {
    private static final long MEBI = 1L << 20;

    private Inspection() {}

    /// The data folder: its state, who holds it, and the space on its disk.
    ///
    /// @throws StartRefused if a start would be refused for a reason other than a center that is running there
    public static String folder(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            Path existing = path;
            while (!Files.exists(existing) && existing.getParent() != null) {
                existing = existing.resolveSibling("").normalize();
            }
            if (!Files.isWritable(existing)) {
                throw new StartRefused("""
                        No permission to write in %s.
                        Start vTOC as its owner, or choose another folder with --data DIR.""".formatted(existing));
            }
            boolean first = !Files.exists(path.resolve("postgres/cluster"));
            Disk.requireFree(existing, first ? Disk.FIRST_START_BYTES : Disk.MIN_FREE_BYTES);
            if (!existing.equals(path)) {
                return "%s will be made, %d MiB free".formatted(path, Disk.free(existing) / MEBI);
            }
            DataFolder.checkLayout(path);
            return "%s, layout %d, %d MiB free%s"
                    .formatted(
                            path,
                            DataFolder.LAYOUT,
                            Disk.free(path) / MEBI,
                            holder(path).map(name -> ", held by " + name).orElse(""));
        } catch (IOException e) {
            throw Disk.explain(path, e);
        }
    }

    /// Who holds the folder now, in words for people; empty if nobody does.
    public static Optional<String> holder(Path directory) {
        try {
            return Files.isDirectory(directory) ? FolderLock.holder(directory.toRealPath()) : Optional.empty();
        } catch (IOException e) {
            throw Disk.explain(directory, e);
        }
    }

    /// The embedded PostgreSQL: whether it can run here, and as whom.
    ///
    /// @throws StartRefused if it can't
    public static String embeddedServer(Path directory) {
        Path home = directory.toAbsolutePath().normalize().resolve("postgres");
        try {
            Binaries.resource();
            if (Files.exists(home.resolve("cluster"))) {
                String major = Cluster.checkVersion(home.resolve("cluster"));
                if (!major.equals(Binaries.MAJOR)) {
                    return "PostgreSQL %s, brought into PostgreSQL %s by the next start with the programs in %s"
                            .formatted(major, Binaries.VERSION, OlderPrograms.find(home, major));
                }
            }
            if (!RunAs.isRoot()) {
                return "PostgreSQL %s, run by this user".formatted(Binaries.VERSION);
            }
            if (RunAs.tool("setpriv").isEmpty()) {
                throw RunAs.noSetpriv();
            }
            RunAs.Account account = RunAs.accountFor(home.resolve("cluster"));
            return "PostgreSQL %s, run as user number %d".formatted(Binaries.VERSION, account.uid());
        } catch (IOException e) {
            throw Disk.explain(home, e);
        }
    }

    /// The server of `VTOC_DATABASE_URL`: whether it answers, its version and the role's rights.
    ///
    /// @throws StartRefused if it can't be used, with the statement to run where one helps
    public static String externalServer(String url) {
        DatabaseUrl parsed = DatabaseUrl.parse(url);
        ExternalServer.check(parsed);
        return parsed.toString();
    }
}
