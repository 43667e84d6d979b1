package org.vtoc.server.platform.jobs;

import java.time.Duration;

/// Bounds and times of the queue.
///
/// @param lease how long a worker that says nothing keeps its jobs
/// @param sweep how often a worker looks for due work without being woken
/// @param drain how long a stop waits for running handlers
/// @param keepFinished how long succeeded and cancelled jobs stay: more than the day for which idempotency keys count
/// @param keepDead how long dead jobs stay
public record JobsConfig(Duration lease, Duration sweep, Duration drain, Duration keepFinished, Duration keepDead) {
    public static JobsConfig defaults() {
        return new JobsConfig(
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                Duration.ofHours(25),
                Duration.ofDays(30));
    }

    public JobsConfig lease(Duration other) {
        return new JobsConfig(other, sweep, drain, keepFinished, keepDead);
    }

    public JobsConfig sweep(Duration other) {
        return new JobsConfig(lease, other, drain, keepFinished, keepDead);
    }

    public JobsConfig drain(Duration other) {
        return new JobsConfig(lease, sweep, other, keepFinished, keepDead);
    }
}
