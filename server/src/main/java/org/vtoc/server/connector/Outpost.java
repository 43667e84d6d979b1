package org.vtoc.server.connector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.vtoc.server.connector.settings.Settings;
import org.vtoc.server.connector.settings.SourceSettings;
import org.vtoc.server.platform.config.SettingsProblem;
import org.vtoc.server.telemetry.Source;

/// Sources that run outside the center and post to it what they hear. Facts wait on disk while the center is away.
/// Thread-safe.
public final class Outpost implements AutoCloseable {
    private static final Duration LEAST_WAIT = Duration.ofMillis(500);
    private static final Duration MOST_WAIT = Duration.ofSeconds(30);

    /// Where facts go.
    ///
    /// @param station the station of sources that name none; empty lets the center choose
    /// @param buffer the folder that facts wait in
    /// @param mostBytes of the buffer; the oldest facts are dropped beyond
    public record Delivery(URI center, String key, String station, Path buffer, long mostBytes) {}

    /// What became of the facts of this run.
    ///
    /// @param waiting on disk now
    /// @param repeated that the center had already
    public record Counts(long delivered, long waiting, long repeated, long refused, long dropped) {}

    private final Spool spool;
    private final Courier courier;
    private final Thread sender;
    private final HttpClient http = HttpFeed.client();
    private final List<Runner> runners;

    private Outpost(List<SourceSettings> sources, Delivery delivery, InstantSource clock, RandomGenerator random)
            throws IOException {
        spool = new Spool(delivery.buffer(), delivery.mostBytes(), clock);
        var backoff = new Backoff(LEAST_WAIT, MOST_WAIT, random);
        courier = new Courier(spool, delivery.center(), delivery.key(), http, backoff, Pause.real());
        sender = Thread.ofVirtual().name("feed sender").unstarted(courier);
        var shared = new Runner.Shared(new Metered(spool, clock), http, clock, random, Pause.real());
        runners = new ArrayList<>();
        for (SourceSettings settings : sources) {
            runners.add(new Runner(source(settings, delivery.station(), clock), settings, shared));
        }
    }

    /// What a settings file asks for.
    ///
    /// @param problems everything that is wrong; there are no sources then
    public record Wanted(List<SourceSettings> sources, List<String> problems) {
        public Wanted {
            sources = List.copyOf(sources);
            problems = List.copyOf(problems);
        }
    }

    /// The enabled sources of a settings file that have something to read.
    public static Wanted read(Path config) {
        Path path = config.toAbsolutePath().normalize();
        var file = new SettingsFile(path, new Settings(path.resolveSibling("").normalize()));
        file.refresh();
        return new Wanted(
                file.content().sources().stream()
                        .filter(source -> source.enabled() && !source.type().equals(Source.EXTERNAL))
                        .toList(),
                file.content().problems().stream()
                        .map(SettingsProblem::toString)
                        .toList());
    }

    /// @throws IOException the buffer can't be used; the message is for people
    public static Outpost start(
            List<SourceSettings> sources, Delivery delivery, InstantSource clock, RandomGenerator random)
            throws IOException {
        var outpost = new Outpost(sources, delivery, clock, random);
        outpost.sender.start();
        outpost.runners.forEach(Runner::start);
        return outpost;
    }

    private static Source source(SourceSettings settings, String station, InstantSource clock) {
        return new Source(
                new UUID(0, 0),
                0,
                settings.station().orElse(station),
                settings.slug(),
                settings.name(),
                settings.type(),
                true,
                "file",
                settings.own(),
                clock.instant(),
                Optional.empty());
    }

    public Counts counts() {
        return new Counts(
                courier.delivered.get(),
                spool.waiting(),
                courier.repeated.get(),
                courier.refused.get(),
                spool.dropped());
    }

    /// Stops all sources; what they have read is on disk then. Takes some seconds at most.
    @Override
    public void close() {
        runners.forEach(Runner::stop);
        try {
            for (Runner runner : runners) {
                runner.join();
            }
            sender.interrupt();
            sender.join();
            http.shutdownNow();
            spool.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
