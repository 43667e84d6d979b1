package org.vtoc.server.telemetry;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.db.DatabaseOutage;
import org.vtoc.server.platform.error.ProblemException;

/// Group commit for one station: everything that has come in while the last commit was under way is written by one
/// COPY and answered by one commit. Callers wait until their rows are committed.
///
/// Two threads write, the second only while so much waits that one would hold up the rest: then one copies while the
/// other's commit is under way. Any thread may submit. The queue is bounded in rows and bytes; over that it refuses,
/// so that a caller waits outside and nothing taken is ever dropped.
final class BatchWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
    private static final int GROUP_ROWS = 20_000;
    /// Below this a second commit would cost more than it gains.
    private static final int HELP_ROWS = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// What became of one submission.
    ///
    /// @param duplicates ids of the rows of the whole group that were repeats and are not stored
    record Outcome(Set<UUID> duplicates) {
        int countOf(List<EventRow> rows) {
            return duplicates.isEmpty()
                    ? 0
                    : (int) rows.stream()
                            .filter(row -> duplicates.contains(row.id))
                            .count();
        }
    }

    private static final class Submission {
        private final List<EventRow> rows;
        private final int weight;
        private final CountDownLatch done = new CountDownLatch(1);
        private @Nullable Outcome outcome;
        private @Nullable ProblemException refusal;

        Submission(List<EventRow> rows) {
            this.rows = rows;
            this.weight = rows.stream().mapToInt(EventRow::weight).sum();
        }

        void succeed(Outcome result) {
            outcome = result;
            done.countDown();
        }

        void fail(ProblemException problem) {
            refusal = problem;
            done.countDown();
        }
    }

    private final DataSource database;
    private final Partitions partitions;
    private final Allowances allowances;
    private final Consumer<List<EventRow>> committed;
    private final Runnable inDoubt;
    private final int maxRows;
    private final long maxBytes;
    private final ArrayDeque<Submission> queue = new ArrayDeque<>();
    private final List<Thread> threads;
    private int queuedRows;
    private long queuedBytes;
    private boolean closing;

    /// @param committed is told of rows right after their commit, before their callers are; by two threads
    /// @param inDoubt is told when rows may have been committed although the database did not say so
    BatchWriter(
            String name,
            DataSource database,
            StationTelemetry station,
            TelemetryConfig config,
            Consumer<List<EventRow>> committed,
            Runnable inDoubt) {
        this.database = database;
        this.partitions = station.partitions;
        this.allowances = station.allowances;
        this.committed = committed;
        this.inDoubt = inDoubt;
        this.maxRows = config.queueRows();
        this.maxBytes = config.queueBytes();
        this.threads = List.of(
                Thread.ofPlatform().name("intake-" + name).start(() -> run(1)),
                Thread.ofPlatform().name("intake-" + name + "-2").start(() -> run(HELP_ROWS)));
    }

    /// Stores the rows; returns after the commit.
    ///
    /// @throws ProblemException 429 the queue is full and nothing was stored; 503 the database can't store now, and
    ///     whether it did may not be known
    Outcome write(List<EventRow> rows) throws InterruptedException {
        var submission = new Submission(rows);
        synchronized (queue) {
            if (closing) {
                throw ProblemException.of(TelemetryError.INTAKE_UNAVAILABLE, "The center is stopping.")
                        .retryAfter(Duration.ofSeconds(5));
            }
            boolean full = queuedRows + rows.size() > maxRows || queuedBytes + submission.weight > maxBytes;
            if (full && !queue.isEmpty()) {
                throw ProblemException.of(
                                TelemetryError.INTAKE_FULL,
                                "%d rows wait to be stored; send these again later.".formatted(queuedRows))
                        .retryAfter(Duration.ofSeconds(1));
            }
            queue.add(submission);
            queuedRows += rows.size();
            queuedBytes += submission.weight;
            queue.notifyAll();
        }
        if (!submission.done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw unavailable("The database did not answer in time; it is not known whether the rows were stored.");
        }
        if (submission.refusal != null) {
            throw submission.refusal;
        }
        if (submission.outcome == null) {
            throw new IllegalStateException("a finished submission has an outcome");
        }
        return submission.outcome;
    }

    int queuedRows() {
        synchronized (queue) {
            return queuedRows;
        }
    }

    /// @param leastRows takes no work while less waits
    private void run(int leastRows) {
        var buffer = new CopyBuffer();
        while (true) {
            List<Submission> group;
            try {
                group = take(leastRows);
            } catch (InterruptedException _) {
                return;
            }
            if (group.isEmpty()) {
                return;
            }
            store(group, buffer);
        }
    }

    /// Waits for work; an empty group means that there will be none.
    private List<Submission> take(int leastRows) throws InterruptedException {
        synchronized (queue) {
            while (queue.isEmpty() || queuedRows < leastRows) {
                if (closing) {
                    return List.of();
                }
                queue.wait();
            }
            var group = new ArrayList<Submission>();
            int rows = 0;
            while (!queue.isEmpty()
                    && (group.isEmpty() || rows + queue.peek().rows.size() <= GROUP_ROWS)) {
                Submission next = queue.remove();
                rows += next.rows.size();
                queuedBytes -= next.weight;
                group.add(next);
            }
            queuedRows -= rows;
            return group;
        }
    }

    private void store(List<Submission> group, CopyBuffer buffer) {
        try {
            Set<UUID> duplicates = commit(group, buffer);
            for (Submission submission : group) {
                submission.succeed(new Outcome(duplicates));
            }
        } catch (SQLException failure) {
            if (group.size() > 1 && !DatabaseOutage.is(failure)) {
                // One submission that PostgreSQL won't take must not cost the others theirs.
                group.forEach(submission -> store(List.of(submission), buffer));
                return;
            }
            inDoubt.run();
            LOG.warn("{} rows could not be stored: {}", rows(group).size(), failure.getMessage());
            group.forEach(submission -> submission.fail(unavailable("The database can't store right now.")));
        } catch (RuntimeException failure) {
            LOG.error("{} rows could not be stored", rows(group).size(), failure);
            group.forEach(submission -> submission.fail(unavailable("The center failed to store these rows.")));
        }
    }

    private Set<UUID> commit(List<Submission> group, CopyBuffer buffer) throws SQLException {
        List<EventRow> rows = rows(group);
        partitions.ensure(rows);
        Set<UUID> duplicates;
        List<EventRow> fresh;
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                duplicates = EventKeys.claim(connection, rows);
                fresh = duplicates.isEmpty()
                        ? rows
                        : rows.stream()
                                .filter(row -> !duplicates.contains(row.id))
                                .toList();
                if (!fresh.isEmpty()) {
                    partitions.noteNew(connection, fresh);
                    allowances.note(connection, fresh);
                    copy(connection, fresh, buffer);
                }
                connection.commit();
            } catch (SQLException | RuntimeException failure) {
                rollback(connection, failure);
                throw failure;
            }
        }
        partitions.noted(fresh);
        committed.accept(fresh);
        return duplicates;
    }

    private static void rollback(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException also) {
            failure.addSuppressed(also);
        }
    }

    private static void copy(Connection connection, List<EventRow> rows, CopyBuffer buffer) throws SQLException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(CopyBuffer.COPY);
        try {
            buffer.begin();
            for (EventRow row : rows) {
                buffer.add(row, copy);
            }
            buffer.end(copy);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static List<EventRow> rows(List<Submission> group) {
        if (group.size() == 1) {
            return group.getFirst().rows;
        }
        var rows = new ArrayList<EventRow>();
        group.forEach(submission -> rows.addAll(submission.rows));
        return rows;
    }

    private static ProblemException unavailable(String detail) {
        return ProblemException.of(TelemetryError.INTAKE_UNAVAILABLE, detail).retryAfter(Duration.ofSeconds(2));
    }

    /// Takes nothing new, stores what waits, and ends.
    @Override
    public void close() {
        synchronized (queue) {
            closing = true;
            queue.notifyAll();
        }
        try {
            for (Thread thread : threads) {
                thread.join(PATIENCE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
