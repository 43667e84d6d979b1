package org.vtoc.server.platform.db;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells a database that can't answer now (503, try again) from a statement that is wrong (a bug).
public final class DatabaseOutage {
    /// Classes of SQLSTATE (PostgreSQL manual, appendix A): connection exceptions, no resources left, operator
    /// intervention (shutdown, statement timeout), system errors (I/O).
    private static final Set<String> CLASSES = Set.of("08", "53", "57", "58");

    /// Lock not available in time, read-only transaction (a standby after a failover).
    private static final Set<String> STATES = Set.of("55P03", "25006");

    private DatabaseOutage() {}

    /// Whether the failure, or a cause of it, says that the database is away, full, too busy or restarting. A wait
    /// for a free connection that took too long ([SQLTransientConnectionException]) is one too.
    public static boolean is(Throwable failure) {
        for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLTransientConnectionException) {
                return true;
            }
            if (at instanceof SQLException sql) {
                String state = sql.getSQLState();
                if (state != null
                        && state.length() == 5
                        && (CLASSES.contains(state.substring(0, 2)) || STATES.contains(state))) {
                    return true;
                }
            }
        }
        return false;
    }
}
