package org.vtoc.server.chat;

import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// UUIDs of version 7 (RFC 9562, 6.2, method 3): later ones are greater, also within a millisecond. Thread-safe.
final class Ids {
    private final InstantSource clock;
    private final SplittableRandom random;
    private long last;

    Ids(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = new SplittableRandom(random.nextLong());
    }

    synchronized UUID next() {
        last = Math.max(last + 1, clock.millis() << 12);
        long high = (last >>> 12 << 16) | 0x7000L | (last & 0xfff);
        return new UUID(high, (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
    }
}
