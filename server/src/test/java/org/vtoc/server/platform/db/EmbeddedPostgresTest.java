package org.vtoc.server.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.vtoc.server.platform.config.StartRefused;
import org.vtoc.server.testing.Eventually;

class EmbeddedPostgresTest {
    @Test
    void theFirstStartUnpacksTheProgramsAndARestartKeepsTheData() throws IOException {
        Path path = Folders.fresh();
        try (var folder = DataFolder.open(path);
                var server = EmbeddedPostgres.start(folder)) {
            HoldingCenter.owner(server).useHandle(handle -> handle.execute("CREATE TABLE kept AS SELECT 'a' AS text"));
        }
        assertThat(path.resolve("postgres/bin-" + Binaries.VERSION + "/bin/postgres"))
                .isExecutable();

        try (var folder = DataFolder.open(path);
                var server = EmbeddedPostgres.start(folder)) {
            assertThat(text(server, "SELECT text FROM kept")).isEqualTo("a");
            assertThat(server.healthy()).isTrue();
        }
        Binaries.delete(path);
    }

    @Test
    void theProgramsAreOfTheVersionTheCodeSays() throws IOException, InterruptedException {
        Path programs = Folders.freshWithPrograms().resolve("postgres/bin-" + Binaries.VERSION + "/bin/postgres");

        Process process = new ProcessBuilder(programs.toString(), "--version").start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("postgres (PostgreSQL) " + Binaries.VERSION);
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void aCommitIsOnDiskAndEveryLoginNeedsAPassword() throws IOException {
        try (var folder = DataFolder.open(Folders.freshWithPrograms());
                var server = EmbeddedPostgres.start(folder)) {
            assertThat(text(server, "SHOW fsync")).isEqualTo("on");
            assertThat(text(server, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(text(server, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(text(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(text(server, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"))
                    .isEqualTo("scram-sha-256");
            assertThat(folder.path().resolve("logs/postgres.log")).isNotEmptyFile();
        }
    }

    @Test
    void aKilledServerComesBackOnItsPortWithItsData() throws Exception {
        try (var folder = DataFolder.open(Folders.freshWithPrograms());
                var server = EmbeddedPostgres.start(folder)) {
            HoldingCenter.owner(server).useHandle(handle -> handle.execute("CREATE TABLE kept AS SELECT 'b' AS text"));
            ProcessHandle first = server.process();

            first.destroyForcibly();
            first.onExit().get(10, TimeUnit.SECONDS);
            assertThat(server.healthy()).isFalse();
            Eventually.holds("the server accepts connections again", server::healthy);

            assertThat(server.process().pid()).isNotEqualTo(first.pid());
            assertThat(text(server, "SELECT text FROM kept")).isEqualTo("b");
        }
    }

    @Test
    void aServerThatOutlivedItsCenterIsStoppedFirst() throws Exception {
        try (var folder = DataFolder.open(Folders.freshWithPrograms())) {
            EmbeddedPostgres.start(folder).close();
            Process orphan = Cluster.prepare(folder)
                    .server(freePort(), List.of("listen_addresses=127.0.0.1", "unix_socket_directories="))
                    .start();
            awaitLine(orphan, "ready to accept connections");

            try (var server = EmbeddedPostgres.start(folder)) {
                assertThat(orphan.waitFor(10, TimeUnit.SECONDS)).isTrue();
                assertThat(text(server, "SELECT 'here'")).isEqualTo("here");
            }
        }
    }

    @Test
    void aLockFileWhoseNumberNowBelongsToAnotherProcessDoesNotStopTheStart() throws Exception {
        try (var folder = DataFolder.open(Folders.freshWithPrograms())) {
            EmbeddedPostgres.start(folder).close();
            Path pidFile = folder.path().resolve("postgres/cluster/postmaster.pid");
            Files.writeString(pidFile, ProcessHandle.current().pid() + "\n/elsewhere\n");

            try (var server = EmbeddedPostgres.start(folder)) {
                assertThat(text(server, "SELECT 'here'")).isEqualTo("here");
            }
            assertThat(ProcessHandle.current().isAlive()).isTrue();
        }
    }

    @Test
    void afterAKilledCenterTheNextOneRecoversAndASecondOneIsRefused() throws Exception {
        Path path = Folders.freshWithPrograms();
        try (var holder = HoldingCenter.start(path)) {
            assertThatThrownBy(() -> DataFolder.open(path))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("process " + holder.pid() + " at http://127.0.0.1:8080");

            holder.kill();
        }

        try (var folder = DataFolder.open(path);
                var server = EmbeddedPostgres.start(folder)) {
            assertThat(text(server, "SELECT text FROM kept")).isEqualTo("by the killed one");
        }
    }

    @Test
    void aClusterThatCanNotBeReadIsRefusedAndLeftAlone() throws IOException {
        Path path = Folders.freshWithPrograms();
        Path version = Files.createDirectories(path.resolve("postgres/cluster")).resolve("PG_VERSION");

        try (var folder = DataFolder.open(path)) {
            Files.writeString(version, "99\n");
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("are of PostgreSQL 99, this vTOC brings PostgreSQL " + Binaries.MAJOR);
            Files.writeString(version, "8\n");
            assertThatThrownBy(() -> EmbeddedPostgres.start(folder))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("apt-get install postgresql-8")
                    .hasMessageContaining("nothing was changed");
        }
        assertThat(version).hasContent("8");
        assertThat(path.resolve("postgres/cluster")).isDirectoryContaining("glob:**PG_VERSION");
    }

    @Test
    void aStartKilledWhileUnpackingOrMakingTheClusterIsDoneAgain() throws IOException {
        Path path = Folders.freshWithPrograms();
        Files.createDirectories(path.resolve("postgres/cluster.new/base"));
        Files.createDirectories(path.resolve("postgres/bin-" + Binaries.VERSION + ".new/bin"));

        try (var folder = DataFolder.open(path);
                var server = EmbeddedPostgres.start(folder)) {
            assertThat(text(server, "SELECT 'here'")).isEqualTo("here");
        }
        assertThat(path.resolve("postgres/cluster.new")).doesNotExist();
        assertThat(path.resolve("postgres/bin-" + Binaries.VERSION + ".new")).doesNotExist();
    }

    @Test
    void sharedBuffersFollowTheMachinesMemoryWithinBounds() {
        assertThat(ServerSettings.of(100, 2L << 30)).contains("shared_buffers=128MB");
        assertThat(ServerSettings.of(100, 1L << 40)).contains("shared_buffers=256MB");
        assertThat(ServerSettings.of(100, 256L << 20)).contains("shared_buffers=32MB");
    }

    private static String text(EmbeddedPostgres server, String sql) {
        return HoldingCenter.owner(server)
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void awaitLine(Process process, String text) throws IOException {
        var reader = process.inputReader(StandardCharsets.UTF_8);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.contains(text)) {
                return;
            }
        }
        throw new IOException("ended without saying: " + text);
    }
}
