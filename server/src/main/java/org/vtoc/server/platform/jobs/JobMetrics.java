package org.vtoc.server.platform.jobs;

import java.time.Duration;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.observe.Health;

/// The queue's figures for Prometheus. The database is asked once for all of them, and not again for some seconds.
final class JobMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(JobMetrics.class);
    private static final Duration FRESH = Duration.ofSeconds(3);
    private static final KindFigures NONE = new KindFigures("", 0, 0, 0, 0, 0);

    private final Jobs jobs;
    private Map<String, KindFigures> figures = Map.of();
    private boolean known;
    private long asked = System.nanoTime() - FRESH.toNanos();

    JobMetrics(Jobs jobs) {
        this.jobs = jobs;
    }

    void show(Health health) {
        jobs.works().values().forEach(work -> show(health, work));
    }

    private void show(Health health, Work<?> work) {
        String kind = work.kind().name();
        Map<String, String> labels = Map.of("kind", kind);
        gauge(health, "vtoc_jobs_queued", "Jobs that are not begun or to be tried again", kind, KindFigures::queued);
        gauge(health, "vtoc_jobs_due", "Jobs that could begin now", kind, KindFigures::due);
        gauge(health, "vtoc_jobs_running", "Jobs leased to a worker", kind, KindFigures::running);
        gauge(health, "vtoc_jobs_dead", "Jobs given up and kept", kind, KindFigures::dead);
        gauge(
                health,
                "vtoc_jobs_oldest_due_seconds",
                "Since when the job that is due longest could have begun",
                kind,
                KindFigures::oldestSeconds);
        health.counter("vtoc_jobs_succeeded", "Jobs finished by this process", labels, () -> work.succeeded()
                .sum());
        health.counter(
                "vtoc_jobs_failed_attempts", "Attempts of this process that went wrong", labels, () -> work.failed()
                        .sum());
        health.counter("vtoc_jobs_given_up", "Jobs given up by this process", labels, () -> work.dead()
                .sum());
    }

    private void gauge(
            Health health, String name, String description, String kind, ToDoubleFunction<KindFigures> value) {
        health.gauge(name, description, Map.of("kind", kind), () -> value(kind, value));
    }

    /// Not a number while the database doesn't answer.
    private synchronized double value(String kind, ToDoubleFunction<KindFigures> value) {
        if (System.nanoTime() - asked >= FRESH.toNanos()) {
            try {
                figures = jobs.figures().stream().collect(Collectors.toMap(KindFigures::kind, one -> one));
                known = true;
            } catch (RuntimeException away) {
                LOG.debug("no figures of the queue", away);
                known = false;
            }
            asked = System.nanoTime();
        }
        return known ? value.applyAsDouble(figures.getOrDefault(kind, NONE)) : Double.NaN;
    }
}
