package org.vtoc.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.vtoc.server.platform.db.Databases;

/// The plainest durable queue: each connection claims one job in a transaction, and finishes it in another.
final class PlainJobs {
    /// More than the pool of a center on two cores has would not be fair.
    static final int CONNECTIONS = 4;

    private final Jdbi owner;
    private final Jdbi control;

    private PlainJobs(Jdbi owner, Jdbi control) {
        this.owner = owner;
        this.control = control;
    }

    static PlainJobs create(Databases databases) {
        databases.controlOwner().useHandle(handle -> {
            handle.execute("""
                    CREATE TABLE plain_job (id bigint PRIMARY KEY, payload text NOT NULL, state text NOT NULL,
                                            changed_at timestamptz NOT NULL)""");
            handle.execute("CREATE INDEX plain_job_ready ON plain_job (id) WHERE state = 'queued'");
            handle.execute("GRANT ALL ON plain_job TO PUBLIC");
        });
        return new PlainJobs(databases.controlOwner(), databases.control());
    }

    /// @return the seconds that it took
    double run(int jobs) throws InterruptedException {
        owner.useHandle(handle -> {
            handle.execute("TRUNCATE plain_job");
            handle.execute(
                    "INSERT INTO plain_job SELECT i, '{\"number\":1}', 'queued', now() FROM generate_series(1, ?) i",
                    jobs);
        });
        List<Connection> opened = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                opened.add(control.open().getConnection());
            }
            long from = System.nanoTime();
            List<Future<?>> running = new ArrayList<>();
            for (Connection connection : opened) {
                running.add(threads.submit(() -> {
                    work(connection);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
            double seconds = (System.nanoTime() - from) / 1e9;
            long left = owner.withHandle(
                    handle -> handle.createQuery("SELECT count(*) FROM plain_job WHERE state <> 'done'")
                            .mapTo(Long.class)
                            .one());
            if (left > 0) {
                throw new BenchFailure("the plain program left %d jobs".formatted(left));
            }
            return seconds;
        } catch (ExecutionException failure) {
            throw new BenchFailure("the plain program failed: " + failure.getCause(), failure);
        } finally {
            opened.forEach(PlainJobs::close);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new BenchFailure("a connection did not close", failure);
        }
    }

    private static void work(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (PreparedStatement claim = connection.prepareStatement("""
                        UPDATE plain_job SET state = 'running', changed_at = now() WHERE id = (
                            SELECT id FROM plain_job WHERE state = 'queued' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING id, payload""");
                PreparedStatement finish = connection.prepareStatement(
                        "UPDATE plain_job SET state = 'done', changed_at = now() WHERE id = ?")) {
            while (true) {
                long id;
                try (ResultSet found = claim.executeQuery()) {
                    if (!found.next()) {
                        return;
                    }
                    id = found.getLong("id");
                }
                finish.setLong(1, id);
                finish.executeUpdate();
            }
        }
    }
}
