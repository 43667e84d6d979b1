package org.vtoc.server.telemetry;

import java.time.Duration;

/// Bounds of the intake and of what is kept.
///
/// @param retention events older than this are dropped, a day at a time, and refused
/// @param retentionBytes each station's events take at most this much disk; the oldest days go first
/// @param queueRows rows that may wait for a commit, per station
/// @param queueBytes bytes that may wait for a commit, per station
/// @param trackAge a track leaves the picture when its newest fact is older
/// @param maxTracks tracks in the picture, per station; the longest silent leave first
public record TelemetryConfig(
        Duration retention, long retentionBytes, int queueRows, long queueBytes, Duration trackAge, int maxTracks) {
    public static final int MAX_BATCH = 10_000;
    public static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    public TelemetryConfig {
        if (retention.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("retention must be at least a day");
        }
    }

    public static TelemetryConfig defaults() {
        return new TelemetryConfig(
                Duration.ofDays(30),
                20L * 1024 * 1024 * 1024,
                100_000,
                64L * 1024 * 1024,
                Duration.ofHours(24),
                200_000);
    }

    public TelemetryConfig keeping(Duration time, long bytes) {
        return new TelemetryConfig(time, bytes, queueRows, queueBytes, trackAge, maxTracks);
    }
}
