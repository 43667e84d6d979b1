package org.vtoc.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.postgresql.PGConnection;

/// The floor for any program in Java: plain COPY with PostgreSQL's own driver, several connections, so many rows to a
/// commit, nothing read from anywhere and nothing checked.
final class CopyPeer {
    /// @param rows committed while it was measured
    record Result(long rows, double seconds) {}

    private CopyPeer() {}

    /// Fills the center's own table of events, in the database of a station that the center doesn't write to.
    ///
    /// @param edge is called when the measured time begins and when it ends
    static Result run(Center center, int connections, int batch, Duration warmUp, Duration measured, Runnable edge) {
        var rows = new LongAdder();
        var stop = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(connections)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                var traffic = new Traffic(InstantSource.system(), i * 1_000_000_000L + System.nanoTime() % 1_000_000);
                running.add(threads.submit(() -> {
                    copy(center, traffic, batch, stop, rows);
                    return null;
                }));
            }
            try {
                Processes.pause(warmUp);
                edge.run();
                long before = rows.sum();
                long from = System.nanoTime();
                Processes.pause(measured);
                long done = rows.sum() - before;
                double seconds = (System.nanoTime() - from) / 1e9;
                edge.run();
                return new Result(done, seconds);
            } finally {
                stop.set(true);
                for (Future<?> each : running) {
                    await(each);
                }
            }
        }
    }

    private static void copy(Center center, Traffic traffic, int batch, AtomicBoolean stop, LongAdder rows)
            throws SQLException, IOException {
        try (Connection connection = center.connect(Center.SPARE_DATABASE)) {
            var copies = connection.unwrap(PGConnection.class).getCopyAPI();
            while (!stop.get()) {
                byte[] data = traffic.copyRows(batch).getBytes(StandardCharsets.UTF_8);
                var copy = copies.copyIn(Traffic.COPY);
                copy.writeToCopy(data, 0, data.length);
                rows.add(copy.endCopy());
            }
        }
    }

    private static void await(Future<?> work) {
        try {
            work.get();
        } catch (ExecutionException failure) {
            throw new BenchFailure("COPY failed: " + failure.getCause(), failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", failure);
        }
    }
}
