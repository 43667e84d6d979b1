package org.vtoc.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.Eventually;
import org.vtoc.server.testing.TestCenter;

/// Live connections that take nothing, say nothing, or stay longer than they may.
class StuckViewersTest {
    private static final CompletableFuture<Live> LIVE = new CompletableFuture<>();
    private static final TestCenter CENTER = LiveCenter.start("stuck-viewers", LIVE);

    @AfterAll
    static void close() {
        CENTER.close();
    }

    @BeforeEach
    void theViewersOfOtherTestsAreGone() {
        // One that went without a word is noticed when it has been silent for too long.
        Eventually.holds("nobody watches", () -> {
            CENTER.clock.advance(Duration.ofSeconds(91));
            return viewers() == 0;
        });
    }

    private static int viewers() {
        return LIVE.join().viewers();
    }

    private static String token() {
        return CENTER.signIn("admin", TestCenter.PASSWORD).at("/access_token");
    }

    private static String auth() {
        return "{\"type\":\"auth\",\"token\":\"" + token() + "\"}";
    }

    private static void post(Api operator, String track, int rawData) {
        assertThat(operator.post(
                                "/telemetry/events",
                                "{\"source_slug\":\"radar\",\"track_id\":\"%s\",\"latitude\":1,\"longitude\":1,\"raw_data\":\"%s\"}"
                                        .formatted(track, "x".repeat(rawData)))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aReaderThatStopsIsCutAndOthersGetEverything() throws IOException {
        try (var other = Browser.signedIn(CENTER.address(), token());
                var stopped = RawSocket.at(CENTER.address())) {
            other.send("{\"type\":\"subscribe\",\"topics\":[\"tracks\",\"events\"]}")
                    .await("snapshot");
            stopped.send(auth()).send("{\"type\":\"subscribe\",\"topics\":[\"events\"]}");
            Eventually.holds("both watch", () -> viewers() == 2);
            Api operator = CENTER.signedIn("admin");
            // More than the buffers of both sides take.
            for (int i = 0; i < 250; i++) {
                post(operator, "icao:00000a", 60_000);
            }
            other.await(frame -> frame.path("topic").asText().equals("events")
                    && frame.findValuesAsText("track_id").contains("icao:00000a"));

            // In steps, so that the other is never idle for too long.
            for (int seconds = 0; viewers() > 1 && seconds < 60; seconds++) {
                CENTER.clock.advance(Duration.ofSeconds(1));
                other.send("{\"type\":\"ping\"}").await("pong");
                Eventually.pause();
            }
            Eventually.holds("the stopped reader is cut", () -> viewers() == 1);

            post(operator, "icao:00000b", 1);
            other.await(frame -> frame.path("topic").asText().equals("tracks")
                    && frame.path("data").findValuesAsText("id").contains("icao:00000b"));
            assertThat(stopped.isEnded()).isTrue();
        }
    }

    @Test
    void aStoppedReaderThatPingsDoesNotHoldTheThreadThatReads() throws IOException {
        try (var stopped = RawSocket.at(CENTER.address())) {
            stopped.send(auth());
            byte[] payload = new byte[125];
            // The answers would fill every buffer; only the newest ping is owed one.
            for (int i = 0; i < 100_000; i++) {
                stopped.ping(payload);
            }
            stopped.sendBinary(new byte[65_000]);
            // What it sent last may be read, and so heard, after the clock was set.
            Eventually.holds("the silent one is put out", () -> {
                CENTER.clock.advance(Duration.ofSeconds(91));
                return viewers() == 0;
            });
            assertThat(stopped.isEnded()).isTrue();
        }
    }

    @Test
    void whoSaysNothingIsPutOutAfterTenSeconds() {
        try (var browser = Browser.at(CENTER.address())) {
            Eventually.holds("connected", () -> viewers() > 0);
            CENTER.clock.advance(Duration.ofSeconds(11));
            assertThat(browser.awaitClose()).isEqualTo(1008);
        }
    }

    @Test
    void aConnectionEndsWithItsTokenUnlessItIsRenewed() {
        CENTER.makeUser("stayer", "{\"ops\":\"viewer\"}");
        String first = CENTER.signIn("stayer", TestCenter.PASSWORD).at("/access_token");
        try (var expiring = Browser.signedIn(CENTER.address(), first);
                var renewed = Browser.signedIn(CENTER.address(), first)) {
            CENTER.clock.advance(Duration.ofMinutes(1));
            String second = CENTER.signIn("stayer", TestCenter.PASSWORD).at("/access_token");
            renewed.send("{\"type\":\"auth\",\"token\":\"" + second + "\"}").await("auth_success");
            for (int minute = 1; minute < 30; minute++) {
                expiring.send("{\"type\":\"ping\"}").await("pong");
                renewed.send("{\"type\":\"ping\"}").await("pong");
                CENTER.clock.advance(Duration.ofMinutes(1));
            }
            assertThat(expiring.awaitClose()).isEqualTo(1008);

            renewed.send("{\"type\":\"ping\"}").await("pong");
            CENTER.clock.advance(Duration.ofSeconds(61));
            assertThat(renewed.awaitClose()).isEqualTo(1008);
        }
    }

    @Test
    void whoSendsMoreThanIsAnsweredIsPutOut() throws IOException {
        try (var flood = RawSocket.at(CENTER.address())) {
            flood.send(auth());
            for (int i = 0; i < 100_000 && viewers() > 0; i++) {
                try {
                    flood.send("{\"type\":\"subscribe\",\"topics\":[\"tracks\",\"events\"]}");
                } catch (IOException _) {
                    break;
                }
            }
            assertThat(flood.isEnded()).isTrue();
        }
    }
}
