package org.vtoc.server.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.vtoc.server.platform.config.StartRefused;
import org.vtoc.server.testing.TestPostgres;

class DatabasesTest {
    private static final MasterKey KEY = MasterKey.ofText("a key for a test, long enough to be one");
    private static final PoolSettings TINY = new PoolSettings(2, 2, Duration.ofMillis(300), Duration.ofSeconds(5));

    @Test
    void anEmbeddedInstallationKeepsItsDataOverRestarts() throws IOException {
        var settings = DatabaseSettings.embedded(StationSpec.list("ops,intel"));
        try (var folder = DataFolder.open(Folders.freshWithPrograms())) {
            try (var databases = Databases.open(folder, settings)) {
                assertThat(databases.ready()).isTrue();
                databases.station("ops").owner().useHandle(handle -> handle.execute("CREATE TABLE kept (text text)"));
                databases.station("ops").jdbi().useHandle(handle -> handle.execute("INSERT INTO kept VALUES ('a')"));
            }

            try (var databases = Databases.open(folder, settings)) {
                assertThat(strings(databases.station("ops").jdbi(), "SELECT text FROM kept"))
                        .containsExactly("a");
                assertThat(strings(databases.control(), "SELECT current_database()"))
                        .containsExactly("vtoc");
                assertThat(strings(databases.station("intel").jdbi(), "SELECT current_database() || current_user"))
                        .containsExactly("vtoc_intelvtoc_intel");
            }
        }
    }

    @Test
    void aStationDroppedFromTheListKeepsItsDataAndAnAddedOneStays() {
        var settings = TestPostgres.settings(TINY, "ops", "intel");
        try (var databases = Databases.connect(KEY, settings)) {
            databases.addStation(StationSpec.of("sar_north"));
            databases.station("intel").owner().useHandle(handle -> handle.execute("CREATE TABLE kept (text text)"));
        }

        try (var databases = Databases.connect(KEY, listing(settings, "logistics,ops"))) {
            assertThat(databases.stations())
                    .extracting(StationDatabase::slug)
                    .containsExactly("logistics", "ops", "sar-north");
            assertThat(databases.findStation("intel")).isEmpty();
        }
        try (var databases = Databases.connect(KEY, settings)) {
            assertThat(strings(databases.station("intel").jdbi(), "SELECT 'a' FROM kept"))
                    .isEmpty();
            assertThatThrownBy(() -> databases.addStation(StationSpec.of("ops")))
                    .hasMessage("station ops exists");
        }
    }

    @Test
    void anotherMasterKeyGivesTheRolesNewPasswords() {
        var settings = TestPostgres.settings(TINY, "ops");
        Databases.connect(KEY, settings).close();

        try (var databases = Databases.connect(MasterKey.ofText("another key, also long enough for it"), settings)) {
            assertThat(databases.ready()).isTrue();
        }
    }

    @Test
    void aStartThatChangesNothingLeavesTheMigrationsAlone() {
        var settings = TestPostgres.settings(TINY, "ops");
        Databases.connect(KEY, settings).close();
        Jdbi control = TestPostgres.owner(settings.prefix());
        String first =
                strings(control, "SELECT provisioned_at::text FROM provision").getFirst();

        Databases.connect(KEY, settings).close();

        assertThat(strings(control, "SELECT provisioned_at::text FROM provision"))
                .containsExactly(first);
    }

    @Test
    void aDatabaseThatANewerProgramChangedIsRefused() {
        var settings = TestPostgres.settings(TINY, "ops");
        Databases.connect(KEY, settings).close();
        TestPostgres.owner(settings.prefix() + "_ops").useHandle(handle -> handle.execute("""
                INSERT INTO flyway_schema_history
                SELECT installed_rank + 1000, '999', 'tomorrow', type, 'V999__tomorrow.sql', 1, installed_by, now(), 1, true
                  FROM flyway_schema_history WHERE version = '001';
                UPDATE provision SET fingerprint = 'of the newer program'
                """));

        assertThatThrownBy(() -> Databases.connect(KEY, settings))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("was changed by a newer vTOC (migrations [999], unknown to this program)");
    }

    @Test
    void anExternalRoleWithoutTheRightsIsRefusedWithTheStatementToRun() {
        String role = "meagre";
        TestPostgres.owner("postgres").useHandle(handle -> {
            handle.execute("CREATE ROLE meagre LOGIN CREATEDB PASSWORD 'x'");
            handle.execute("CREATE DATABASE meagre OWNER meagre");
        });
        var settings = external(TestPostgres.url(role).replaceFirst("//[^@]*@", "//meagre:x@"), "tmeagre");

        assertThatThrownBy(() -> Databases.connect(KEY, settings))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("ALTER ROLE \"meagre\" CREATEDB CREATEROLE;");
    }

