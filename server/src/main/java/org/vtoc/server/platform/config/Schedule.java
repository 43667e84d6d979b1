package org.vtoc.server.platform.config;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a source is read. A stream is read all the time, whatever its schedule.
public sealed interface Schedule {
    /// Once at the start; a file then goes on to be followed.
    record Now() implements Schedule {}

    /// Again and again, this long after the reading before began.
    record Every(Duration interval) implements Schedule {}

    /// At the times of a cron line, in UTC.
    record At(Cron cron) implements Schedule {}

    Pattern INTERVAL = Pattern.compile("([1-9][0-9]{0,5})(s|m|h)");
    Duration LONGEST = Duration.ofDays(7);

    /// @param text `now`, `30s`, `15m`, `6h` or five cron fields
    /// @throws IllegalArgumentException it is none of these; the message says what would be right
    static Schedule parse(String text) {
        if (text.equals("now")) {
            return new Now();
        }
        if (text.strip().indexOf(' ') > 0) {
            return new At(Cron.parse(text));
        }
        return new Every(interval(text));
    }

    /// @param text a number with `s`, `m` or `h`
    /// @throws IllegalArgumentException it is no such text, or longer than a week
    static Duration interval(String text) {
        Matcher match = INTERVAL.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "is not a time such as now, 30s, 15m, 6h or a cron line of five fields such as \"*/5 * * * *\"");
        }
        long number = Long.parseLong(match.group(1));
        Duration interval =
                switch (match.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofHours(number);
                };
        if (interval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("is longer than a week; use a cron line for that");
        }
        return interval;
    }

    /// When to read again after a reading that began at this time; never for [Now].
    default Optional<Instant> next(Instant began) {
        return switch (this) {
            case Now _ -> Optional.empty();
            case Every(Duration interval) -> Optional.of(began.plus(interval));
            case At(Cron cron) -> Optional.of(cron.next(began));
        };
    }
}
