package org.vtoc.server.platform.jobs;

import java.time.Duration;

/// Wakes the one thread that waits for it; rings while nobody waits are kept as one. Thread-safe.
final class Bell {
    private boolean rung;

    synchronized void ring() {
        rung = true;
        notifyAll();
    }

    /// Returns when it has been rung since the last time, at the latest when the time is over.
    synchronized void await(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!rung) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
        rung = false;
    }
}
