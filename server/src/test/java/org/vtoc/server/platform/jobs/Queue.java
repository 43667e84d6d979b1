package org.vtoc.server.platform.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jdbi.v3.core.Jdbi;
import org.vtoc.server.platform.bus.Bus;
import org.vtoc.server.platform.bus.LocalBus;
import org.vtoc.server.platform.db.Databases;
import org.vtoc.server.testing.Eventually;
import org.vtoc.server.testing.TestClock;
import org.vtoc.server.testing.TestPostgres;

/// The queue on a real PostgreSQL, as several processes see it: each has a [Jobs] of its own. Their clock stands still,
/// and far from the database's.
final class Queue implements AutoCloseable {
    record Note(String text) {}

    static final JobKind<Note> NOTE = JobKind.of("test.note", Note.class);

    /// Wakes at once, sweeps often.
    static final JobsConfig QUICK =
            JobsConfig.defaults().sweep(Duration.ofMillis(50)).drain(Duration.ofSeconds(10));

    /// One for all tests of the JVM: each begins with an empty queue.
    private static final Databases DATABASES = TestPostgres.fresh("ops");

    final Jdbi control = DATABASES.control();
    final Bus bus = new LocalBus();
    final Jobs jobs = process();
    final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    private final List<Workers> parts = new ArrayList<>();

    Queue() {
        control.useHandle(handle -> handle.execute("DELETE FROM job"));
    }

    Jobs process() {
        return process(QUICK);
    }

    Jobs process(JobsConfig config) {
        return Jobs.create(config, control, bus, new TestClock(), new Random());
    }

    Workers started() {
        return started(jobs);
    }

    Workers started(Jobs process) {
        Workers workers = process.start();
        parts.add(workers);
        return workers;
    }

    UUID enqueue(String text) {
        return jobs.enqueue(NewJob.of(NOTE, new Note(text)));
    }

    Job job(UUID id) {
        return jobs.find(id).orElseThrow();
    }

    void awaitState(UUID id, JobState state) {
        Eventually.holds("%s is %s".formatted(id, state), () -> job(id).state() == state);
    }

    /// Lets time go by: whatever lies ahead comes nearer, what is done gets older.
    void pass(Duration time) {
        control.useHandle(handle ->
                handle.createUpdate("""
                        UPDATE job SET run_at = run_at - :time * interval '1 second',
                               lease_until = lease_until - :time * interval '1 second',
                               finished_at = finished_at - :time * interval '1 second'
                        """).bind("time", time.toSeconds()).execute());
    }

    @Override
    public void close() {
        for (Workers part : parts.reversed()) {
            part.close();
        }
        bus.close();
    }
}
