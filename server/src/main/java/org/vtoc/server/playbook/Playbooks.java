package org.vtoc.server.playbook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.platform.db.OrderedIds;
import org.vtoc.server.platform.db.StationDatabase;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.jobs.JobKind;
import org.vtoc.server.platform.jobs.Jobs;
import org.vtoc.server.platform.jobs.NewJob;
import org.vtoc.server.platform.jobs.Outcome;
import org.vtoc.server.playbook.graph.Catalogue;
import org.vtoc.server.playbook.graph.Playbook;

/// Playbooks and their runs at all stations. Thread-safe.
public final class Playbooks implements AutoCloseable {
    /// A run that is to be driven.
    record Drive(String station, UUID run) {}

    private static final Logger LOG = LoggerFactory.getLogger(Playbooks.class);
    private static final Duration SWEEP = Duration.ofSeconds(5);
    /// Longer than a start takes from its commit to its job.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int SWEPT_AT_ONCE = 1_000;
    private static final JobKind<Drive> DRIVE = JobKind.of("playbook.drive", Drive.class)
            .concurrency(64)
            .attempts(20)
            .limit(Duration.ofDays(1))
            .pauses(Duration.ofMillis(500), Duration.ofMinutes(1));

    private final PlaybookConfig config;
    private final PlaybookFile file;
    private final Toolbox tools;
    private final Audit audit;
    private final InstantSource clock;
    private final Jobs jobs;
    private final OrderedIds ids;
    private final Map<String, StationRuns> stations = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("playbooks").factory());
    private final StationRuns.Shared shared;

    private Playbooks(
            PlaybookConfig config, Toolbox tools, Jobs jobs, Audit audit, InstantSource clock, RandomGenerator random) {
        this.config = config;
        this.tools = tools;
        this.jobs = jobs;
        this.audit = audit;
        this.clock = clock;
        this.ids = new OrderedIds(clock, random);
        this.file = new PlaybookFile(config.catalogue(), new Catalogue(tools.signatures()));
        this.shared = new StationRuns.Shared(
                tools, new Versions(() -> file.content().playbooks()), clock, this::newId, timer, this::enqueue);
    }

    /// Reads the catalogue and registers how runs are driven; the jobs must not have been started yet.
    public static Playbooks start(
            PlaybookConfig config,
            List<StationDatabase> databases,
            List<Tool> tools,
            Jobs jobs,
            Audit audit,
            InstantSource clock,
            RandomGenerator random) {
        var playbooks = new Playbooks(config, new Toolbox(tools), jobs, audit, clock, random);
        databases.forEach(playbooks::serve);
        playbooks.file.refresh();
        jobs.handle(DRIVE, job -> {
            StationRuns runs = playbooks.stations.get(job.payload().station());
            if (runs == null) {
                return Outcome.failed(
                        "station %s is not served".formatted(job.payload().station()));
            }
            runs.drive(job.payload().run(), job.id());
            return Outcome.done();
        });
        var _ = playbooks.timer.scheduleWithFixedDelay(
                playbooks::sweep, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
        return playbooks;
    }

    /// Takes one more station in, made while the center runs.
    public void serve(StationDatabase database) {
        stations.put(database.slug(), new StationRuns(database, shared));
    }

    private void enqueue(String station, UUID run, Optional<Instant> at, String wish) {
        NewJob<Drive> job = NewJob.of(DRIVE, new Drive(station, run)).once("%s-%s".formatted(run, wish));
        jobs.enqueue(at.map(job::at).orElse(job));
    }

    private void sweep() {
        try {
            file.refresh();
            for (StationRuns runs : stations.values()) {
                runs.sweep(PATIENCE, SWEPT_AT_ONCE);
                runs.forget(clock.instant().minus(config.retention()));
            }
        } catch (RuntimeException failure) {
            // The database may be away for a while; what was not seen to is found by the next sweep.
            LOG.warn("runs were not looked after: {}", failure.getMessage());
        }
    }

    UUID newId() {
        return ids.next();
    }

    public List<Route> routes() {
        var routes = new ArrayList<Route>(new RunResource(this, audit, config.solo()).routes());
        routes.addAll(new CatalogueResource(this).routes());
        return routes;
    }

    Instant now() {
        return clock.instant();
    }

    PlaybookFile file() {
        return file;
    }

    Toolbox tools() {
        return tools;
    }

    StationRuns at(String station) {
        StationRuns found = stations.get(station);
        if (found == null) {
            throw new IllegalStateException("station " + station + " is not served");
        }
        return found;
    }

    /// A playbook that may run in a station.
    ///
    /// @throws ProblemException 404 there is none of this name
    Playbook playbook(String station, String id) {
        Playbook playbook = file.content().playbooks().get(id);
        if (playbook == null || !playbook.runsIn(station)) {
            throw ProblemException.of(RequestError.NOT_FOUND, "Station %s has no playbook %s.".formatted(station, id));
        }
        return playbook;
    }

    /// Starts a run.
    ///
    /// @param trigger what started it: `kind`, `by`
    /// @throws ProblemException 404 there is no such playbook; 422 the inputs don't fit
    Run start(
            String station,
            String playbook,
            ObjectNode input,
            ObjectNode trigger,
            boolean dryRun,
            BiConsumer<Handle, Run> note) {
        Playbook found = playbook(station, playbook);
        ObjectNode complete = Inputs.asked(found, input);
        return at(station).start(new StationRuns.Started(newId(), found, complete, trigger, dryRun), note);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
