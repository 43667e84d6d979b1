package org.vtoc.server.geofence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// A track that went into a fence or out of it.
///
/// @param geofence the fence's name at that time
/// @param name of the track, where it has one
/// @param time of the position that showed it; for a lost track, when it left the picture
/// @param altitude metres
record Crossing(
        UUID id,
        String station,
        UUID geofenceId,
        String geofence,
        String trackId,
        Optional<String> name,
        String kind,
        String affiliation,
        Direction direction,
        Cause cause,
        Instant time,
        Instant recordedAt,
        Optional<Double> latitude,
        Optional<Double> longitude,
        Optional<Double> altitude) {
    enum Direction {
        ENTER,
        EXIT;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Why it counts.
    enum Cause {
        /// The track moved.
        MOVED,
        /// The track was outside before and after, and the way between leads through the fence.
        PASSED,
        /// The track stayed where it was, and became, or is no longer, one that the fence watches.
        CHANGED,
        /// The track left the picture while it was inside.
        LOST;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
