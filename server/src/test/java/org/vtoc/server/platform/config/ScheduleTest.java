package org.vtoc.server.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * * * * *        | 2026-11-20T22:03:30Z | 2026-11-20T22:04:00Z
            */15 * * * *     | 2026-11-20T22:45:00Z | 2026-11-20T23:00:00Z
            0 6 * * 1-5      | 2026-11-20T22:03:00Z | 2026-11-23T06:00:00Z
            30 4 1,15 * *    | 2026-11-20T00:00:00Z | 2026-12-01T04:30:00Z
            0 0 29 2 *       | 2026-01-01T00:00:00Z | 2028-02-29T00:00:00Z
            0 12 13 * 5      | 2026-11-20T13:00:00Z | 2026-11-27T12:00:00Z
            0 0 * * 7        | 2026-11-20T00:00:00Z | 2026-11-22T00:00:00Z
            59 23 31 12 *    | 2026-12-31T23:59:00Z | 2027-12-31T23:59:00Z
            10-30/10 8 * * * | 2026-11-20T08:10:00Z | 2026-11-20T08:20:00Z
            5/20 0 * * *     | 2026-11-20T00:25:00Z | 2026-11-20T00:45:00Z
            """)
    void aCronLineNamesItsNextTime(String line, Instant after, Instant next) {
        assertThat(Schedule.parse(line).next(after)).contains(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "* * * *",
                "* * * * * *",
                "a * * * *",
                "5-3 * * * *",
                "*/0 * * * *",
                "0 0 30 2 *",
                "1,,2 * * * *",
                "-1 * * * *"
            })
    void aLineThatNeverComesOrIsNoCronLineIsRefused(String line) {
        assertThatThrownBy(() -> Schedule.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIntervalCountsFromTheBeginningOfTheReadingBefore() {
        Instant began = Instant.parse("2026-11-20T22:00:00Z");

        assertThat(Schedule.parse("30s").next(began)).contains(began.plusSeconds(30));
        assertThat(Schedule.parse("15m").next(began)).contains(began.plus(Duration.ofMinutes(15)));
        assertThat(Schedule.parse("now").next(began)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "30", "1d", "-5s", "999999h", "soon", "", "30 s"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Schedule.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
