package org.vtoc.server.telemetry;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/// How much a source may give, as its settings say.
///
/// @param ratePerSecond facts per second that are stored, on average
/// @param dailyQuota facts per day in UTC that are stored
public record SourceLimits(OptionalDouble ratePerSecond, OptionalLong dailyQuota) {
    private static final SourceLimits NONE = new SourceLimits(OptionalDouble.empty(), OptionalLong.empty());

    /// The limits in the settings `rate_limit` and `daily_quota`.
    public static SourceLimits of(Source source) {
        if (source.settings().isEmpty()) {
            return NONE;
        }
        OptionalDouble rate = source.settings().get("rate_limit") instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
        OptionalLong quota = source.settings().get("daily_quota") instanceof Number number
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty();
        return rate.isEmpty() && quota.isEmpty() ? NONE : new SourceLimits(rate, quota);
    }

    /// Whether there are any.
    public boolean bound() {
        return ratePerSecond.isPresent() || dailyQuota.isPresent();
    }
}
