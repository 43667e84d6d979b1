package org.vtoc.server.platform.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;

/// How much of the heap request bodies may hold at once, over all requests. A request holds its share from before its
/// body is read until its answer is sent; one that finds no room waits a little and is then told to come again.
/// Thread-safe.
final class BodyMemory {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int UNIT = 1024;

    /// Read, parsed and on its way to the database, a body takes up to three times its size.
    private static final int FRACTION_OF_HEAP = 8;

    private final int units;
    private final Semaphore free;

    private BodyMemory(long bytes) {
        this.units = (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
        this.free = new Semaphore(units, true);
    }

    static BodyMemory ofHeap() {
        return new BodyMemory(Runtime.getRuntime().maxMemory() / FRACTION_OF_HEAP);
    }

    /// A share that is held until it is released.
    record Share(Semaphore free, int units) {
        static final Share NONE = new Share(new Semaphore(0), 0);

        void release() {
            free.release(units);
        }
    }

    /// @throws ProblemException 503 with a time to wait
    Share hold(long bytes) {
        // On a heap so small that one large body is more than the share of all, one at a time is let through.
        int asked = (int) Math.min(units, bytes / UNIT + 1);
        try {
            if (free.tryAcquire(asked, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Share(free, asked);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw ProblemException.of(RequestError.UNAVAILABLE, "Too many large requests are under way; send it again.")
                .retryAfter(Duration.ofSeconds(1));
    }
}
