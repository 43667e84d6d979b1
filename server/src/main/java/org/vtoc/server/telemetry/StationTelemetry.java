package org.vtoc.server.telemetry;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.db.StationDatabase;
import org.vtoc.server.platform.security.Seal;

/// Everything that telemetry has of one station.
final class StationTelemetry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StationTelemetry.class);
    /// More facts than this say nothing new of a track.
    private static final int REBUILD_ROWS = 500;

    final String slug;
    final StationSources sources;
    final Partitions partitions;
    final Allowances allowances;
    final EventStore events;
    final HistoryStore history;
    final TrackTable tracks;
    final RecentEvents recent;
    final Jdbi database;
    final JudgementStore judgements = new JudgementStore();
    private final TrackCheckpoint checkpoint;
    private final BatchWriter writer;
    private final TelemetryConfig config;
    private final InstantSource clock;
    /// Whether rows may be stored that the picture does not know, because the answer to their commit was lost.
    private volatile boolean inDoubt;

    StationTelemetry(
            StationDatabase station, TelemetryConfig config, AtomicLong versions, Seal seal, InstantSource clock) {
        this.slug = station.slug();
        this.config = config;
        this.clock = clock;
        this.database = station.jdbi();
        this.sources = new StationSources(slug, database, seal, clock);
        this.allowances = new Allowances(database, clock);
        this.partitions = new Partitions(station.owner(), config, clock);
        this.events = new EventStore(partitions, sources::slug);
        this.history = new HistoryStore(sources::slug);
        this.tracks = new TrackTable(slug, versions, config.maxTracks(), database.withHandle(judgements::all));
        this.recent = new RecentEvents(versions);
        this.checkpoint = new TrackCheckpoint(database, events);
        partitions.maintain();
        List<EventRow> known = checkpoint.load(oldestOfPicture());
        tracks.apply(known);
        tracks.takeDirty();
        LOG.info("station {}: {} tracks from {} stored facts", slug, tracks.size(), known.size());
        this.writer = new BatchWriter(slug, station.dataSource(), this, config, this::committed, () -> inDoubt = true);
    }

    private long oldestOfPicture() {
        return Times.micros(clock.instant().minus(config.trackAge()));
    }

    private void committed(List<EventRow> rows) {
        long oldest = oldestOfPicture();
        tracks.apply(rows.stream().filter(row -> row.eventTime >= oldest).toList());
        recent.add(rows);
        for (EventRow row : rows) {
            sources.noteIngested(row.source, row.receivedAt);
        }
    }

    BatchWriter.Outcome write(List<EventRow> rows) throws InterruptedException {
        boolean stored = false;
        try {
            BatchWriter.Outcome outcome = writer.write(rows);
            stored = true;
            allowances.giveBack(rows, row -> outcome.duplicates().contains(row.id));
            return outcome;
        } finally {
            if (!stored) {
                allowances.giveBack(rows, _ -> true);
            }
        }
    }

    int queuedRows() {
        return writer.queuedRows();
    }

    Optional<EventRow> find(UUID id) {
        return database.withHandle(handle -> events.find(handle, id));
    }

    /// Makes the event's track anew after one of its facts was changed or deleted.
    void refreshTrack(EventRow row) {
        if (row.trackId == null) {
            return;
        }
        String id = row.trackId;
        List<EventRow> rows = database.withHandle(
                handle -> events.ofTrack(handle, id, oldestOfPicture(), EventStore.END_OF_TIME, REBUILD_ROWS));
        rows.forEach(Payloads::inspect);
        tracks.replace(id, rows);
        if (rows.isEmpty()) {
            checkpoint.forget(id);
        }
    }

    /// Writes down what a restart needs; called every few seconds.
    void save() {
        Instant now = clock.instant();
        if (inDoubt) {
            // Before the checkpoint moves on: what came in since the last one is read again, and once more is no harm.
            inDoubt = false;
            try {
                tracks.apply(checkpoint.load(oldestOfPicture()));
            } catch (RuntimeException stillAway) {
                inDoubt = true;
                throw stillAway;
            }
        }
        checkpoint.save(tracks.takeDirty(), now);
        sources.save();
    }

    /// Drops what is too old; called every few minutes.
    void maintain() {
        partitions.maintain();
        expire();
        checkpoint.forgetOlder(oldestOfPicture());
    }

    void expire() {
        tracks.expire(oldestOfPicture());
    }

    @Override
    public void close() {
        writer.close();
        save();
    }
}
