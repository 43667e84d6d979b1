package org.vtoc.server.connector;

import java.time.Duration;
import org.vtoc.server.platform.config.Schedule;
import org.vtoc.server.telemetry.Source;

/// What is particular to sources that are posted to.
final class Posted {
    private static final String SILENT_AFTER = "silent_after";
    private static final Duration DEFAULT = Duration.ofMinutes(5);

    private Posted() {}

    /// Whether its settings ask for a watch on its silence.
    static boolean isWatched(Source source) {
        return source.enabled()
                && source.type().equals(Source.EXTERNAL)
                && source.settings().containsKey(SILENT_AFTER);
    }

    /// After how long without a fact it counts as silent.
    static Duration silentAfter(Source source) {
        return source.settings().get(SILENT_AFTER) instanceof String text ? Schedule.interval(text) : DEFAULT;
    }
}
