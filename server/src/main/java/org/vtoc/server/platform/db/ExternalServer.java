package org.vtoc.server.platform.db;

import java.sql.Connection;
import java.sql.SQLException;
import org.vtoc.server.platform.config.StartRefused;

/// What vTOC asks of a PostgreSQL server it didn't bring along.
final class ExternalServer {
    private static final int MIN_VERSION = 15;
    private static final int VERSION_PARTS = 10_000;

    private ExternalServer() {}

    /// @throws StartRefused if the server can't be reached, is too old, or the role may not make databases and roles;
    ///     the message has the statement to run
    static void check(DatabaseUrl url) {
        try (Connection connection = url.owner(url.database()).getConnection()) {
            String version =
                    Provisioner.strings(connection, "SHOW server_version_num").getFirst();
            if (Integer.parseInt(version) / VERSION_PARTS < MIN_VERSION) {
                throw new StartRefused("""
                        The server of VTOC_DATABASE_URL is PostgreSQL %d; vTOC needs %d or newer.
                        Upgrade it, or unset VTOC_DATABASE_URL to use the embedded one.""".formatted(Integer.parseInt(version) / VERSION_PARTS, MIN_VERSION));
            }
            String role = Sql.identifier(url.user());
            if (Provisioner.strings(connection, """
                    SELECT rolname FROM pg_roles
                     WHERE rolname = current_user AND (rolsuper OR (rolcreatedb AND rolcreaterole))
                    """).isEmpty()) {
                throw new StartRefused("""
                        The role %s of VTOC_DATABASE_URL may not make the stations' databases and roles.
                        As a superuser run: ALTER ROLE %s CREATEDB CREATEROLE;""".formatted(url.user(), role));
            }
            if (Provisioner.strings(connection, """
                    SELECT datname FROM pg_database
                     WHERE datname = current_database() AND pg_has_role(current_user, datdba, 'USAGE')
                    """).isEmpty()) {
                throw new StartRefused("""
                        The database %s of VTOC_DATABASE_URL belongs to another role than %s.
                        As a superuser run: ALTER DATABASE %s OWNER TO %s;""".formatted(url.database(), url.user(), Sql.identifier(url.database()), role));
            }
        } catch (SQLException e) {
            throw new StartRefused(
                    """
                    The server of VTOC_DATABASE_URL (%s) can't be used: %s
                    Check that it runs, that its address, user and password are right, and that the database exists \
                    (CREATE DATABASE %s OWNER %s;).""".formatted(
                            url.hosts(), e.getMessage(), Sql.identifier(url.database()), Sql.identifier(url.user())),
                    e);
        }
    }
}
