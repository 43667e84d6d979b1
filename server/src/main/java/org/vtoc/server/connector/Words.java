package org.vtoc.server.connector;

import java.time.Duration;
import java.util.Optional;

/// How things are put for people.
final class Words {
    private Words() {}

    /// `90 s`, `5 min`, `3 h`.
    static String duration(Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }

    static String of(Throwable failure) {
        return Optional.ofNullable(failure.getMessage())
                .orElse(failure.getClass().getSimpleName());
    }
}
