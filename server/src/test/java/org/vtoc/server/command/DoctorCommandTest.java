package org.vtoc.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vtoc.server.platform.db.DataFolder;
import org.vtoc.server.testing.TestPostgres;
import picocli.CommandLine;

class DoctorCommandTest {
    private final Path data;
    private final StringWriter said = new StringWriter();

    DoctorCommandTest(@TempDir Path parent) {
        data = parent.resolve("data");
    }

    @Test
    void itChangesNothing() {
        run();

        assertThat(data).doesNotExist();
        assertThat(said.toString()).contains("ok       Data folder  " + data + " will be made");
    }

    @Test
    void aNewerLayoutIsAProblemWithWhatToDo() throws IOException {
        DataFolder.open(data).close();
        Files.writeString(data.resolve("layout"), "7\n");

        assertThat(run()).isEqualTo(1);

        assertThat(said.toString()).contains("PROBLEM  Data folder").contains("written by a newer vTOC");
    }

    @Test
    void aCenterThatRunsIsNamedAndItsPortIsNoProblem() throws IOException {
        try (var folder = DataFolder.open(data);
                var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            folder.announce("http://127.0.0.1:" + socket.getLocalPort());

            run("--port", Integer.toString(socket.getLocalPort()));
        }

        assertThat(said.toString())
                .contains("held by process " + ProcessHandle.current().pid())
                .contains("answered by the center that runs");
    }

    @Test
    void aTakenPortIsAProblem() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(run("--port", Integer.toString(socket.getLocalPort()))).isEqualTo(1);
        }

        assertThat(said.toString()).contains("PROBLEM  Address").contains("choose another with --port N");
    }

    @Test
    void anExternalDatabaseIsAskedForItsRights() {
        TestPostgres.owner("postgres")
                .useHandle(handle -> handle.execute("CREATE ROLE doctors_guest LOGIN SUPERUSER PASSWORD 'x'"));
        String url = TestPostgres.url("postgres").replaceFirst("//[^@]*@", "//doctors_guest:x@");

        run("--database-url", url);
        assertThat(said.toString()).contains("ok       Database     postgresql://doctors_guest@127.0.0.1");

        TestPostgres.owner("postgres").useHandle(handle -> handle.execute("ALTER ROLE doctors_guest NOSUPERUSER"));
        TestPostgres.owner("postgres")
                .useHandle(handle -> handle.execute("GRANT CONNECT ON DATABASE postgres TO doctors_guest"));
        assertThat(run("--database-url", url)).isEqualTo(1);
        assertThat(said.toString()).contains("ALTER ROLE \"doctors_guest\" CREATEDB CREATEROLE;");
    }

    @Test
    void halfOfTheTlsFilesIsAProblem() throws IOException {
        Path key = Files.writeString(data.resolveSibling("key.pem"), "");

        assertThat(run("--tls-key", key.toString())).isEqualTo(1);

        assertThat(said.toString()).contains("PROBLEM  TLS").contains("Give both.");
    }

    @ParameterizedTest
    @CsvSource({
        "v20.19.0,true",
        "v20.18.9,false",
        "v21.7.0,false",
        "v22.11.0,false",
        "v22.12.1,true",
        "v24.0.0,true",
        "node,false"
    })
    void nodesVersionIsWhatTheConsolesBuildAsksFor(String version, boolean good) {
        assertThat(DoctorCommand.isNodeGood(version)).isEqualTo(good);
    }

    private int run(String... options) {
        return new CommandLine(new DoctorCommand())
                .setOut(new PrintWriter(said))
                .execute(Stream.concat(Stream.of("--data", data.toString()), Stream.of(options))
                        .toArray(String[]::new));
    }
}
