package org.vtoc.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.vtoc.server.telemetry.Telemetry;
import org.vtoc.server.telemetry.TelemetryConfig;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

class LiveTest {
    private static final TestCenter CENTER = TestCenter.start("live", LiveTest::feature);
    private static final Api ADMIN = CENTER.admin();
    private static final String TOKEN =
            CENTER.signIn("admin", TestCenter.PASSWORD).at("/access_token");

    private static TestCenter.Feature feature(TestCenter center) {
        Telemetry telemetry = Telemetry.start(
                TelemetryConfig.defaults(), center.databases.stations(), center.audit, center.clock, new Random(1));
        Live live = Live.start(
                telemetry.picture(), center.identity, center.identity::recheck, center.stations, center.clock);
        return new TestCenter.Feature(telemetry.routes(), live.endpoints(), java.util.List.of(telemetry, live));
    }

    @AfterAll
    static void close() {
        CENTER.close();
    }

    private static void move(String track, double latitude, double longitude) {
        assertThat(ADMIN.post(
                                "/telemetry/events",
                                "{\"source_slug\":\"radar\",\"track_id\":\"%s\",\"latitude\":%s,\"longitude\":%s}"
                                        .formatted(track, latitude, longitude))
                        .status())
                .isEqualTo(201);
    }

    /// The viewers' timers follow the test's clock: lets the next tick come.
    private static void tick() {
        CENTER.clock.advance(Duration.ofMillis(300));
    }

    private static boolean has(JsonNode frame, String id) {
        return frame.path("data").findValuesAsText("id").contains(id);
    }

    @Test
    void aViewerGetsASnapshotAndThenWhatChanges() {
        move("icao:000001", 10, 20);
        try (var browser = Browser.signedIn(CENTER.address(), TOKEN)) {
            browser.send("{\"type\":\"subscribe\",\"topics\":[\"tracks\"]}");
            browser.await("subscribed");
            assertThat(has(browser.await("snapshot"), "icao:000001")).isTrue();

            move("icao:000001", 11, 21);
            tick();
            var update =
                    browser.await(frame -> frame.path("type").asText().equals("update") && has(frame, "icao:000001"));
            assertThat(update.at("/topic").asText()).isEqualTo("tracks");
            assertThat(update.at("/cursor").asText()).isNotBlank();
        }
    }

    @Test
    void aTrackThatLeavesTheViewportIsRemovedAndOthersAreNotSent() {
        move("icao:000002", 1, 1);
        try (var browser = Browser.signedIn(CENTER.address(), TOKEN)) {
            browser.send("{\"type\":\"subscribe\",\"topics\":[\"tracks\"],\"station\":\"ops\",\"bbox\":[0,0,5,5]}");
            JsonNode snapshot = browser.await("snapshot");
            assertThat(has(snapshot, "icao:000002")).isTrue();
            assertThat(snapshot.path("data").size()).isEqualTo(1);

            move("icao:000002", 50, 50);
            tick();
            JsonNode gone = browser.await("remove");
            assertThat(gone.at("/data/0/id").asText()).isEqualTo("icao:000002");
            assertThat(gone.at("/data/0/station").asText()).isEqualTo("ops");
        }
    }

    @Test
    void whoComesBackWithACursorMissesNothingAndGetsNoSnapshot() {
        String cursor;
        try (var browser = Browser.signedIn(CENTER.address(), TOKEN)) {
            browser.send("{\"type\":\"subscribe\",\"topics\":[\"tracks\"]}");
            cursor = browser.await("snapshot").at("/cursor").asText();
        }
        move("icao:000003", 1, 1);
        move("icao:000003", 2, 2);

        try (var browser = Browser.signedIn(CENTER.address(), TOKEN)) {
            browser.send("{\"type\":\"subscribe\",\"topics\":[\"tracks\"],\"cursor\":\"%s\"}".formatted(cursor));
            browser.await("subscribed");
            JsonNode first = browser.await(frame -> !frame.path("type").asText().equals("ping"));
            assertThat(first.at("/type").asText()).isEqualTo("update");
            assertThat(has(first, "icao:000003")).isTrue();
            assertThat(first.at("/data/0/geometry/coordinates/1").asDouble()).isEqualTo(2);
        }
        try (var browser = Browser.signedIn(CENTER.address(), TOKEN)) {
            browser.send("{\"type\":\"subscribe\",\"topics\":[\"tracks\"],\"cursor\":\"other.1\"}");
            browser.await("snapshot");
        }
    }

