package org.vtoc.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.identity.Identity;
import org.vtoc.server.platform.db.DataFolder;
import org.vtoc.server.platform.db.DatabaseSettings;
import org.vtoc.server.platform.db.Databases;
import org.vtoc.server.platform.db.StationSpec;
import org.vtoc.server.testing.TestPostgres;
import org.vtoc.server.testing.TestStations;
import picocli.CommandLine;

class ResetPasswordCommandTest {
    /// @param exit the exit code
    private record Run(int exit, String out, String err) {}

    @Test
    void theOwnerOfTheFolderSetsANewPasswordWhileTheCenterIsStopped() {
        Path data = TestPostgres.newFolder("reset-password");
        try (DataFolder folder = DataFolder.open(data)) {
            inside(folder, (databases, identity) -> identity.bootstrap("chief", Optional.of("a sound horse eats hay")));

            Run running = run("chief", "--data", data.toString());
            assertThat(running.exit()).isEqualTo(1);
            assertThat(running.err()).contains("in use by").contains("Stop that one first");
        }

        Run reset = run("Chief", "--data", data.toString());
        assertThat(reset.exit()).isZero();
        assertThat(reset.out()).containsPattern("shown only now: [a-z2-9]{5}(-[a-z2-9]{5}){3}\n");

        Run unknown = run("nobody", "--data", data.toString());
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err()).contains("no user named nobody");

        try (DataFolder folder = DataFolder.open(data)) {
            inside(folder, (databases, audit) -> {
                List<String> actions = databases.control().withHandle(handle -> handle.createQuery(
                                "SELECT action FROM audit_row ORDER BY position")
                        .mapTo(String.class)
                        .list());
                assertThat(actions).containsExactly("user.created", "user.password-reset");
            });
        }
    }

    @Test
    void aFolderThatIsNoDataFolderIsLeftAlone() {
        Path data = TestPostgres.newFolder("no-data-folder");

        Run run = run("chief", "--data", data.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("There is no data folder at");
        assertThat(data).doesNotExist();
    }

    private interface Inside {
        void look(Databases databases, Identity identity);
    }

    private static void inside(DataFolder folder, Inside inside) {
        var clock = InstantSource.system();
        var settings = DatabaseSettings.embedded(StationSpec.list("ops"));
        try (Databases databases = Databases.open(folder, settings);
                Audit audit = Audit.open(databases, folder, clock);
                Identity identity = Identity.open(
                        databases.control(), audit, new TestStations(List.of("ops")), new byte[32], clock)) {
            inside.look(databases, identity);
            assertThat(audit.verify()).allMatch(check -> check.whole());
        }
    }

    private static Run run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = new CommandLine(new ResetPasswordCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((failure, command, _) -> {
                    command.getErr().println(failure.getMessage());
                    return 1;
                })
                .execute(arguments);
        return new Run(exit, out.toString(), err.toString());
    }
}
