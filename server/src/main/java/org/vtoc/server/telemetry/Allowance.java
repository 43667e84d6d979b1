package org.vtoc.server.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// What a source may still give: a bucket that fills at its rate and holds two seconds of it, and a count for the day
/// in UTC. Thread-safe.
public final class Allowance {
    private static final double BURST_SECONDS = 2;
    private static final long DAY_SECONDS = 86_400;
    private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);

    /// Why a fact is not taken.
    ///
    /// @param reason such as `over the rate limit`
    /// @param pause after this time one may be taken again; at least a second
    public record Refusal(String reason, Duration pause) {}

    /// What was stored on a day.
    ///
    /// @param day since 1970-01-01, UTC
    record Given(long day, long facts) {
        static final Given NOTHING = new Given(0, 0);
    }

    private final SourceLimits limits;
    private final InstantSource clock;
    private double tokens;
    private long filledAt;
    private long day;
    private long taken;

    /// Of a source that has given nothing today.
    public Allowance(SourceLimits limits, InstantSource clock) {
        this(limits, clock, Given.NOTHING);
    }

    Allowance(SourceLimits limits, InstantSource clock, Given given) {
        this.limits = limits;
        this.clock = clock;
        this.filledAt = clock.millis();
        this.tokens = most();
        this.day = given.day();
        this.taken = given.facts();
    }

    static long day(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), DAY_SECONDS);
    }

    SourceLimits limits() {
        return limits;
    }

    /// The same source's with other limits; what it gave today still counts.
    synchronized Allowance with(SourceLimits others) {
        return new Allowance(others, clock, new Given(day, taken));
    }

    /// A slow source may give at least one fact at once.
    private double most() {
        return Math.max(1, limits.ratePerSecond().orElse(0) * BURST_SECONDS);
    }

    /// Takes one fact, or says why not.
    public synchronized Optional<Refusal> take() {
        Instant now = clock.instant();
        long today = day(now);
        taken = today == day ? taken : 0;
        day = today;
        if (limits.dailyQuota().isPresent() && taken >= limits.dailyQuota().getAsLong()) {
            Instant midnight = Instant.ofEpochSecond((today + 1) * DAY_SECONDS);
            return Optional.of(refusal("over the daily quota", Duration.between(now, midnight)));
        }
        if (limits.ratePerSecond().isPresent()) {
            double rate = limits.ratePerSecond().getAsDouble();
            long millis = now.toEpochMilli();
            tokens = Math.min(most(), tokens + Math.max(0, (millis - filledAt) / 1000.0 * rate));
            filledAt = millis;
            if (tokens < 1) {
                return Optional.of(
                        refusal("over the rate limit", Duration.ofSeconds((long) Math.ceil((1 - tokens) / rate))));
            }
            tokens--;
        }
        taken++;
        return Optional.empty();
    }

    private static Refusal refusal(String reason, Duration pause) {
        return new Refusal(reason, pause.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : pause);
    }

    /// Facts that were taken and not stored after all: repeats, or all of a batch that failed.
    public synchronized void giveBack(int facts) {
        tokens = Math.min(most(), tokens + facts);
        taken = Math.max(0, taken - facts);
    }
}
