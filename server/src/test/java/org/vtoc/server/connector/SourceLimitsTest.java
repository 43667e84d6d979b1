package org.vtoc.server.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.Eventually;
import org.vtoc.server.testing.TestCenter;

/// Rate limits and daily quotas of sources, over every door that facts come through.
@Timeout(120)
class SourceLimitsTest {
    private static final TestCenter CENTER = TestCenter.start("source-limits", SupervisedCenter::feature);

    private Api admin = CENTER.signedIn("admin");
    private Optional<Peer> peer = Optional.empty();

    @AfterEach
    void hangUp() {
        peer.ifPresent(Peer::close);
    }

    @AfterAll
    static void close() {
        CENTER.close();
    }

    private void make(String slug, String settings) {
        var made = admin.post(
                "/telemetry/sources",
                "{\"slug\":\"%s\",\"type\":\"external\",\"settings\":{%s}}".formatted(slug, settings));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    private static String row(String slug, String key) {
        return "{\"source_slug\":\"%s\",\"event_key\":\"%s\",\"latitude\":1,\"longitude\":2}".formatted(slug, key);
    }

    private Api.Reply post(String... rows) {
        return admin.post("/telemetry/events", "[" + String.join(",", rows) + "]");
    }

    @Test
    void postedRowsOverTheRateAreNamedOneByOne() {
        make("brisk", "\"rate_limit\":1");
        var reply = post(row("brisk", "1"), row("brisk", "2"), row("brisk", "3"), row("free", "4"), "7");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.at("/accepted")).isEqualTo("3");
        var named = new ArrayList<Integer>();
        reply.body().get("rejected").forEach(row -> named.add(row.get("index").asInt()));
        assertThat(named).containsExactly(2, 4);
        assertThat(reply.at("/rejected/0/detail")).contains("Source brisk is over the rate limit.");
    }

    @Test
    void aRequestOfWhichNothingIsWithinTheLimitIsToBeSentAgainLater() {
        make("slow", "\"rate_limit\":0.1");
        assertThat(admin.post("/telemetry/events", row("slow", "1")).status()).isEqualTo(201);

        var one = admin.post("/telemetry/ingest/slow", row("slow", "2"));
        var many = post(row("slow", "2"), row("slow", "3"));
        assertThat(one.status()).isEqualTo(429);
        assertThat(one.headers().firstValue("Retry-After")).contains("10");
        assertThat(many.status()).isEqualTo(429);
        assertThat(many.headers().firstValue("Retry-After")).contains("10");

        CENTER.clock.advance(Duration.ofSeconds(10));
        assertThat(admin.post("/telemetry/ingest/slow", row("slow", "2")).status())
                .isEqualTo(201);
    }

    @Test
    void theQuotaBeginsAnewAtMidnightAndRepeatsDoNotCount() {
        make("daily", "\"daily_quota\":2");
        assertThat(admin.post("/telemetry/events", row("daily", "1")).status()).isEqualTo(201);
        assertThat(admin.post("/telemetry/events", row("daily", "1")).status()).isEqualTo(200);
        assertThat(admin.post("/telemetry/events", row("daily", "2")).status()).isEqualTo(201);
        var over = admin.post("/telemetry/events", row("daily", "3"));
        assertThat(over.status()).isEqualTo(429);
        assertThat(over.at("/detail")).isEqualTo("Source daily is over the daily quota.");

        Instant now = CENTER.clock.instant();
        Instant midnight = now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        assertThat(over.headers().firstValue("Retry-After"))
                .contains(Long.toString(Duration.between(now, midnight).toSeconds()));
        CENTER.clock.advance(Duration.between(now, midnight));
        admin = CENTER.signedIn("admin");
        assertThat(admin.post("/telemetry/events", row("daily", "3")).status()).isEqualTo(201);
    }

    @Test
    void neitherAChangeOfTheSourceNorAStartOfTheCenterGivesTheQuotaTwice() {
        make("steady", "\"daily_quota\":3");
        assertThat(post(row("steady", "1"), row("steady", "2")).at("/accepted")).isEqualTo("2");
        var changed = admin.patch("/telemetry/sources/steady", "{\"settings\":{\"daily_quota\":3,\"rate_limit\":50}}");
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(post(row("steady", "3"), row("steady", "4")).at("/accepted")).isEqualTo("1");

        try (var next = SupervisedCenter.start(CENTER)) {
            var reply = next.admin().post("/telemetry/events", row("steady", "5"));
            assertThat(reply.status()).as(reply.text()).isEqualTo(429);
        }
    }

    @Test
    void whatARunningSourceReadsOverItsLimitsIsDroppedAndCounted() throws Exception {
        var listening = new Peer();
        peer = Optional.of(listening);
        for (String limit : List.of("\"rate_limit\":1", "\"daily_quota\":3")) {
            admin.post(
                    "/telemetry/sources",
                    "{\"slug\":\"%s\",\"type\":\"adsb\",\"settings\":{\"tcp_url\":\"tcp://127.0.0.1:%d\",%s}}"
                            .formatted(limit.contains("rate") ? "flood" : "metered", listening.port(), limit));
        }
        for (int connection = 0; connection < 2; connection++) {
            var lines = new StringBuilder();
            for (int i = 1; i <= 6; i++) {
                lines.append(Bench.sbs(i));
            }
            Peer.send(listening.connection(), lines.toString());
        }
        Eventually.holds(
                "all was counted",
                () -> of("flood", "stored").equals("2")
                        && of("metered", "stored").equals("3"));
        assertThat(of("flood", "rejected/over the rate limit")).isEqualTo("4");
        assertThat(of("metered", "rejected/over the daily quota")).isEqualTo("3");
    }

    private String of(String slug, String counter) {
        return admin.get("/telemetry/sources/" + slug).at("/counters/" + counter);
    }
}
