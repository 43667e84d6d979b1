package org.vtoc.server.connector;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.telemetry.Silence;
import org.vtoc.server.telemetry.Source;
import org.vtoc.server.telemetry.Sources;

/// Notes in the log and in the station's database when a source falls silent and when it is heard again, once each,
/// also where the center was started anew in between. A program that posts is watched if its settings say for how long
/// it may be silent. Used by the watcher's thread; [#since] by any.
final class SilenceWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SilenceWatch.class);

    /// What is known of a source.
    ///
    /// @param heard when something came last
    /// @param since silent since then; empty if it is not, or if nothing is expected of it now
    record Hearing(Optional<Instant> heard, Optional<Instant> since, String detail) {}

    private final Supervisor supervisor;
    private final Sources sources;
    private final InstantSource clock;
    /// Silences that are noted and last; replaced as a whole.
    private volatile Map<Supervisor.Key, Instant> lasting = Map.of();

    private boolean loaded;
    private boolean failing;

    SilenceWatch(Supervisor supervisor, Sources sources, InstantSource clock) {
        this.supervisor = supervisor;
        this.sources = sources;
        this.clock = clock;
    }

    /// Since when the source is silent, if it is.
    Optional<Instant> since(Source source) {
        return Optional.ofNullable(lasting.get(Supervisor.Key.of(source)));
    }

    /// Looks at every source that is expected to say something.
    void look() {
        try {
            if (!loaded) {
                load();
            }
            Set<Supervisor.Key> watched = new HashSet<>();
            for (Runner runner : supervisor.runners()) {
                watched.add(Supervisor.Key.of(runner.source()));
                judge(runner.source(), runner.hearing());
            }
            for (Source posted : supervisor.posted()) {
                watched.add(Supervisor.Key.of(posted));
                sources.find(posted.station(), posted.slug()).ifPresent(source -> judge(source, hearing(source)));
            }
            for (Supervisor.Key key : lasting.keySet()) {
                if (!watched.contains(key)) {
                    sources.find(key.station(), key.slug())
                            .ifPresent(source -> sources.silences().end(source, clock.instant()));
                    forget(key);
                }
            }
            failing = false;
        } catch (RuntimeException failure) {
            // Most likely the database is away; the next look notes what this one could not.
            if (!failing) {
                LOG.warn("silences of sources could not be noted: {}", Words.of(failure));
            }
            failing = true;
        }
    }

    private void load() {
        var found = new HashMap<Supervisor.Key, Instant>();
        for (Silence silence : sources.silences().lasting()) {
            found.put(new Supervisor.Key(silence.station(), silence.source()), silence.since());
        }
        lasting = Map.copyOf(found);
        loaded = true;
    }

    private Hearing hearing(Source source) {
        Instant last = source.lastIngestedAt().orElse(source.createdAt());
        Duration silence = Duration.between(last, clock.instant());
        boolean silent = silence.compareTo(Posted.silentAfter(source)) >= 0;
        return new Hearing(
                source.lastIngestedAt(), silent ? Optional.of(last) : Optional.empty(), "nothing was posted");
    }

    private void judge(Source source, Hearing hearing) {
        Supervisor.Key key = Supervisor.Key.of(source);
        Instant noted = lasting.get(key);
        if (noted == null && hearing.since().isPresent()) {
            sources.silences().begin(source, hearing.since().get(), hearing.detail());
            LOG.warn(
                    "source {}/{} is silent since {}: {}",
                    source.station(),
                    source.slug(),
                    hearing.since().get(),
                    hearing.detail());
            remember(key, hearing.since().get());
        } else if (noted != null && hearing.heard().filter(noted::isBefore).isPresent()) {
            sources.silences().end(source, hearing.heard().get());
            LOG.info("source {}/{} is heard again", source.station(), source.slug());
            forget(key);
        }
    }

    private void remember(Supervisor.Key key, Instant since) {
        var next = new HashMap<>(lasting);
        next.put(key, since);
        lasting = Map.copyOf(next);
    }

    private void forget(Supervisor.Key key) {
        var next = new HashMap<>(lasting);
        next.remove(key);
        lasting = Map.copyOf(next);
    }
}
