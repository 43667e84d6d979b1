package org.vtoc.server.connector;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.connector.settings.Settings;
import org.vtoc.server.connector.settings.SourceSettings;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.http.Stations;
import org.vtoc.server.telemetry.Sources;

/// Runs the sources of the settings file, of the database and of the demo, and takes over what changes in them.
/// Thread-safe.
public final class Connectors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connectors.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /// Where settings come from.
    ///
    /// @param file the settings file; need not exist
    /// @param demo sources that this start brings itself
    public record Wanted(Path file, List<SourceSettings> demo) {
        public Wanted {
            demo = List.copyOf(demo);
        }
    }

    /// What connectors need of the center.
    public record Center(Intake intake, Sources sources, Stations stations) {}

    private final HttpClient http;
    private final Supervisor supervisor;
    private final SilenceWatch silences;
    private final SourceResource resource;
    private final SettingsFile file;
    private final Semaphore wake = new Semaphore(0);
    private final Thread watcher;
    private volatile boolean closing;
    /// Whether what runs may differ from what is wanted; the watcher's own.
    private boolean behind = true;

    private Connectors(Wanted wanted, Center center, InstantSource clock, RandomGenerator random, Pause pause) {
        Path path = wanted.file().toAbsolutePath().normalize();
        var settings = new Settings(path.resolveSibling("").normalize());
        http = HttpFeed.client();
        file = new SettingsFile(path, settings);
        var shared = new Runner.Shared(center.intake(), http, clock, random, pause);
        supervisor = new Supervisor(center, settings, file, wanted.demo(), shared);
        silences = new SilenceWatch(supervisor, center.sources(), clock);
        var view = new SourceView(supervisor, silences, clock);
        resource = new SourceResource(center, settings, supervisor, view, new Trials(shared));
        watcher = Thread.ofVirtual().name("source settings").unstarted(this::watch);
    }

    /// Starts all sources that are enabled. A settings file that is wrong does not hold up the start: its problems
    /// are in the log and in `GET /telemetry/sources`, and no source of it runs until it is right.
    public static Connectors start(Wanted wanted, Center center, InstantSource clock, RandomGenerator random) {
        return start(wanted, center, clock, random, Pause.real());
    }

    static Connectors start(Wanted wanted, Center center, InstantSource clock, RandomGenerator random, Pause pause) {
        var connectors = new Connectors(wanted, center, clock, random, pause);
        connectors.look();
        connectors.watcher.start();
        return connectors;
    }

    public List<Route> routes() {
        return resource.routes();
    }

    /// How many sources are running, by state.
    public Map<State, Integer> states() {
        return supervisor.states();
    }

    private void watch() {
        try {
            while (!closing) {
                Pause.real().pause(LOOK, wake);
                look();
                silences.look();
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    private void look() {
        behind |= file.refresh();
        if (!behind) {
            return;
        }
        try {
            supervisor.synchronize();
            behind = false;
        } catch (RuntimeException failure) {
            // Most likely the database is away; the next look tries again.
            LOG.warn("sources could not be brought up to date: {}", Words.of(failure));
        }
    }

    /// Stops all sources; what they have read is stored first. Takes two seconds at most.
    @Override
    public void close() {
        closing = true;
        watcher.interrupt();
        try {
            watcher.join();
            supervisor.stop();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        http.shutdownNow();
    }
}
