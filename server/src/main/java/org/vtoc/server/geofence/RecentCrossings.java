package org.vtoc.server.geofence;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.vtoc.server.platform.http.Json;

/// The newest crossings of one station as JSON, for browsers that watch them. Any thread may call.
final class RecentCrossings {
    private static final int MOST = 2_000;

    private record Published(long version, String json) {}

    private final LongSupplier versions;
    private final ArrayDeque<Published> crossings = new ArrayDeque<>();
    private long forgotten;

    /// @param versions gives the next version of the picture
    /// @param known stored ones, oldest first
    RecentCrossings(LongSupplier versions, List<Crossing> known) {
        this.versions = versions;
        add(known);
        this.forgotten = versions.getAsLong();
    }

    synchronized void add(List<Crossing> more) {
        for (Crossing crossing : more) {
            crossings.add(new Published(versions.getAsLong(), json(crossing)));
            if (crossings.size() > MOST) {
                forgotten = crossings.remove().version();
            }
        }
    }

    private static String json(Crossing crossing) {
        try {
            return Json.MAPPER.writeValueAsString(crossing);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Oldest first; empty where some since then are no longer known.
    synchronized Optional<List<String>> between(long after, long upTo) {
        if (after < forgotten) {
            return Optional.empty();
        }
        var found = new ArrayList<String>();
        for (var newest = crossings.descendingIterator(); newest.hasNext(); ) {
            Published crossing = newest.next();
            if (crossing.version() <= after) {
                break;
            }
            if (crossing.version() <= upTo) {
                found.add(crossing.json());
            }
        }
        return Optional.of(found.reversed());
    }

    /// The newest few, oldest first.
    synchronized List<String> newest(int most, long upTo) {
        List<String> known = crossings.stream()
                .filter(crossing -> crossing.version() <= upTo)
                .map(Published::json)
                .toList();
        return known.subList(Math.max(0, known.size() - most), known.size());
    }
}
