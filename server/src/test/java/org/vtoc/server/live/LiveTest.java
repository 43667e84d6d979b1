package org.vtoc.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

class LiveTest {
    private static final TestCenter CENTER = LiveCenter.start("live", new CompletableFuture<>());
    private static final Api ADMIN = CENTER.admin();
    private static final String TOKEN =
            CENTER.signIn("admin", TestCenter.PASSWORD).at("/access_token");

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

    /// The layout of a frame is read here by hand, as the document of [org.vtoc.server.telemetry.PackedTracks] has it.
    @Test
    void whoAsksForTheBinaryFormGetsTheSameTracksInIt() {
        assertThat(ADMIN.post(
                                "/telemetry/events",
                                "{\"source_slug\":\"radar\",\"track_id\":\"mmsi:219000009\",\"kind\":\"vessel\","
                                        + "\"affiliation\":\"friend\",\"latitude\":-60.1234567,\"longitude\":179.9999999,"
                                        + "\"altitude\":12.5,\"heading\":3,\"course\":4.5,\"speed\":6.25,"
                                        + "\"payload\":{\"name\":\"ÆGIR\"}}")
                        .status())
                .isEqualTo(201);
        try (var browser = Browser.signedIn(CENTER.address(), TOKEN)) {
            browser.send("{\"type\":\"subscribe\",\"topics\":[\"tracks\"],\"station\":\"ops\",\"format\":\"binary\","
                    + "\"bbox\":[179,-61,180,-60]}");
            browser.await("subscribed");
            ByteBuffer frame = browser.awaitBinary();
            assertThat(List.of(frame.get(), frame.get(), frame.get())).containsExactly((byte) 1, (byte) 0, (byte) 0);
            assertThat(text(frame, frame.get())).contains(".");
            assertThat(frame.getShort()).isEqualTo((short) 2);
            assertThat(text(frame, frame.get())).isEqualTo("ops");
            assertThat(text(frame, frame.get())).isEqualTo("radar");
            assertThat(frame.getInt()).isOne();
            assertThat(text(frame, frame.getShort())).isEqualTo("mmsi:219000009");
            assertThat(frame.getShort()).isZero();
            assertThat(frame.getShort()).isOne();
            assertThat(List.of(frame.get(), frame.get(), frame.get())).containsExactly((byte) 1, (byte) 1, (byte) 63);
            assertThat(frame.getDouble()).isEqualTo((double) CENTER.clock.millis());
            assertThat(frame.getInt()).isEqualTo(1_799_999_999);
            assertThat(frame.getInt()).isEqualTo(-601_234_567);
            assertThat(frame.getInt()).isZero();
            assertThat(List.of(frame.getFloat(), frame.getFloat(), frame.getFloat(), frame.getFloat()))
                    .containsExactly(12.5f, 3f, 4.5f, 6.25f);
            assertThat(text(frame, frame.getShort())).isEqualTo("ÆGIR");
            assertThat(frame.hasRemaining()).isFalse();

            move("mmsi:219000009", 50, 50);
            assertThat(browser.await("remove").at("/data/0/id").asText()).isEqualTo("mmsi:219000009");
            move("mmsi:219000009", -60.5, 179.5);
            ByteBuffer update = browser.awaitBinary();
            assertThat(List.of(update.get(), update.get())).containsExactly((byte) 1, (byte) 1);
        }
    }

    private static String text(ByteBuffer frame, int length) {
        byte[] bytes = new byte[length];
        frame.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void manyViewersWithAndWithoutAViewportGetEachChange() {
        var browsers = new ArrayList<Browser>();
        try {
            for (int i = 0; i < 20; i++) {
                String area = i % 2 == 0 ? "" : ",\"bbox\":[69,19,81,31]";
                browsers.add(Browser.signedIn(CENTER.address(), TOKEN)
                        .send("{\"type\":\"subscribe\",\"topics\":[\"tracks\",\"events\"]" + area + "}"));
            }
            browsers.forEach(browser ->
                    browser.await(frame -> frame.path("type").asText().equals("snapshot")
                            && frame.path("topic").asText().equals("tracks")));
            for (int step = 0; step < 10; step++) {
                move("icao:0000ff", 20 + step, 70 + step);
                double latitude = 20 + step;
                browsers.forEach(browser -> browser.await(
                        frame -> frame.path("data").findValuesAsText("id").contains("icao:0000ff")
                                && frame.at("/data/0/geometry/coordinates/1").asDouble() == latitude));
            }
        } finally {
            browsers.forEach(Browser::close);
        }
    }

    @Test
    void eventsComeAsTheyAreStored() {
        try (var browser = Browser.signedIn(CENTER.address(), TOKEN)) {
            browser.send("{\"type\":\"subscribe\",\"topics\":[\"events\"]}");
            browser.await("snapshot");
            move("icao:000004", 3, 3);
            JsonNode update = browser.await("update");
            assertThat(update.at("/topic").asText()).isEqualTo("events");
            assertThat(update.findValuesAsText("track_id")).contains("icao:000004");
        }
    }

    @Test
    void crossingsOfGeofencesComeAsTheyHappen() {
        try (var browser = Browser.signedIn(CENTER.address(), TOKEN)) {
            browser.send("{\"type\":\"subscribe\",\"topics\":[\"geofences\"]}");
            browser.await("snapshot");
            ADMIN.post("/geofences", "{\"name\":\"harbour\",\"center\":[70,70],\"radius\":1000}");
            move("mmsi:219000070", 70, 70);
            JsonNode update = browser.await("update");
            assertThat(update.at("/topic").asText()).isEqualTo("geofences");
            assertThat(update.at("/data/0/geofence").asText()).isEqualTo("harbour");
            assertThat(update.at("/data/0/direction").asText()).isEqualTo("enter");
        }
        try (var browser = Browser.signedIn(CENTER.address(), TOKEN)) {
            browser.send("{\"type\":\"subscribe\",\"topics\":[\"geofences\"],\"station\":\"ops\"}");
            assertThat(browser.await("snapshot").path("data").findValuesAsText("track_id"))
                    .contains("mmsi:219000070");
        }
    }

    @Test
    void anEventThatIsDeletedIsTakenBack() {
        String id = ADMIN.post("/telemetry/events", "{\"source_slug\":\"radar\",\"track_id\":\"icao:00000d\"}")
                .at("/id");
        try (var browser = Browser.signedIn(CENTER.address(), TOKEN)) {
            browser.send("{\"type\":\"subscribe\",\"topics\":[\"events\"]}");
            assertThat(has(browser.await("snapshot"), id)).isTrue();
            ADMIN.delete("/telemetry/events/" + id);
            JsonNode gone = browser.await("remove");
            assertThat(gone.at("/topic").asText()).isEqualTo("events");
            assertThat(has(gone, id)).isTrue();
            assertThat(gone.at("/data/0/station").asText()).isEqualTo("ops");
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
            for (String bad : List.of(
                    "nonsense",
                    "[]",
                    "{\"type\":\"fly\"}",
                    "{\"type\":\"subscribe\",\"topics\":[\"secrets\"]}",
                    "{\"type\":\"subscribe\",\"topics\":[\"tracks\"],\"station\":\"nowhere\"}",
                    "{\"type\":\"subscribe\",\"topics\":[\"tracks\"],\"bbox\":[1,2]}",
                    "{\"type\":\"subscribe\",\"topics\":[\"tracks\"],\"format\":\"xml\"}",
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
