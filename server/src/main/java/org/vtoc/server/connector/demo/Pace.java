package org.vtoc.server.connector.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The time that a recording is played by.
interface Pace {
    Instant now();

    /// Returns when this time has come.
    void await(Instant time) throws InterruptedException;

    static Pace real(InstantSource clock) {
        return new Pace() {
            @Override
            public Instant now() {
                return clock.instant();
            }

            @Override
            public void await(Instant time) throws InterruptedException {
                long millis = Duration.between(clock.instant(), time).toMillis();
                boolean _ = new Semaphore(0).tryAcquire(Math.max(0, millis), TimeUnit.MILLISECONDS);
            }
        };
    }
}
