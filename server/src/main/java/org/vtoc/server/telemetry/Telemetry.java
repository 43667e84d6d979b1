package org.vtoc.server.telemetry;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.decode.Kind;
import org.vtoc.decode.Observation;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.platform.db.StationDatabase;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.security.Seal;

/// What the rest of the center knows of telemetry: how facts enter, and the picture that they make. Thread-safe.
public final class Telemetry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);
    private static final int SAVE_SECONDS = 15;

    private final Map<String, StationTelemetry> stations = new ConcurrentHashMap<>();
    private final Sources sources;
    private final Picture picture;
    private final EventIds ids;
    private final InstantSource clock;
    private final Audit audit;
    private final Seal seal;
    private final TelemetryConfig config;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("telemetry-upkeep").factory());

    private final AtomicLong versions = new AtomicLong();

    private Telemetry(
            TelemetryConfig config,
            List<StationDatabase> databases,
            Audit audit,
            Seal seal,
            InstantSource clock,
            RandomGenerator random) {
        this.config = config;
        this.clock = clock;
        this.audit = audit;
        this.seal = seal;
        this.ids = new EventIds(random);
        for (StationDatabase database : databases) {
            serve(database);
        }
        this.sources = new Sources(stations, audit, () -> ids.next(Times.micros(clock.instant())));
        this.picture = new Picture(stations, versions, Long.toHexString(random.nextLong()));
    }

    /// Reads the stations' sources and picture and starts to take facts.
    ///
    /// @param seal keeps the sources' settings
    public static Telemetry start(
            TelemetryConfig config,
            List<StationDatabase> databases,
            Audit audit,
            Seal seal,
            InstantSource clock,
            RandomGenerator random) {
        var telemetry = new Telemetry(config, databases, audit, seal, clock, random);
        var _ = telemetry.timer.scheduleWithFixedDelay(
                () -> telemetry.each(StationTelemetry::save), SAVE_SECONDS, SAVE_SECONDS, TimeUnit.SECONDS);
        var _ = telemetry.timer.scheduleWithFixedDelay(
                () -> telemetry.each(StationTelemetry::expire), 1, 1, TimeUnit.MINUTES);
        long period = Partitions.period().toMinutes();
        var _ = telemetry.timer.scheduleWithFixedDelay(
                () -> telemetry.each(StationTelemetry::maintain), period, period, TimeUnit.MINUTES);
        return telemetry;
    }

    /// Takes one more station in, made while the center runs.
    public void serve(StationDatabase database) {
        stations.put(database.slug(), new StationTelemetry(database, config, versions, seal, clock));
    }

    private void each(java.util.function.Consumer<StationTelemetry> upkeep) {
        for (StationTelemetry station : stations.values()) {
            try {
                upkeep.accept(station);
            } catch (RuntimeException failure) {
                // The next round does it again; the database may be away.
                LOG.warn("upkeep of station {} failed: {}", station.slug, failure.getMessage());
            }
        }
    }

    public Sources sources() {
        return sources;
    }

    /// The tracks and the newest events, for those who watch.
    public Picture picture() {
        return picture;
    }

    public List<Route> routes() {
        var routes = new ArrayList<Route>();
        routes.addAll(new SilenceResource(sources).routes());
        routes.addAll(new EventResource(this, audit, clock).routes());
        var replay = new ReplayResource(this, clock, () -> ids.next(Times.micros(clock.instant())));
        routes.addAll(replay.routes());
        routes.addAll(new TrackResource(this, replay, audit, clock).routes());
        return routes;
    }

    /// Stores facts of one source; returns after the commit. A fact that can't be stored as it is, because its time
    /// is out of the range kept, a value out of its own, or the source over its limits, is rejected by its place in
    /// the list.
    ///
    /// @throws ProblemException 429 or 503 with a time to wait: nothing was stored, or whether it was is not known;
    ///     the same facts may be sent again
    public IngestReport ingest(Source source, List<Fact> facts) throws InterruptedException {
        StationTelemetry station = at(source.station());
        long now = Times.micros(clock.instant());
        long oldest = station.partitions.oldestKept();
        var rows = new ArrayList<EventRow>(facts.size());
        var rejected = new ArrayList<IngestReport.Rejection>();
        for (int i = 0; i < facts.size(); i++) {
            EventRow row = row(facts.get(i), now);
            row.index = i;
            Optional<String> problem = problem(row, now, oldest)
                    .or(() -> station.allowances.take(source).map(Allowance.Refusal::reason));
            if (problem.isPresent()) {
                rejected.add(new IngestReport.Rejection(i, problem.get()));
            } else {
                complete(row, source, true);
                rows.add(row);
            }
        }
        if (rows.isEmpty()) {
            return new IngestReport(0, 0, rejected);
        }
        int duplicates = station.write(rows).countOf(rows);
        return new IngestReport(rows.size() - duplicates, duplicates, rejected);
    }

    private static EventRow row(Fact fact, long now) {
        Observation seen = fact.observation();
        var row = new EventRow();
        row.receivedAt = now;
        row.eventTime = seen.timeMillis() == Observation.NO_TIME ? now : Math.multiplyExact(seen.timeMillis(), 1000L);
        row.kind = seen.kind();
        row.trackId = seen.trackId();
        row.latitude = seen.latitude();
        row.longitude = seen.longitude();
        row.altitude = seen.altitude();
        row.heading = seen.heading();
        row.course = seen.course();
        row.speed = seen.speed();
        row.eventKey = fact.eventKey().orElse(null);
        row.raw = fact.raw().map(text -> text.replace("\0", "")).orElse(null);
        Payloads.write(row, seen.fields());
        return row;
    }

    private static Optional<String> problem(EventRow row, long now, long oldest) {
        if (row.eventTime > now + TelemetryConfig.MAX_AHEAD.toMillis() * 1000) {
            return Optional.of("time more than 5 minutes ahead");
        }
        if (row.eventTime < oldest) {
            return Optional.of("time older than what is kept");
        }
        boolean positioned = row.hasPosition() && !Double.isNaN(row.longitude);
        if (positioned && (Math.abs(row.latitude) > 90 || Math.abs(row.longitude) > 180)) {
            return Optional.of("position out of range");
        }
        String id = row.trackId;
        if (id == null || id.isEmpty() || id.length() > EventRow.MAX_TRACK_ID || id.indexOf('\0') >= 0) {
            return Optional.of("no usable track id");
        }
        return Optional.empty();
    }

    /// Gives a row what it needs to be stored: id, source, and the track that it belongs to.
    void complete(EventRow row, Source source, boolean kindGiven) {
        row.source = source.number();
        row.sourceSlug = source.slug();
        row.id = ids.next(row.eventTime);
        if (row.trackId == null && row.hasPosition()) {
            // A thing that reports itself without naming itself is its source.
            row.trackId = source.type() + ":" + source.slug();
        }
        if (!kindGiven && row.kind == Kind.OTHER && row.trackId != null) {
            row.kind = EventRow.kindOf(row.trackId);
        }
    }

    StationTelemetry at(String station) {
        StationTelemetry found = stations.get(station);
        if (found == null) {
            throw new IllegalStateException("station " + station + " is not served");
        }
        return found;
    }

    TelemetryConfig config() {
        return config;
    }

    /// Rows that wait for their commit, over all stations.
    public int queuedRows() {
        return stations.values().stream().mapToInt(StationTelemetry::queuedRows).sum();
    }

    Instant now() {
        return clock.instant();
    }

    /// Stores what waits and writes down the picture.
    @Override
    public void close() {
        timer.shutdown();
        each(StationTelemetry::close);
    }
}
