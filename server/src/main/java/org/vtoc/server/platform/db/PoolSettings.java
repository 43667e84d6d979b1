package org.vtoc.server.platform.db;

import java.time.Duration;

/// Bounds on the connections of one process.
///
/// @param control connections to the control database
/// @param station connections to each station's database
/// @param waitLimit how long a request waits for a free connection before it is turned away
/// @param statementLimit how long one statement may run
public record PoolSettings(int control, int station, Duration waitLimit, Duration statementLimit) {
    /// Twice the cores, within bounds: more connections would only queue inside PostgreSQL, and each costs 2 MiB.
    public static final PoolSettings DEFAULT =
            new PoolSettings(perCore(12), perCore(10), Duration.ofSeconds(3), Duration.ofSeconds(30));

    public PoolSettings {
        if (control < 1 || station < 1) {
            throw new IllegalArgumentException("a pool needs at least one connection");
        }
    }

    private static int perCore(int most) {
        return Math.clamp(Runtime.getRuntime().availableProcessors() * 2L, 4, most);
    }
}
