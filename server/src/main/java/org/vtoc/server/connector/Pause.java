package org.vtoc.server.connector;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lets time pass; a test lets it pass faster.
@FunctionalInterface
interface Pause {
    /// Returns when the time has passed, or somebody gave a permit to go on at once.
    void pause(Duration time, Semaphore wake) throws InterruptedException;

    static Pause real() {
        return (time, wake) -> {
            boolean _ = wake.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
        };
    }
}
