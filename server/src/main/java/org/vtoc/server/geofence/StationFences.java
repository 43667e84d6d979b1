package org.vtoc.server.geofence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.db.StationDatabase;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.telemetry.Picture;
import org.vtoc.server.telemetry.Track;

/// The fences of one station. A thread of its own looks four times a second at what changed in the picture, and makes
/// all changes of the fences, so that nothing of this is shared.
final class StationFences implements AutoCloseable {
    /// Fences of a station.
    static final int MOST = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(StationFences.class);
    private static final Duration ROUND = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int KNOWN = 100;
    private static final int RECORD_AT_ONCE = 5_000;

    /// What a fence's change tells the audit, in the change's transaction.
    @FunctionalInterface
    interface Note {
        void write(Handle tx, Fence fence);
    }

    final String slug;
    final Jdbi database;
    final GeofenceStore store;
    final RecentCrossings recent;
    private final Picture picture;
    private final InstantSource clock;
    private final Duration retention;
    private final Watch watch;
    private final ScheduledExecutorService worker;
    /// The picture's version up to which tracks were looked at.
    private OptionalLong looked = OptionalLong.empty();
    /// Whether what is stored may differ from what the watch knows.
    private boolean inDoubt = true;

    private volatile Map<UUID, Fence> fences = Map.of();
    private volatile Map<UUID, Integer> counts = Map.of();

    StationFences(
            StationDatabase station, Picture picture, InstantSource clock, Duration retention, Supplier<UUID> ids) {
        this.slug = station.slug();
        this.database = station.jdbi();
        this.picture = picture;
        this.clock = clock;
        this.retention = retention;
        this.store = new GeofenceStore(slug);
        this.watch = new Watch(slug, ids);
        reload();
        var all = new GeofenceStore.Query(
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                clock.instant().plus(retention),
                Optional.empty(),
                KNOWN);
        this.recent = new RecentCrossings(
                picture::advance,
                database.withHandle(handle -> store.list(handle, all)).reversed());
        this.worker = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("geofence-" + slug).factory());
    }

    void start() {
        var _ = worker.scheduleWithFixedDelay(this::tryRound, 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
        var _ = worker.scheduleWithFixedDelay(this::tryForget, 1, 10, TimeUnit.MINUTES);
    }

    private void reload() {
        database.useTransaction(tx -> watch.load(store.fences(tx), store.inside(tx)));
        fences = watch.fences();
        counts = watch.counts();
        inDoubt = false;
    }

    private void tryRound() {
        try {
            round();
        } catch (RuntimeException failure) {
            // Nothing was taken over: the next round finds the same crossings again.
            LOG.warn("geofences of station {} could not be looked at: {}", slug, failure.getMessage());
        }
    }

    private void round() {
        if (inDoubt) {
            reload();
        }
        long upTo = picture.version();
        if (looked.isPresent() && looked.getAsLong() == upTo) {
            return;
        }
        Optional<Picture.Changes> changes =
                looked.isPresent() ? picture.tracksSince(looked.getAsLong(), List.of(slug)) : Optional.empty();
        List<Track> changed = changes.map(Picture.Changes::changed).orElseGet(() -> picture.tracks(List.of(slug)));
        List<Picture.Removed> removed = changes.map(Picture.Changes::removed).orElse(List.of());
        Instant now = clock.instant();
        List<Crossing> found = watch.judge(changed, now);
        List<String> gone = changes.isPresent()
                ? removed.stream()
                        .map(Picture.Removed::id)
                        .filter(id -> isGone(id, changed))
                        .toList()
                : watch.missing(changed);
        found.addAll(watch.lost(gone, now));
        store(found);
        watch.accept(found, changed, removed);
        if (!found.isEmpty()) {
            counts = watch.counts();
            recent.add(found);
        }
        looked = OptionalLong.of(upTo);
    }

    /// A track that was removed and came back is in both lists.
    private static boolean isGone(String id, List<Track> changed) {
        return changed.stream().noneMatch(track -> track.id().equals(id));
    }

    private void store(List<Crossing> found) {
        if (found.isEmpty()) {
            return;
        }
        inDoubt = true;
        database.useTransaction(tx -> {
            for (int from = 0; from < found.size(); from += RECORD_AT_ONCE) {
                store.record(tx, found.subList(from, Math.min(found.size(), from + RECORD_AT_ONCE)));
            }
        });
        inDoubt = false;
    }

    private void tryForget() {
        try {
            database.useTransaction(tx -> store.forget(tx, clock.instant().minus(retention)));
        } catch (RuntimeException failure) {
            LOG.warn("old crossings of station {} could not be deleted: {}", slug, failure.getMessage());
        }
    }

    Map<UUID, Fence> fences() {
        return fences;
    }

    int inside(UUID fence) {
        return counts.getOrDefault(fence, 0);
    }

    /// Makes a fence. Tracks that are inside already are noted as inside, without a crossing.
    Fence create(ObjectNode text, UUID id, Note note) {
        return inTurn(() -> {
            if (fences.size() >= MOST) {
                throw ProblemException.of(
                        GeofenceError.TOO_MANY_GEOFENCES,
                        "Station %s has %,d geofences, which is all that it may have.".formatted(slug, MOST));
            }
            Instant now = clock.instant();
            return put(new Fence(id, text, FenceText.read(text), 1, now, now), note);
        });
    }

    /// Changes a fence, and notes who is inside of what it is now, without a crossing.
    Fence change(UUID id, ObjectNode change, Consumer<Fence> precondition, Note note) {
        return inTurn(() -> {
            Fence fence = present(id, precondition);
            ObjectNode text = FenceText.merged(fence.text(), change);
            return put(
                    new Fence(id, text, FenceText.read(text), fence.revision() + 1, fence.createdAt(), clock.instant()),
                    note);
        });
    }

    private Fence put(Fence fence, Note note) {
        round();
        Set<String> within = watch.within(fence, picture.tracks(List.of(slug)));
        inDoubt = true;
        database.useTransaction(tx -> {
            store.put(tx, fence);
            store.replaceInside(tx, fence.id(), within, fence.updatedAt());
            note.write(tx, fence);
        });
        inDoubt = false;
        watch.put(fence, within);
        publish();
        return fence;
    }

    void delete(UUID id, Consumer<Fence> precondition, Note note) {
        inTurn(() -> {
            Fence fence = present(id, precondition);
            inDoubt = true;
            database.useTransaction(tx -> {
                store.delete(tx, id);
                note.write(tx, fence);
            });
            inDoubt = false;
            watch.remove(id);
            publish();
            return fence;
        });
    }

    private void publish() {
        fences = watch.fences();
        counts = watch.counts();
    }

    private Fence present(UUID id, Consumer<Fence> precondition) {
        Fence fence = fences.get(id);
        if (fence == null) {
            throw ProblemException.of(RequestError.NOT_FOUND, "There is no geofence %s.".formatted(id));
        }
        precondition.accept(fence);
        return fence;
    }

    private <T> T inTurn(Callable<T> work) {
        try {
            return worker.submit(work).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure);
        } catch (TimeoutException _) {
            throw unavailable("The geofences are busy; it is not known whether this was done.");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw unavailable("The center is stopping.");
        }
    }

    private static ProblemException unavailable(String detail) {
        return ProblemException.of(RequestError.UNAVAILABLE, detail).retryAfter(Duration.ofSeconds(2));
    }

    @Override
    public void close() {
        worker.shutdown();
        try {
            var _ = worker.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
