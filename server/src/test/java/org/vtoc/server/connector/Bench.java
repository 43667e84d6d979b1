package org.vtoc.server.connector;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.vtoc.server.connector.settings.Settings;
import org.vtoc.server.connector.settings.SourceSettings;
import org.vtoc.server.telemetry.Source;
import org.vtoc.server.testing.TestClock;

/// Runs sources against a store in memory, with pauses that are noted and cut short.
final class Bench {
    static final String SBS =
            "MSG,3,1,1,%06X,1,2026/11/20,20:00:00.000,2026/11/20,20:00:00.000,,1000,,,51.5,-0.5,,,0,0,0,0\n";

    final MemoryIntake intake = new MemoryIntake();
    final TestClock clock = new TestClock();
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpFeed.client();
    private final List<Runner> runners = new ArrayList<>();

    static String sbs(int aircraft) {
        return SBS.formatted(0x100000 + aircraft);
    }

    /// Everything that the source does goes through the real parts; only its pauses are shorter.
    Runner run(SourceSettings settings) {
        var source = new Source(
                new UUID(1, 1),
                1,
                "ops",
                settings.slug(),
                settings.name(),
                settings.type(),
                true,
                "file",
                settings.own(),
                Instant.EPOCH,
                Optional.empty());
        var runner = new Runner(source, settings, new Runner.Shared(intake, http, clock, new Random(7), this::pause));
        runners.add(runner);
        runner.start();
        return runner;
    }

    private void pause(Duration time, Semaphore wake) throws InterruptedException {
        pauses.add(time);
        boolean _ = wake.tryAcquire(10, TimeUnit.MILLISECONDS);
    }

    static SourceSettings settings(String type, Map<String, Object> own) {
        return settings(type, "bench", own);
    }

    static SourceSettings settings(String type, String slug, Map<String, Object> own) {
        return switch (new Settings(Path.of("")).check(slug, "Bench", type, true, own)) {
            case Settings.One.Good(SourceSettings good) -> good;
            case Settings.One.Wrong wrong -> throw new AssertionError(wrong.problems());
        };
    }

    static void stop(Runner runner) throws InterruptedException {
        runner.stop();
        runner.join();
    }

    void close() throws InterruptedException {
        for (Runner runner : runners) {
            stop(runner);
        }
        http.shutdownNow();
    }
}
