package org.vtoc.server.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.vtoc.server.connector.settings.SourceSettings;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.telemetry.IngestReport;
import org.vtoc.server.telemetry.Source;

/// Runs settings for a few seconds without storing anything, to see what they give. Thread-safe.
final class Trials {
    private static final int AT_ONCE = 4;
    private static final Duration STEP = Duration.ofMillis(100);
    /// Enough to see what comes.
    private static final int MESSAGES = 50;

    /// What settings gave.
    ///
    /// @param state the wire name of a [State]
    /// @param malformed messages that can't be decoded, by reason
    /// @param recent the last messages as they came
    record Trial(
            String state,
            String detail,
            Optional<String> lastError,
            long bytes,
            long messages,
            long facts,
            long ignored,
            Map<String, Long> malformed,
            List<Health.Recent> recent) {}

    private final Runner.Shared shared;
    private final Semaphore places = new Semaphore(AT_ONCE);

    Trials(Runner.Shared shared) {
        this.shared = new Runner.Shared(
                (_, facts) -> new IngestReport(facts.size(), 0, List.of()),
                shared.http(),
                shared.clock(),
                shared.random(),
                shared.pause());
    }

    /// Returns when the time is over, or as soon as there is enough to see or an error.
    ///
    /// @throws ProblemException 429 as many trials as there may be are under way
    Trial run(String station, SourceSettings settings, Duration time) throws InterruptedException {
        if (!places.tryAcquire()) {
            throw ProblemException.of(ConnectorError.TOO_MANY_TRIALS, "%d trials are under way.".formatted(AT_ONCE))
                    .retryAfter(time);
        }
        try {
            var source = new Source(
                    new UUID(0, 0),
                    0,
                    station,
                    settings.slug(),
                    settings.name(),
                    settings.type(),
                    true,
                    Supervisor.API,
                    settings.own(),
                    Instant.EPOCH,
                    Optional.empty());
            var runner = new Runner(source, settings, shared);
            runner.start();
            try {
                await(runner, time);
                return trial(runner.view());
            } finally {
                runner.stop();
                runner.join();
            }
        } finally {
            places.release();
        }
    }

    private static void await(Runner runner, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end && !isEnough(runner.view())) {
            Pause.real().pause(STEP, new Semaphore(0));
        }
    }

    private static boolean isEnough(Health.View view) {
        return view.lastError().isPresent()
                || view.counters().messages() >= MESSAGES
                || (view.state() == State.IDLE && view.counters().messages() > 0);
    }

    private static Trial trial(Health.View view) {
        Counters counters = view.counters();
        return new Trial(
                view.state().wireName(),
                view.detail(),
                view.lastError(),
                counters.bytes(),
                counters.messages(),
                counters.facts(),
                counters.ignored(),
                counters.malformed(),
                view.recent());
    }
}
