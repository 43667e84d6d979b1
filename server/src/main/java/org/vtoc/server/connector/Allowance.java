package org.vtoc.server.connector;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.vtoc.server.connector.settings.Limits;

/// What a source may still give: a bucket that fills at its rate and holds two seconds of it, and a count for the day.
/// Used by the source's thread alone.
final class Allowance {
    private static final double BURST_SECONDS = 2;
    private static final long DAY_SECONDS = 86_400;

    private final Limits limits;
    private final InstantSource clock;
    private double tokens;
    private long filledAt;
    private long day;
    private long taken;

    Allowance(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.filledAt = clock.millis();
        this.tokens = most();
    }

    /// A slow source may give at least one fact at once.
    private double most() {
        return Math.max(1, limits.ratePerSecond().orElse(0) * BURST_SECONDS);
    }

    /// Takes one fact, or says why not.
    Optional<String> refusal() {
        Instant now = clock.instant();
        if (limits.dailyQuota().isPresent()) {
            long today = Math.floorDiv(now.getEpochSecond(), DAY_SECONDS);
            taken = today == day ? taken : 0;
            day = today;
            if (taken >= limits.dailyQuota().getAsLong()) {
                return Optional.of("over the daily quota");
            }
        }
        if (limits.ratePerSecond().isPresent()) {
            long millis = now.toEpochMilli();
            double filled =
                    (millis - filledAt) / 1000.0 * limits.ratePerSecond().getAsDouble();
            tokens = Math.min(most(), tokens + Math.max(0, filled));
            filledAt = millis;
            if (tokens < 1) {
                return Optional.of("over the rate limit");
            }
            tokens--;
        }
        taken++;
        return Optional.empty();
    }
}