    @Test
    void eventsComeAsTheyAreStored() {
        try (var browser = Browser.signedIn(CENTER.address(), TOKEN)) {
            browser.send("{\"type\":\"subscribe\",\"topics\":[\"events\"]}");
            browser.await("snapshot");
            move("icao:000004", 3, 3);
            tick();
            JsonNode update = browser.await("update");
            assertThat(update.at("/topic").asText()).isEqualTo("events");
            assertThat(update.findValuesAsText("track_id")).contains("icao:000004");
        }
    }

    @Test
    void nothingIsServedBeforeAuthAndABadTokenEndsTheConnection() {
        try (var browser = Browser.at(CENTER.address())) {
            browser.send("{\"type\":\"subscribe\",\"topics\":[\"tracks\"]}");
            browser.await("error");
            assertThat(browser.awaitClose()).isEqualTo(1008);
        }
        try (var browser = Browser.at(CENTER.address())) {
            browser.send("{\"type\":\"auth\",\"token\":\"nonsense\"}");
            browser.await("error");
            assertThat(browser.awaitClose()).isEqualTo(1008);
        }
    }

    @Test
    void badFramesAreAnsweredAndTheConnectionStays() {
        try (var browser = Browser.signedIn(CENTER.address(), TOKEN)) {
            for (String bad : java.util.List.of(
                    "nonsense",
                    "[]",
                    "{\"type\":\"fly\"}",
                    "{\"type\":\"subscribe\",\"topics\":[\"secrets\"]}",
                    "{\"type\":\"subscribe\",\"topics\":[\"tracks\"],\"station\":\"nowhere\"}",
                    "{\"type\":\"subscribe\",\"topics\":[\"tracks\"],\"bbox\":[1,2]}",
                    "{\"type\":\"subscribe\",\"topics\":[\"tracks\"],\"bbox\":[0,80,10,70]}")) {
                browser.send(bad);
                assertThat(browser.await("error").at("/detail").asText())
                        .as(bad)
                        .isNotBlank();
            }
            browser.sendBinary(new byte[] {1, 2, 3}).await("error");
            browser.send("{\"type\":\"ping\"}").await("pong");
        }
    }

    @Test
    void aMessageOverTheLimitEndsTheConnection() {
        try (var browser = Browser.signedIn(CENTER.address(), TOKEN)) {
            browser.send("{\"type\":\"ping\",\"x\":\"" + "y".repeat(70_000) + "\"}");
            assertThat(browser.awaitClose()).isEqualTo(1009);
        }
    }

    @Test
    void aUserSeesOnlyTheirStationsAndLosesThemWhenTheRoleIsTaken() {
        move("icao:000005", 4, 4);
        String id = CENTER.makeUser("watcher", "{\"ops\":\"viewer\"}");
        String token = CENTER.signIn("watcher", TestCenter.PASSWORD).at("/access_token");
        try (var browser = Browser.signedIn(CENTER.address(), token)) {
            browser.send("{\"type\":\"subscribe\",\"topics\":[\"tracks\"],\"station\":\"intel\"}");
            assertThat(browser.await("error").at("/status").asInt()).isEqualTo(404);
            browser.send("{\"type\":\"subscribe\",\"topics\":[\"tracks\"]}");
            assertThat(has(browser.await("snapshot"), "icao:000005")).isTrue();

            assertThat(ADMIN.patch("/users/" + id, "{\"stations\":{}}").status())
                    .isEqualTo(200);
            CENTER.clock.advance(Duration.ofSeconds(6));
            JsonNode empty = browser.await("snapshot");
            assertThat(empty.path("data").isEmpty()).isTrue();
        }
    }

    @Test
    void whoIsDisabledIsPutOut() {
        String id = CENTER.makeUser("leaver", "{\"ops\":\"viewer\"}");
        String token = CENTER.signIn("leaver", TestCenter.PASSWORD).at("/access_token");
        try (var browser = Browser.signedIn(CENTER.address(), token)) {
            assertThat(ADMIN.patch("/users/" + id, "{\"disabled\":true}").status())
                    .isEqualTo(200);
            CENTER.clock.advance(Duration.ofSeconds(6));
            assertThat(browser.awaitClose()).isEqualTo(1008);
        }
    }

    @Test
    void aPageOfAnotherSiteCanNotConnect() {
        try (var client = HttpClient.newHttpClient()) {
            var attempt = client.newWebSocketBuilder()
                    .header("Origin", "https://elsewhere.example")
                    .buildAsync(
                            URI.create(CENTER.address().replaceFirst("^http", "ws") + "/api/v1/ws"),
                            new WebSocket.Listener() {});
            Assertions.assertThatThrownBy(attempt::join).hasMessageContaining("WebSocketHandshakeException");
        }
    }
}
