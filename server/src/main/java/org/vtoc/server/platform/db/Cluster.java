package org.vtoc.server.platform.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.config.StartRefused;

/// PostgreSQL's files below the data folder: made once, checked at every start.
///
/// @param programs folder with `bin`, `lib`, `share`
/// @param directory PostgreSQL's data directory
/// @param runAs as whom its programs run
/// @param password of the owner role
record Cluster(Path programs, Path directory, RunAs runAs, String password) {
    /// The role that owns every database and runs migrations; the center's requests use roles with fewer rights.
    static final String OWNER = "postgres";

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    /// Unpacks the programs, makes the cluster if there is none, and clears away what a crash left behind.
    static Cluster prepare(DataFolder folder) throws IOException, InterruptedException {
        Path home = folder.path().resolve("postgres");
        Path directory = home.resolve("cluster");
        boolean first = !Files.exists(directory);
        if (first) {
            Binaries.resource();
            Disk.requireFree(folder.path(), Disk.FIRST_START_BYTES);
        }
        if (!Files.isDirectory(home)) {
            Files.createDirectory(home);
        }
        Binaries.setMode(home, 0755);
        letPass(folder.path());
        Path programs = Binaries.unpack(home);
        Binaries.deleteOthers(home, Set.of(programs));
        String password =
                HexFormat.of().formatHex(DataFolder.secret(folder.path().resolve("keys"), "postgres.password"));
        var cluster = new Cluster(programs, directory, RunAs.decide(programs, directory), password);
        if (first) {
            cluster.initialize();
        }
        cluster.stopOrphan();
        return cluster;
    }

    /// The command that runs the server on a port.
    ProcessBuilder server(int port, List<String> settings) {
        var command = new ArrayList<>(List.of(
                programs.resolve("bin/postgres").toString(), "-D", directory.toString(), "-p", Integer.toString(port)));
        settings.forEach(setting -> {
            command.add("-c");
            command.add(setting);
        });
        return runAs.command(command);
    }

    /// Ends a server of this cluster that outlived its center, and removes a lock file whose process number now
    /// belongs to somebody else: PostgreSQL itself couldn't tell. Safe because the caller holds the data folder.
    void stopOrphan() throws IOException, InterruptedException {
        stopOrphan(directory);
    }

    static void stopOrphan(Path directory) throws IOException, InterruptedException {
        Path pidFile = directory.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> process = postmaster(pidFile);
        if (process.isEmpty()) {
            return; // PostgreSQL removes the stale file itself.
        }
        if (isOurs(directory, process.get())) {
            LOG.warn(
                    "stopping PostgreSQL (process {}), left running by an earlier start",
                    process.get().pid());
            Signals.stop(process.get());
        } else {
            Files.deleteIfExists(pidFile);
        }
    }

    private static boolean isOurs(Path directory, ProcessHandle process) throws IOException {
        Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        return Files.exists(commandLine)
                && Files.readString(commandLine, StandardCharsets.ISO_8859_1)
                        .contains(new String(
                                directory.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    private static Optional<ProcessHandle> postmaster(Path pidFile) throws IOException {
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(ProcessHandle::isAlive);
    }

    /// The major version of a cluster that exists.
    ///
    /// @throws StartRefused if it is a newer one, or none
    static String checkVersion(Path directory) throws IOException {
        Path file = directory.resolve("PG_VERSION");
        String found = Files.exists(file) ? Files.readString(file).strip() : "none";
        if (!found.matches("[0-9]{1,3}") || Integer.parseInt(found) > Integer.parseInt(Binaries.MAJOR)) {
            throw new StartRefused("""
                    The databases in %s are of PostgreSQL %s, this vTOC brings PostgreSQL %s.
                    Start the vTOC that wrote them; nothing was changed.""".formatted(directory, found, Binaries.MAJOR));
        }
        return found;
    }

    /// Root's data folder is closed to others, so the group of PostgreSQL's account is let through, no more.
    private static void letPass(Path folder) throws IOException {
        if (RunAs.isRoot()) {
            Path cluster = folder.resolve("postgres").resolve("cluster");
            int gid = Files.exists(cluster)
                    ? (int) Files.getAttribute(cluster, "unix:gid")
                    : RunAs.unprivileged().gid();
            if ((int) Files.getAttribute(folder, "unix:uid") == 0) {
                Files.setAttribute(folder, "unix:gid", gid);
                Binaries.setMode(folder, 0710);
            }
        }
    }

    /// Writes everything that the system still holds of the cluster to disk; its server doesn't run.
    void syncToDisk() throws IOException, InterruptedException {
        Process process = runAs.command(
                        List.of(programs.resolve("bin/initdb").toString(), "--sync-only", "-D", directory.toString()))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw refused(output);
        }
    }

    void initialize() throws IOException, InterruptedException {
        LOG.info("making a PostgreSQL {} cluster in {}", Binaries.VERSION, directory);
        Path aside = directory.resolveSibling("cluster.new");
        Path passwordFile = directory.resolveSibling("cluster.password");
        Binaries.delete(aside);
        Files.createDirectory(
                aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        runAs.own(aside);
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(passwordFile, password + "\n");
            runAs.own(passwordFile);
            // The built-in provider sorts by code point and knows Unicode's cases, the same on every system; a
            // library's collation may change under an index.
            Process process = runAs.command(List.of(
                            programs.resolve("bin/initdb").toString(),
                            "-D",
                            aside.toString(),
                            "-U",
                            OWNER,
                            "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--no-instructions"))
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw refused(output);
            }
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    /// What PostgreSQL's own words mean for the person who started the center.
    StartRefused refused(String output) {
        if (output.contains("No space left on device") || output.contains("Disk quota exceeded")) {
            return new StartRefused("""
                    The disk of %s is full.
                    Free some space or choose another disk with --data DIR.""".formatted(directory));
        }
        return new StartRefused("""
                The embedded PostgreSQL doesn't start. It says:
                %s
                If this is the system's doing (old C library, folder mounted noexec), set VTOC_DATABASE_URL to a \
                PostgreSQL server of your own.""".formatted(output.strip()));
    }
}
