package org.vtoc.server.platform.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;

/// Connections of the owner role: rare, so each is made for its use and none is kept. Thread-safe.
final class OwnerConnections implements ConnectionFactory {
    private static final int AT_A_TIME = 2;
    private static final long WAIT_SECONDS = 30;

    private final DataSource source;
    private final Semaphore permits = new Semaphore(AT_A_TIME, true);

    OwnerConnections(DataSource source) {
        this.source = source;
    }

    @Override
    public Connection openConnection() throws SQLException {
        try {
            if (!permits.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new SQLTransientConnectionException("maintenance of this database is busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while waiting for maintenance", e);
        }
        boolean opened = false;
        try {
            Connection connection = source.getConnection();
            opened = true;
            return connection;
        } finally {
            if (!opened) {
                permits.release();
            }
        }
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        try {
            connection.close();
        } finally {
            permits.release();
        }
    }
}
