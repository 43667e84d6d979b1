package org.vtoc.server.telemetry;

import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Ids of events: UUID version 7 (RFC 9562) whose time is the event's, not the clock's, so that the id alone leads
/// to the day's partition. Thread-safe.
final class EventIds {
    /// An id is no secret, it only has to differ from the others of its millisecond; secure numbers would take a tenth
    /// of the intake's time.
    private final SplittableRandom random;

    /// @param seed makes the series of this start differ from those of all others
    EventIds(RandomGenerator seed) {
        this.random = new SplittableRandom(seed.nextLong());
    }

    synchronized UUID next(long eventMicros) {
        long millis = Math.floorDiv(eventMicros, 1000L);
        long high = (millis << 16) | 0x7000L | (random.nextLong() & 0xfff);
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /// The millisecond since 1970 in which the event with this id happened.
    static long millis(UUID id) {
        return id.getMostSignificantBits() >>> 16;
    }
}
