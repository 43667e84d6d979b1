package org.vtoc.server.platform.db;

import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// UUIDs of version 7 (RFC 9562, 6.2, method 3): later ones are greater, also within a millisecond, and lie together in
/// an index. Thread-safe.
public final class OrderedIds {
    private final InstantSource clock;
    private final SplittableRandom random;
    private long last;

    /// @param random makes the series of this start differ from those of all others
    public OrderedIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = new SplittableRandom(random.nextLong());
    }

    public synchronized UUID next() {
        last = Math.max(last + 1, clock.millis() << 12);
        long high = (last >>> 12 << 16) | 0x7000L | (last & 0xfff);
        return new UUID(high, (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
    }
}
