package org.vtoc.server.platform.jobs;

import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Ids of jobs: UUID version 7 (RFC 9562), so that new ones lie together in the index. Thread-safe.
final class JobIds {
    private final InstantSource clock;
    private final SplittableRandom random;

    JobIds(InstantSource clock, RandomGenerator seed) {
        this.clock = clock;
        this.random = new SplittableRandom(seed.nextLong());
    }

    synchronized UUID next() {
        long high = (clock.millis() << 16) | 0x7000L | (random.nextLong() & 0xfff);
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