    @Test
    void anExternalRoleThatDoesNotOwnTheDatabaseIsRefusedWithTheStatementToRun() {
        TestPostgres.owner("postgres").useHandle(handle -> {
            handle.execute("CREATE ROLE guest LOGIN CREATEDB CREATEROLE PASSWORD 'x'");
            handle.execute("CREATE DATABASE hosts");
            handle.execute("GRANT CONNECT ON DATABASE hosts TO guest");
        });
        var settings = external(TestPostgres.url("hosts").replaceFirst("//[^@]*@", "//guest:x@"), "tguest");

        assertThatThrownBy(() -> Databases.connect(KEY, settings))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("ALTER DATABASE \"hosts\" OWNER TO \"guest\";");
    }

    @Test
    void anExternalRoleThatIsNoSuperuserIsEnoughWithBothRights() {
        TestPostgres.owner("postgres").useHandle(handle -> {
            handle.execute("CREATE ROLE enough LOGIN CREATEDB CREATEROLE PASSWORD 'x'");
            handle.execute("CREATE DATABASE tenough OWNER enough");
        });
        var settings = external(TestPostgres.url("tenough").replaceFirst("//[^@]*@", "//enough:x@"), "tenough");

        try (var databases = Databases.connect(KEY, settings)) {
            assertThat(databases.ready()).isTrue();
            assertThat(strings(databases.station("ops").jdbi(), "SELECT current_user::text"))
                    .containsExactly("tenough_ops");
            assertThatThrownBy(() ->
                            databases.station("ops").jdbi().useHandle(handle -> handle.execute("SET ROLE enough")))
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
        Databases.connect(KEY, settings).close();
    }

    @Test
    void aServerThatDoesNotAnswerIsRefusedWithoutThePassword() {
        var settings = external("postgresql://somebody:hidden@127.0.0.1:1/vtoc", "tnowhere");

        assertThatThrownBy(() -> Databases.connect(KEY, settings))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void whoWaitsTooLongForAConnectionIsTurnedAwayAsAnOutage() throws SQLException {
        try (var databases = Databases.connect(KEY, TestPostgres.settings(TINY, "ops"))) {
            StationDatabase ops = databases.station("ops");
            try (Connection first = ops.dataSource().getConnection();
                    Connection second = ops.dataSource().getConnection()) {
                assertThat(first.isValid(1) && second.isValid(1)).isTrue();
                assertThatThrownBy(() -> strings(ops.jdbi(), "SELECT 'a'"))
                        .hasCauseInstanceOf(SQLTransientConnectionException.class)
                        .satisfies(failure ->
                                assertThat(DatabaseOutage.is(failure)).isTrue());
            }

            assertThat(strings(ops.jdbi(), "SELECT 'a'")).containsExactly("a");
        }
    }

    @Test
    void aThousandVirtualThreadsShareTwoConnections() throws Exception {
        var patient = new PoolSettings(2, 2, Duration.ofSeconds(60), Duration.ofSeconds(60));
        try (var databases = Databases.connect(KEY, TestPostgres.settings(patient, "ops"));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Jdbi jdbi = databases.station("ops").jdbi();

            List<Future<List<String>>> answers = IntStream.range(0, 1000)
                    .mapToObj(_ -> threads.submit(() -> strings(jdbi, "SELECT 'a'")))
                    .toList();

            for (Future<List<String>> answer : answers) {
                assertThat(answer.get()).containsExactly("a");
            }
        }
    }

    @Test
    void aConnectionOfTheRawDataSourceCopies() throws Exception {
        try (var databases = Databases.connect(KEY, TestPostgres.settings(TINY, "ops"))) {
            StationDatabase ops = databases.station("ops");
            ops.owner().useHandle(handle -> handle.execute("CREATE TABLE fact (text text)"));

            try (Connection connection = ops.dataSource().getConnection()) {
                var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY fact FROM STDIN");
                copy.writeToCopy(new byte[] {'a', '\n', 'b', '\n'}, 0, 4);
                assertThat(copy.endCopy()).isEqualTo(2);
            }
        }
    }

    @Test
    void aStatementThatRunsTooLongIsAnOutageAndAWrongOneIsNot() {
        var impatient = new PoolSettings(2, 2, Duration.ofSeconds(5), Duration.ofMillis(50));
        try (var databases = Databases.connect(KEY, TestPostgres.settings(impatient, "ops"))) {
            Jdbi ops = databases.station("ops").jdbi();

            assertThatThrownBy(() -> strings(ops, "SELECT pg_sleep(60)::text"))
                    .satisfies(failure -> assertThat(DatabaseOutage.is(failure)).isTrue());
            assertThatThrownBy(() -> strings(ops, "SELECT nonsense"))
                    .satisfies(failure -> assertThat(DatabaseOutage.is(failure)).isFalse());
        }
    }

    private static DatabaseSettings external(String url, String prefix) {
        return new DatabaseSettings(Optional.of(url), prefix, StationSpec.list("ops"), TINY);
    }

    private static DatabaseSettings listing(DatabaseSettings settings, String stations) {
        return new DatabaseSettings(settings.url(), settings.prefix(), StationSpec.list(stations), settings.pools());
    }

    private static List<String> strings(Jdbi jdbi, String sql) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
