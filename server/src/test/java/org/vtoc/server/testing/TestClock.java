package org.vtoc.server.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands still until told otherwise. Thread-safe.
public final class TestClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-11-20T20:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    public synchronized void advance(Duration time) {
        now = now.plus(time);
    }
}
