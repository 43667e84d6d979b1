package org.vtoc.server.connector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.telemetry.Fact;
import org.vtoc.server.telemetry.IngestReport;
import org.vtoc.server.telemetry.Source;

/// Keeps facts once per event key, and can have no room.
final class MemoryIntake implements Intake {
    private final List<Fact> facts = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();
    final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean full;

    void full(boolean now) {
        full = now;
    }

    @Override
    public synchronized IngestReport ingest(Source source, List<Fact> batch) {
        if (full) {
            refusals.incrementAndGet();
            throw ProblemException.of(RequestError.TOO_MANY_REQUESTS, "The queue is full.")
                    .retryAfter(Duration.ofSeconds(1));
        }
        int accepted = 0;
        for (Fact fact : batch) {
            if (keys.add(fact.eventKey().orElseThrow())) {
                facts.add(fact);
                accepted++;
            }
        }
        return new IngestReport(accepted, batch.size() - accepted, List.of());
    }

    synchronized List<Fact> facts() {
        return List.copyOf(facts);
    }

    int count() {
        return facts().size();
    }
}
