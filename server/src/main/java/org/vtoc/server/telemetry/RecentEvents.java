package org.vtoc.server.telemetry;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// The newest committed events of one station, for browsers that watch them. Any thread may call.
final class RecentEvents {
    private static final int MOST = 5_000;

    /// An event and when it was published.
    record Published(long version, EventRow row) {}

    /// An event that was deleted, and when.
    record Deleted(long version, UUID id) {}

    private final AtomicLong versions;
    private final ArrayDeque<Published> events = new ArrayDeque<>();
    private final ArrayDeque<Deleted> deletions = new ArrayDeque<>();
    private long forgotten;

    RecentEvents(AtomicLong versions) {
        this.versions = versions;
        this.forgotten = versions.get();
    }

    synchronized void add(List<EventRow> rows) {
        int from = Math.max(0, rows.size() - MOST);
        if (from > 0) {
            events.clear();
            forgotten = versions.incrementAndGet();
        }
        for (EventRow row : rows.subList(from, rows.size())) {
            events.add(new Published(versions.incrementAndGet(), row));
            if (events.size() > MOST) {
                forgotten = events.remove().version();
            }
        }
    }

    /// Takes an event back that was deleted.
    synchronized void delete(UUID id) {
        events.removeIf(event -> event.row().id.equals(id));
        deletions.add(new Deleted(versions.incrementAndGet(), id));
        if (deletions.size() > MOST) {
            forgotten = Math.max(forgotten, deletions.remove().version());
        }
    }

    /// Deleted after one version and up to another; oldest first.
    synchronized List<UUID> deleted(long after, long upTo) {
        return deletions.stream()
                .filter(event -> event.version() > after && event.version() <= upTo)
                .map(Deleted::id)
                .toList();
    }

    /// Oldest first; empty where some since then are no longer known.
    synchronized Optional<List<Published>> between(long after, long upTo) {
        if (after < forgotten) {
            return Optional.empty();
        }
        var found = new ArrayList<Published>();
        for (var newest = events.descendingIterator(); newest.hasNext(); ) {
            Published event = newest.next();
            if (event.version() <= after) {
                break;
            }
            if (event.version() <= upTo) {
                found.add(event);
            }
        }
        return Optional.of(found.reversed());
    }

    /// The newest few, oldest first.
    synchronized List<Published> newest(int most, long upTo) {
        List<Published> known =
                events.stream().filter(event -> event.version() <= upTo).toList();
        return known.subList(Math.max(0, known.size() - most), known.size());
    }
}
