package org.vtoc.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @Test
    void theQuickReaderAgreesWithTheLibrary() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Instant time = Instant.ofEpochSecond(
                    random.nextLong(-62_000_000_000L, 250_000_000_000L), random.nextInt(1_000_000) * 1000L);

            assertThat(Times.parse(time.toString())).as(time.toString()).hasValue(Times.micros(time));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-20T20:00:00+01:00", "2026-11-20t20:00:00z", "2024-02-29T00:00:00.1Z"})
    void otherFormsOfTheStandardAreRead(String text) {
        assertThat(Times.parse(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-11-20",
                "2026-02-30T00:00:00Z",
                "2026-11-20T24:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-11-20T20:00:00",
                "+999999999-12-31T23:59:59Z",
                "٢٠٢٦-11-20T20:00:00Z"
            })
    void whatIsNoTimeIsRefused(String text) {
        assertThat(Times.parse(text)).isEmpty();
    }
}
