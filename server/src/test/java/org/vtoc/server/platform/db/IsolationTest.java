package org.vtoc.server.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vtoc.server.testing.TestPostgres;

class IsolationTest {
    /// Databases of installations, and those that every server has. Other tests make some that are nobody's.
    private static final String OURS =
            "(d.datname ~ '^t[0-9]+(_|$)' OR d.datname IN ('postgres', 'template0', 'template1'))";

    /// Runtime roles of installations.
    private static final String ROLES = "r.rolname ~ '^t[0-9]+[_-]'";

    private static final Databases DATABASES = TestPostgres.fresh("ops", "intel", "sar-north");

    @AfterAll
    static void close() {
        DATABASES.close();
    }

    @Test
    void theControlDatabaseKnowsTheStationsInTheirOrder() {
        assertThat(strings(DATABASES.control(), "SELECT slug || ' ' || callsign FROM station ORDER BY position"))
                .containsExactly("ops OPS", "intel INTEL", "sar-north SAR-NORTH");
    }

    @Test
    void eachRoleConnectsToItsOwnDatabaseAndToNoOther() {
        List<String> allowed = strings(TestPostgres.owner("postgres"), """
                SELECT r.rolname || ' ' || d.datname FROM pg_roles r, pg_database d
                 WHERE %s AND has_database_privilege(r.oid, d.oid, 'CONNECT')
                """.formatted(ROLES));

        assertThat(allowed)
                .contains(database() + "-center " + database(), database("ops") + " " + database("ops"))
                .allSatisfy(pair -> {
                    List<String> parts = List.of(pair.split(" "));
                    assertThat(parts.getFirst().replace("-center", "")).isEqualTo(parts.getLast());
                });
    }

    @Test
    void theServerRefusesAStationsLoginAtEveryOtherDatabase() {
        String password = "for this test";
        TestPostgres.owner("postgres")
                .useHandle(handle -> handle.execute("CREATE ROLE isolation_probe LOGIN PASSWORD '" + password + "'"));

        for (String other : strings(
                TestPostgres.owner("postgres"), "SELECT datname FROM pg_database d WHERE datallowconn AND " + OURS)) {
            String url = "jdbc:" + TestPostgres.url(other).replaceFirst("//[^@]*@", "//");
            var stranger = Jdbi.create(url, "isolation_probe", password);
            assertThatThrownBy(() -> strings(stranger, "SELECT 1::text"))
                    .rootCause()
                    .hasMessageContaining("permission denied for database");
        }
    }

    @Test
    void publicHasNoRightOnAnyDatabase() {
        assertThat(strings(TestPostgres.owner("postgres"), """
                        SELECT d.datname || ' ' || a.privilege_type
                          FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
                         WHERE a.grantee = 0
                        """)).isEmpty();
    }

    @Test
    void publicHasNoRightOnAnySchemaTableOrRoutineOfOurs() {
        for (String database : List.of(database(), database("ops"), database("intel"))) {
            assertThat(strings(TestPostgres.owner(database), """
                            SELECT 'schema ' || n.nspname FROM pg_namespace n, aclexplode(n.nspacl) a
                             WHERE n.nspname = 'public' AND a.grantee = 0
                            UNION ALL
                            SELECT c.relname FROM pg_class c, aclexplode(c.relacl) a
                             WHERE c.relnamespace = 'public'::regnamespace AND a.grantee = 0
                            UNION ALL
                            SELECT p.proname
                              FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                             WHERE p.pronamespace = 'public'::regnamespace AND a.grantee = 0
                            """)).isEmpty();
        }
    }

    @Test
    void runtimeRolesOwnNothingAndAreMembersOfNothing() {
        Jdbi owner = TestPostgres.owner(database("ops"));

        assertThat(strings(owner, """
                        SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member
                         WHERE %s
                        """.formatted(ROLES))).isEmpty();
        assertThat(strings(owner, """
                        SELECT r.rolname FROM pg_roles r
                         WHERE %s AND (r.rolsuper OR r.rolcreatedb OR r.rolcreaterole OR r.rolreplication OR r.rolbypassrls)
                        """.formatted(ROLES))).isEmpty();
        assertThat(strings(owner, """
                        SELECT r.rolname FROM pg_shdepend s JOIN pg_roles r ON r.oid = s.refobjid
                         WHERE s.deptype = 'o' AND %s
                        """.formatted(ROLES))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE mine (a int)",
                "CREATE TEMP TABLE mine (a int)",
                "CREATE SCHEMA mine",
                "CREATE VIEW mine AS SELECT 1",
                "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE ROLE mine",
                "CREATE DATABASE mine",
                "SELECT lo_create(0)",
                "SELECT lo_from_bytea(0, 'x')",
                "COPY provision TO '/tmp/mine'",
                "COPY (SELECT 1) TO PROGRAM 'true'",
                "SELECT pg_read_file('/etc/passwd')",
                "SELECT rolpassword FROM pg_authid",
                "ALTER TABLE provision ADD COLUMN mine int",
                "DROP TABLE provision",
                "TRUNCATE provision",
                "UPDATE provision SET fingerprint = 'mine'",
                "SELECT * FROM flyway_schema_history",
                "SET ROLE postgres",
                "SET SESSION AUTHORIZATION postgres",
            })
    void aStationsRoleIsDenied(String statement) {
        assertThatThrownBy(() -> DATABASES.station("ops").jdbi().useHandle(handle -> handle.execute(statement)))
                .rootCause()
                .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }

    @Test
    void whatTheOwnerMakesLaterIsOpenToTheRuntimeRoleForRowsOnly() {
        StationDatabase intel = DATABASES.station("intel");

        intel.owner().useHandle(handle -> handle.execute("CREATE TABLE later (id bigserial, text text)"));
        intel.jdbi().useHandle(handle -> {
            handle.execute("INSERT INTO later (text) VALUES ('a')");
            handle.execute("UPDATE later SET text = 'b'");
        });

        assertThat(strings(intel.jdbi(), "SELECT text FROM later")).containsExactly("b");
        assertThatThrownBy(() -> intel.jdbi().useHandle(handle -> handle.execute("DROP TABLE later")))
                .rootCause()
                .hasMessageContaining("must be owner");
    }

    @Test
    void aDatabaseOpenedToEverybodyByHandIsClosedAtTheNextStart() {
        var settings = TestPostgres.settings(PoolSettings.DEFAULT, "ops");
        MasterKey key = MasterKey.ofText("a key for a test, long enough to be one");
        Databases.connect(key, settings).close();
        Jdbi owner = TestPostgres.owner("postgres");
        owner.useHandle(
                handle -> handle.execute("GRANT CONNECT ON DATABASE %s_ops TO PUBLIC".formatted(settings.prefix())));

        Databases.connect(key, settings).close();

        assertThat(strings(owner, """
                        SELECT d.datname FROM pg_database d, aclexplode(d.datacl) a WHERE a.grantee = 0 AND %s
                        """.formatted(OURS))).isEmpty();
    }

    private static String database() {
        return strings(DATABASES.control(), "SELECT current_database()").getFirst();
    }

    private static String database(String station) {
        return database() + "_" + station;
    }

    private static List<String> strings(Jdbi jdbi, String sql) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
