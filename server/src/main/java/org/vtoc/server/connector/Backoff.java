package org.vtoc.server.connector;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before trying again: twice as long each time up to a cap, each time spread at random over its
/// upper half, so that many who lost the same peer don't come back at once.
final class Backoff {
    private final Duration least;
    private final Duration most;
    private final RandomGenerator random;
    private int failures;

    Backoff(Duration least, Duration most, RandomGenerator random) {
        this.least = least;
        this.most = most;
        this.random = random;
    }

    Duration next() {
        long full = Math.min(most.toMillis(), least.toMillis() << Math.min(20, failures));
        failures++;
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }

    void succeeded() {
        failures = 0;
    }
}
