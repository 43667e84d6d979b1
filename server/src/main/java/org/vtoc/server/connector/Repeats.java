package org.vtoc.server.connector;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.vtoc.decode.Observation;

/// Knows which facts of a document were in the document before. A receiver goes on to list what it last heard of an
/// aircraft; its time is then the same but for the rounding of `now` and `seen` to tenths of a second.
final class Repeats {
    private static final long ROUNDING_MILLIS = 150;
    private static final int MOST = 100_000;

    private final SequencedMap<String, Long> newest = new LinkedHashMap<>(16, 0.75f, true);

    boolean isNew(Observation observation) {
        if (observation.timeMillis() == Observation.NO_TIME) {
            return true;
        }
        Long before = newest.get(observation.trackId());
        if (before != null && Math.abs(observation.timeMillis() - before) <= ROUNDING_MILLIS) {
            return false;
        }
        newest.put(observation.trackId(), observation.timeMillis());
        if (newest.size() > MOST) {
            newest.pollFirstEntry();
        }
        return true;
    }
}
