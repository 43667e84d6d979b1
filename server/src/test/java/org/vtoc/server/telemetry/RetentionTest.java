package org.vtoc.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vtoc.server.platform.security.Seal;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

class RetentionTest {
    private final TestCenter center = TelemetryCenter.start("retention");
    private final Api admin = center.admin();

    @AfterEach
    void close() {
        center.close();
    }

    private Telemetry restart(TelemetryConfig config) {
        return Telemetry.start(
                config, center.databases.stations(), center.audit, new Seal(new byte[32]), center.clock, new Random(2));
    }

    private long count(String table) {
        return center.databases.station("ops").jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT count(*) FROM " + table)
                .mapTo(Long.class)
                .one());
    }

    private void store(String key, Duration ago) {
        assertThat(admin.post("/telemetry/events", """
                {"source_slug":"s","event_key":"%s","latitude":1,"longitude":2,"event_time":"%s"}""".formatted(
                                        key, center.clock.instant().minus(ago)))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void daysOlderThanTheRetentionAreDroppedWithTheirKeys() {
        store("old", Duration.ofDays(20));
        store("new", Duration.ofHours(1));
        center.clock.advance(Duration.ofDays(12));

        try (Telemetry telemetry = restart(TelemetryConfig.defaults())) {
            assertThat(telemetry.queuedRows()).isZero();
            assertThat(count("event")).isEqualTo(1);
            assertThat(count("event_key")).isEqualTo(1);
            assertThat(count("event_day_cell")).isEqualTo(1);
        }
    }

    @Test
    void theOldestDaysGoFirstWhenTheDiskIsUsedUpAndTodayStays() {
        store("older", Duration.ofDays(3));
        store("old", Duration.ofDays(2));
        store("today", Duration.ofMinutes(1));

        try (Telemetry telemetry = restart(TelemetryConfig.defaults().keeping(Duration.ofDays(30), 1))) {
            assertThat(telemetry.queuedRows()).isZero();
            assertThat(count("event")).isEqualTo(1);
        }
    }

    @Test
    void whatIsOlderThanTheRetentionIsRefused() {
        var reply = admin.post(
                "/telemetry/events", """
                [{"source_slug":"s","latitude":1,"longitude":2,"event_time":"%s"}]""".formatted(center.clock.instant().minus(Duration.ofDays(31))));

        assertThat(reply.at("/rejected/0/detail")).contains("older than what is kept");
    }

    @Test
    void theStorageShowsWhatIsTakenAndWhatIsKept() {
        store("k", Duration.ZERO);

        var storage = admin.get("/telemetry/storage?station=ops").body().at("/items/0");

        assertThat(storage.get("bytes").asLong()).isPositive();
        assertThat(storage.get("retention_days").asInt()).isEqualTo(30);
    }
}
