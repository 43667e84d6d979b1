package org.vtoc.server.connector.settings;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// How much a source may give, and how long it may say nothing.
///
/// @param silentAfter a connected source without a byte for this long counts as silent
/// @param ratePerSecond facts per second that are stored, on average
/// @param dailyQuota facts per day in UTC that are stored
public record Limits(Duration silentAfter, OptionalDouble ratePerSecond, OptionalLong dailyQuota) {
    static final Duration SILENT_AFTER = Duration.ofMinutes(1);
}
