package org.vtoc.server.platform.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.config.StartRefused;
import org.vtoc.server.platform.db.Provisioner.Target;

/// Brings the databases of an earlier PostgreSQL into a cluster of the one that this program has.
///
/// Both servers run for it, the earlier one with its own programs. The new cluster is made aside and takes the old
/// one's place by two renames once it is whole and on disk, so that a kill at any moment leaves the one or the other:
///
/// ```
/// cluster            the cluster in use
/// cluster.upgrade    the new one while it is filled; of no use to a later start
/// cluster.upgraded   the new one, whole, for the moment of the renames
/// cluster.<major>    the old one, kept until somebody deletes it
/// ```
final class Upgrade {
    private static final Logger LOG = LoggerFactory.getLogger(Upgrade.class);
    private static final int CONNECTIONS = 20;
    private static final long MEBI = 1L << 20;

    /// Known to every version.
    private static final List<String> OLD_SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=" + CONNECTIONS,
            "autovacuum=off",
            "timezone=UTC",
            "log_timezone=UTC",
            "lc_messages=C",
            "logging_collector=off");

    private final DataFolder folder;
    private final Path home;
    private final Path cluster;
    private final Path work;
    private final Path whole;

    private Upgrade(DataFolder folder) {
        this.folder = folder;
        this.home = folder.path().resolve("postgres");
        this.cluster = home.resolve("cluster");
        this.work = home.resolve("cluster.upgrade");
        this.whole = home.resolve("cluster.upgraded");
    }

    /// Leaves a cluster of this program's PostgreSQL in the data folder, or none where there was none.
    ///
    /// @throws StartRefused if it can't; the old cluster is as it was, but for migrations of its databases
    static void run(DataFolder folder) throws IOException, InterruptedException {
        var upgrade = new Upgrade(folder);
        upgrade.clear();
        if (!Files.exists(upgrade.cluster)) {
            return;
        }
        String major = Cluster.checkVersion(upgrade.cluster);
        if (!major.equals(Binaries.MAJOR)) {
            upgrade.from(major);
        }
    }

    /// What a kill left behind: between the renames the new cluster is the one to take, else the old one is.
    private void clear() throws IOException, InterruptedException {
        if (Files.exists(whole) && !Files.exists(cluster)) {
            Files.move(whole, cluster, StandardCopyOption.ATOMIC_MOVE);
            sync(home);
        }
        Binaries.delete(whole);
        if (Files.exists(work)) {
            Cluster.stopOrphan(work);
            Binaries.delete(work);
        }
    }

    private void from(String major) throws IOException, InterruptedException {
        Path older = OlderPrograms.find(home, major);
        long size = size();
        long needed = size + size / 4 + Disk.FIRST_START_BYTES;
        if (folder.freeBytes() < needed) {
            throw new StartRefused(
                    """
                    The databases of PostgreSQL %s are to be brought into PostgreSQL %s beside the old ones, which takes \
                    %d MiB; the disk of %s has %d MiB free.
                    Free some space and start again; nothing was changed.""".formatted(major, Binaries.MAJOR, needed / MEBI, folder.path(), folder.freeBytes() / MEBI));
        }
        LOG.info(
                "bringing the databases of PostgreSQL {} ({} MiB) into PostgreSQL {}; this may take minutes",
                major,
                size / MEBI,
                Binaries.MAJOR);
        String password =
                HexFormat.of().formatHex(DataFolder.secret(folder.path().resolve("keys"), "postgres.password"));
        Path programs = Binaries.unpack(home);
        var source = new Cluster(older, cluster, RunAs.decide(older, cluster), password);
        var target = new Cluster(programs, work, RunAs.decide(programs, cluster), password);
        boolean done = false;
        try {
            target.initialize();
            transfer(source, target);
            target.syncToDisk();
            done = true;
        } catch (SQLException failure) {
            throw new StartRefused("""
                    The databases of PostgreSQL %s can't be brought into PostgreSQL %s: %s
                    The old ones are still in %s. Report it, and go back to the version that ran before.""".formatted(major, Binaries.MAJOR, failure.getMessage(), cluster), failure);
        } finally {
            if (!done) {
                Cluster.stopOrphan(work);
                Binaries.delete(work);
            }
        }
        swap(major);
    }

    private void transfer(Cluster source, Cluster target) throws IOException, InterruptedException, SQLException {
        // Nothing of it counts before all of it is on disk, which is seen to at the end.
        List<String> quick = Stream.concat(
                        ServerSettings.of(CONNECTIONS).stream(),
                        Stream.of("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"))
                .toList();
        try (var from = EmbeddedPostgres.start(source, new ServerLog(folder.logs(), "upgrade-from.log"), OLD_SETTINGS);
                var to = EmbeddedPostgres.start(target, new ServerLog(folder.logs(), "upgrade-to.log"), quick)) {
            DatabaseUrl oldUrl = DatabaseUrl.parse(from.ownerUrl("postgres"));
            DatabaseUrl newUrl = DatabaseUrl.parse(to.ownerUrl("postgres"));
            for (Target database : targets(oldUrl)) {
                provisioner(from).prepare(database);
                provisioner(to).prepare(database);
                try (Connection old = oldUrl.owner(database.database()).getConnection();
                        Connection fresh = newUrl.owner(database.database()).getConnection()) {
                    new Transfer(database.database(), old, fresh).run();
                }
            }
        }
    }

    private Provisioner provisioner(EmbeddedPostgres server) {
        String prefix = DatabaseSettings.PREFIX;
        return new Provisioner(DatabaseUrl.parse(server.ownerUrl(prefix)), "postgres", prefix, folder.masterKey());
    }

    /// Our databases, those of stations that are no longer served included.
    private static List<Target> targets(DatabaseUrl url) throws SQLException {
        String prefix = DatabaseSettings.PREFIX;
        var targets = new ArrayList<Target>();
        var others = new ArrayList<String>();
        Migrations stations = Migrations.of("station");
        try (Connection connection = url.owner("postgres").getConnection()) {
            for (String name : Provisioner.strings(connection, """
                    SELECT datname FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres' ORDER BY datname
                    """)) {
                if (name.equals(prefix)) {
                    targets.add(Databases.controlTarget(name, prefix));
                } else if (name.startsWith(prefix + "_")) {
                    targets.add(Databases.stationTarget(name, stations));
                } else {
                    others.add(name);
                }
            }
        }
        if (!others.isEmpty()) {
            LOG.warn("the databases {} are not vTOC's and stay behind in the old cluster", others);
        }
        return targets;
    }

    private void swap(String major) throws IOException {
        Path kept = home.resolve("cluster." + major);
        for (int number = 2; Files.exists(kept); number++) {
            kept = home.resolve("cluster.%s-%d".formatted(major, number));
        }
        Files.move(work, whole, StandardCopyOption.ATOMIC_MOVE);
        sync(home);
        Files.move(cluster, kept, StandardCopyOption.ATOMIC_MOVE);
        Files.move(whole, cluster, StandardCopyOption.ATOMIC_MOVE);
        sync(home);
        LOG.info(
                "the databases are in PostgreSQL {} now; the old ones are kept in {}, delete them when all is well: rm -r {}",
                Binaries.MAJOR,
                kept,
                kept);
    }

    private static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Bytes of the old cluster without its log of changes, of which the new one makes its own.
    private long size() throws IOException {
        try (Stream<Path> files = Files.walk(cluster)) {
            return files.filter(file -> !file.startsWith(cluster.resolve("pg_wal")))
                    .filter(Files::isRegularFile)
                    .mapToLong(Upgrade::bytes)
                    .sum();
        } catch (UncheckedIOException failure) {
            throw new IOException(failure);
        }
    }

    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
