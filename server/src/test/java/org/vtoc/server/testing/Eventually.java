package org.vtoc.server.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting for something that another process or thread does and that can't be listened to.
public final class Eventually {
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Eventually() {}

    /// Returns as soon as the condition holds; fails after a minute, far beyond what it should take on a busy machine.
    public static void holds(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new AssertionError("never happened: " + what);
            }
            pause();
        }
    }

    /// Gives others a moment, for a loop that drives what it waits for.
    public static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
    }
}
