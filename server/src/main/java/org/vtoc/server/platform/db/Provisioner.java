package org.vtoc.server.platform.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.config.StartRefused;

/// Makes databases and roles and keeps them apart. Everything here may be repeated and ends in the same state.
///
/// Each database belongs to the owner role. Its runtime role has the database's rows and nothing else: it owns
/// nothing, is a member of nothing, and can connect to no other database, since PUBLIC can connect to none.
final class Provisioner {
    private static final Logger LOG = LoggerFactory.getLogger(Provisioner.class);

    /// Raised when the statements below change, so that existing databases get them too.
    private static final int RULES = 1;

    /// Of the advisory lock that lets one node at a time make databases on a shared server: "vtoc" in ASCII.
    private static final long LOCK = 0x76746F63L;

    /// No such database, role or table; wrong password; not allowed to connect: what provisioning puts right.
    private static final Set<String> NOT_PROVISIONED = Set.of("3D000", "28000", "28P01", "42P01", "42501");

    private final DatabaseUrl url;
    private final String maintenanceDatabase;
    private final String prefix;
    private final MasterKey key;

    /// @param maintenanceDatabase where to stand while making databases; it exists already
    Provisioner(DatabaseUrl url, String maintenanceDatabase, String prefix, MasterKey key) {
        this.url = url;
        this.maintenanceDatabase = maintenanceDatabase;
        this.prefix = prefix;
        this.key = key;
    }

    /// A database, its runtime role, and the scripts that make it.
    record Target(String database, String role, Migrations migrations) {
        String fingerprint() {
            return "%d:%s:%s".formatted(RULES, role, migrations.fingerprint());
        }
    }

    /// Connections of the runtime role; its password is derived, so that every node knows it.
    DataSource runtime(Target target, String serverOptions) {
        var source = url.login(target.database(), target.role(), password(target.role()));
        String given = source.getOptions();
        source.setOptions(given == null || given.isEmpty() ? serverOptions : given + " " + serverOptions);
        return source;
    }

    /// Makes the database what this program needs, unless it is already: then that costs one connection, one query.
    void prepare(Target target) {
        if (isCurrent(target)) {
            return;
        }
        LOG.info("preparing database {}", target.database());
        try (Connection owner = url.owner(maintenanceDatabase).getConnection()) {
            run(owner, "SELECT pg_advisory_lock(%d)".formatted(LOCK));
            makeRole(owner, target.role());
            makeDatabase(owner, target);
            closeToPublic(owner);
            target.migrations().migrate(url.owner(target.database()), target.database(), target.role());
            finish(target);
        } catch (SQLException e) {
            throw refused(target.database(), e);
        }
    }

    /// Names of databases to which every role may connect; templates are databases too.
    static List<String> openToPublic(Connection connection) throws SQLException {
        return strings(connection, """
                SELECT d.datname
                  FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
                 WHERE a.grantee = 0 AND a.privilege_type = 'CONNECT'
                 ORDER BY d.datname
                """);
    }

    /// Takes PUBLIC's rights on our databases, `postgres` and the templates, as far as the owner role may; warns of
    /// what stays open. Other people's databases on a shared server are theirs to close.
    void closeToPublic() {
        try (Connection owner = url.owner(maintenanceDatabase).getConnection()) {
            closeToPublic(owner);
        } catch (SQLException e) {
            throw refused(maintenanceDatabase, e);
        }
    }

    private void closeToPublic(Connection owner) throws SQLException {
        var left = new ArrayList<String>();
        for (String database : openToPublic(owner)) {
            boolean ours = database.equals(url.database())
                    || database.equals(prefix)
                    || database.startsWith(prefix + "_")
                    || Set.of("postgres", "template0", "template1").contains(database);
            if (!ours || !tryRun(owner, "REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(Sql.identifier(database)))) {
                left.add(database);
            }
        }
        if (!left.isEmpty()) {
            LOG.warn("every role can connect to {}; close each with: REVOKE CONNECT ON DATABASE x FROM PUBLIC", left);
        }
    }

    private boolean isCurrent(Target target) {
        try (Connection connection = runtime(target, "").getConnection()) {
            return strings(connection, "SELECT fingerprint FROM provision").equals(List.of(target.fingerprint()));
        } catch (SQLException e) {
            if (NOT_PROVISIONED.contains(String.valueOf(e.getSQLState()))) {
                return false;
            }
            throw refused(target.database(), e);
        }
    }

    private void makeRole(Connection owner, String role) throws SQLException {
        String name = Sql.identifier(role);
        if (strings(owner, "SELECT rolname FROM pg_roles WHERE rolname = " + Sql.literal(role))
                .isEmpty()) {
            run(owner, "CREATE ROLE " + name + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT");
        } else {
            run(owner, "ALTER ROLE " + name + " LOGIN NOCREATEDB NOCREATEROLE NOINHERIT");
        }
        // Hashed here, so that the password itself is in no server's log.
        owner.unwrap(PGConnection.class).alterUserPassword(role, password(role).toCharArray(), "scram-sha-256");
        for (String group : strings(owner, """
                SELECT g.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles r ON r.oid = m.member
                 WHERE r.rolname = %s
                """.formatted(Sql.literal(role)))) {
            run(owner, "REVOKE " + Sql.identifier(group) + " FROM " + name);
        }
        if (!strings(owner, """
                SELECT rolname FROM pg_roles
                 WHERE rolname = %s AND (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls)
                """.formatted(Sql.literal(role))).isEmpty()) {
            throw new StartRefused("""
                    The role %s has rights that a station's role must not have.
                    As a superuser run: ALTER ROLE %s NOSUPERUSER NOREPLICATION NOBYPASSRLS;""".formatted(role, name));
        }
    }

    private void makeDatabase(Connection owner, Target target) throws SQLException {
        String name = Sql.identifier(target.database());
        if (strings(owner, "SELECT datname FROM pg_database WHERE datname = " + Sql.literal(target.database()))
                .isEmpty()) {
            run(owner, "CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
        }
        run(owner, "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
        run(owner, "GRANT CONNECT ON DATABASE " + name + " TO " + Sql.identifier(target.role()));
    }

    private void finish(Target target) throws SQLException {
        try (Connection owner = url.owner(target.database()).getConnection()) {
            // Large objects can be made without any right on a schema. Only a superuser may close that door.
            for (String function : List.of("lo_creat(integer)", "lo_create(oid)", "lo_from_bytea(oid, bytea)")) {
                tryRun(owner, "REVOKE EXECUTE ON FUNCTION pg_catalog." + function + " FROM PUBLIC");
            }
            run(owner, """
                    INSERT INTO provision (fingerprint) VALUES (%s)
                    ON CONFLICT (only_row) DO UPDATE SET fingerprint = excluded.fingerprint, provisioned_at = now()
                    """.formatted(Sql.literal(target.fingerprint())));
        }
    }

    private String password(String role) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.derive("database role " + role));
    }

    private StartRefused refused(String database, SQLException cause) {
        return new StartRefused("""
                The database %s on %s can't be used: %s
                Check that the server runs and that VTOC_DATABASE_URL, if set, is right.""".formatted(database, url.hosts(), cause.getMessage()), cause);
    }

    private static boolean tryRun(Connection connection, String sql) throws SQLException {
        try {
            run(connection, sql);
            return true;
        } catch (SQLException e) {
            if ("42501".equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static List<String> strings(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
