package org.vtoc.server.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vtoc.server.platform.config.StartRefused;
import org.vtoc.server.testing.Eventually;

/// What only root can arrange: other users, mounted disks.
class RootOnlyTest {
    private final Path parent;

    RootOnlyTest(@TempDir Path parent) {
        this.parent = parent;
    }

    @BeforeEach
    void onlyRoot() throws IOException {
        assumeThat(RunAs.isRoot())
                .as("needs root, to change users and to mount a small disk")
                .isTrue();
    }

    @Test
    void startedByRootTheServerRunsAsAnUnprivilegedUserWithoutAnyCapability() throws IOException {
        Path path = Folders.freshWithPrograms();

        try (var folder = DataFolder.open(path);
                var server = EmbeddedPostgres.start(folder)) {
            assertThat(status(server, "Uid")).doesNotContain("\t0");
            assertThat(status(server, "CapEff")).endsWith("0000000000000000");
        }
        assertThat(Files.getAttribute(path.resolve("postgres/cluster"), "unix:uid"))
                .isNotEqualTo(0);
    }

    @Test
    void belowAFolderClosedToOthersTheServerGetsTheRightToPassAndNoOther() throws IOException {
        Path closed = Files.createDirectory(
                parent.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        try (var folder = DataFolder.open(Folders.withPrograms(closed.resolve("data")));
                var server = EmbeddedPostgres.start(folder)) {
            assertThat(status(server, "Uid")).doesNotContain("\t0");
            // CAP_DAC_READ_SEARCH is bit 2 (capability.h).
            assertThat(status(server, "CapEff")).endsWith("0000000000000004");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(closed)))
                .isEqualTo("rwx------");
    }

    @Test
    void anotherUsersServerRunsAsThatUserAlsoWhenRootStartsItLater() throws Exception {
        Path place = Path.of("/tmp", "vtoc-test-" + ProcessHandle.current().pid());
        RunAs.Account account = RunAs.unprivileged();
        try {
            Files.createDirectory(
                    place, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Files.setAttribute(place, "unix:uid", account.uid());
            Path data = place.resolve("data");
            try (var holder = HoldingCenter.startAs(account, data)) {
                long postmaster = Long.parseLong(Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid"))
                        .getFirst());
                assertThat(status(postmaster, "Uid")).contains("\t" + account.uid());
                holder.kill();
            }

            try (var folder = DataFolder.open(data);
                    var server = EmbeddedPostgres.start(folder)) {
                assertThat(status(server, "Uid")).contains("\t" + account.uid());
            }
        } finally {
            Binaries.delete(place);
        }
    }

    @Test
    void aFullDiskIsNamedAtTheStart() throws Exception {
        Path disk = mount("20m");
        try {
            assertThatThrownBy(() -> DataFolder.open(disk))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("is full")
                    .hasMessageContaining("--data DIR");
        } finally {
            unmount(disk);
        }
    }

    @Test
    void aDiskThatFillsUpFailsWritesAsAnOutageAndTheyGoOnWhenThereIsSpaceAgain() throws Exception {
        Path disk = mount("600m");
        Path filler = disk.resolve("filler");
        try (var folder = DataFolder.open(Folders.withPrograms(Files.createDirectory(disk.resolve("data"))));
                var databases = Databases.open(folder, DatabaseSettings.embedded(StationSpec.list("ops")))) {
            StationDatabase ops = databases.station("ops");
            ops.owner().useHandle(handle -> handle.execute("CREATE TABLE fact (text text)"));
            insert(ops, 1);

            run("fallocate", "-l", Long.toString(folder.freeBytes() - (8L << 20)), filler.toString());
            assertThatThrownBy(() -> insert(ops, 1_000_000))
                    .satisfies(failure -> assertThat(DatabaseOutage.is(failure)).isTrue());
            Files.delete(filler);
            Eventually.holds("writing goes on", () -> inserted(ops));

            int kept = ops.jdbi().withHandle(handle -> handle.createQuery("SELECT count(*) FROM fact")
                    .mapTo(Integer.class)
                    .one());
            assertThat(kept).isEqualTo(2);
        } finally {
            unmount(disk);
        }
    }

    private static void insert(StationDatabase station, int rows) {
        station.jdbi().useHandle(handle -> handle.createUpdate(
                        "INSERT INTO fact SELECT repeat('x', 100) FROM generate_series(1, :rows)")
                .bind("rows", rows)
                .execute());
    }

    private static boolean inserted(StationDatabase station) {
        try {
            insert(station, 1);
            return true;
        } catch (JdbiException failure) {
            assertThat(DatabaseOutage.is(failure)).as("%s", failure).isTrue();
            return false;
        }
    }

    private Path mount(String size) throws Exception {
        Path disk = Files.createDirectory(parent.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.toString());
        return disk;
    }

    private static void unmount(Path disk) throws Exception {
        run("umount", disk.toString());
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static String status(EmbeddedPostgres server, String field) throws IOException {
        return status(server.process().pid(), field);
    }

    private static String status(long pid, String field) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith(field + ":"))
                .findFirst()
                .orElseThrow();
    }
}
