package org.vtoc.server.connector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.telemetry.Fact;
import org.vtoc.server.telemetry.IngestReport;
import org.vtoc.server.telemetry.Source;

/// The facts of a source that are not stored yet. A batch that the center has no room for is offered again until it
/// takes it; nothing is read meanwhile, so nothing is lost that the other side holds back. Used by one thread.
final class Batch {
    private static final int MOST = 500;
    private static final Duration LINGER = Duration.ofMillis(200);
    private static final Duration RELAXED = Duration.ofSeconds(1);

    private final Source source;
    private final Intake intake;
    private final Health health;
    private final Backoff backoff;
    private final Pause pause;
    private List<Fact> facts = new ArrayList<>();
    private long oldest;

    Batch(Source source, Intake intake, Health health, Backoff backoff, Pause pause) {
        this.source = source;
        this.intake = intake;
        this.health = health;
        this.backoff = backoff;
        this.pause = pause;
    }

    void add(Fact fact) {
        if (facts.isEmpty()) {
            oldest = System.nanoTime();
        }
        facts.add(fact);
    }

    void flushIfDue() throws InterruptedException {
        if (facts.size() >= MOST || patience().isZero()) {
            flush();
        }
    }

    /// How long the oldest fact may wait for company.
    Duration patience() {
        if (facts.isEmpty()) {
            return RELAXED;
        }
        long left = LINGER.toMillis() - (System.nanoTime() - oldest) / 1_000_000;
        return Duration.ofMillis(Math.max(0, left));
    }

    /// Stores what there is. Returns when it is stored, or refused for good.
    void flush() throws InterruptedException {
        while (!facts.isEmpty()) {
            int count = Math.min(MOST, facts.size());
            List<Fact> part = List.copyOf(facts.subList(0, count));
            Optional<ProblemException> refusal = offer(part);
            if (refusal.isEmpty()) {
                facts = new ArrayList<>(facts.subList(count, facts.size()));
                backoff.succeeded();
                continue;
            }
            health.held("reading is held up until the center can store again: "
                    + refusal.get().detail());
            Duration wait = refusal.get().retryAfter().orElse(Duration.ZERO);
            Duration own = backoff.next();
            pause.pause(wait.compareTo(own) > 0 ? wait : own, new Semaphore(0));
        }
    }

    /// The last try of a source that is being stopped: once, and what is refused then is gone.
    void rescue() throws InterruptedException {
        if (!facts.isEmpty() && offer(List.copyOf(facts)).isPresent()) {
            health.refused("not stored when the source was stopped", facts.size());
        }
        facts = new ArrayList<>();
    }

    /// @return the refusal, if the same facts may be taken later
    private Optional<ProblemException> offer(List<Fact> part) throws InterruptedException {
        try {
            IngestReport report = intake.ingest(source, part);
            health.stored(report);
            return Optional.empty();
        } catch (ProblemException refusal) {
            int status = refusal.code().status();
            if (status == 429 || status == 503) {
                return Optional.of(refusal);
            }
            health.refused(refusal.detail(), part.size());
            return Optional.empty();
        }
    }
}
