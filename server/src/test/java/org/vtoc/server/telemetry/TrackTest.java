package org.vtoc.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

class TrackTest {
    private static final TestCenter CENTER = TelemetryCenter.start("tracks");
    private static final Api ADMIN = CENTER.admin();

    @AfterAll
    static void close() {
        CENTER.close();
    }

    private static Api.Reply post(String track, Duration ago, String fields) {
        var reply = ADMIN.post(
                "/telemetry/events",
                "{\"source_slug\":\"radar\",\"track_id\":\"%s\",\"event_time\":\"%s\",%s}"
                        .formatted(track, CENTER.clock.instant().minus(ago), fields));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply;
    }

    @Test
    void theNewestFactOfEachFieldMakesTheTrack() {
        post("icao:aaaaaa", Duration.ofSeconds(10), "\"latitude\":10,\"longitude\":20,\"altitude\":3000");
        post("icao:aaaaaa", Duration.ofSeconds(8), "\"speed\":200,\"course\":90");
        post("icao:aaaaaa", Duration.ofSeconds(6), "\"payload\":{\"callsign\":\"AAA1\",\"squawk\":\"7000\"}");
        post("icao:aaaaaa", Duration.ofSeconds(20), "\"latitude\":1,\"longitude\":2,\"speed\":1");

        var track = ADMIN.get("/tracks/icao:aaaaaa").body();

        assertThat(track.at("/geometry/coordinates/0").asDouble()).isEqualTo(20);
        assertThat(track.at("/properties/speed").asDouble()).isEqualTo(200);
        assertThat(track.at("/properties/name").asText()).isEqualTo("AAA1");
        assertThat(track.at("/properties/kind").asText()).isEqualTo("aircraft");
        assertThat(track.at("/properties/fields").findValuesAsText("name")).contains("squawk", "speed", "latitude");
        assertThat(ADMIN.get("/telemetry/events?source=radar&limit=1000")
                        .body()
                        .get("items")
                        .size())
                .as("the older fact is stored all the same")
                .isGreaterThanOrEqualTo(4);
    }

    @Test
    void tracksAreFoundByBoxKindAndAge() {
        post("mmsi:219000001", Duration.ofSeconds(1), "\"latitude\":-17,\"longitude\":179.9");
        post("mmsi:219000002", Duration.ofSeconds(1), "\"latitude\":-17,\"longitude\":-179.9");
        post("mmsi:219000003", Duration.ofHours(2), "\"latitude\":-17,\"longitude\":179.8");

        assertThat(ids("bbox=179,-18,-179,-16")).contains("mmsi:219000001", "mmsi:219000002", "mmsi:219000003");
        assertThat(ids("bbox=179,-18,180,-16&max_age=60")).containsExactly("mmsi:219000001");
        assertThat(ids("kind=satellite")).isEmpty();
        assertThat(ADMIN.get("/tracks?bbox=1,2,3").status()).isEqualTo(422);
        assertThat(ADMIN.get("/tracks?kind=ufo").status()).isEqualTo(422);
        assertThat(ADMIN.get("/tracks/icao:ffffff").status()).isEqualTo(404);
    }

    private static java.util.List<String> ids(String query) {
        return ADMIN.get("/tracks?" + query).body().get("features").findValuesAsText("track_id");
    }

    @Test
    void aTrailIsALineWithTimes() {
        for (int i = 5; i > 0; i--) {
            post("aprs:TRAIL", Duration.ofMinutes(i), "\"latitude\":%d,\"longitude\":1".formatted(i));
        }
        var trail = ADMIN.get("/tracks/aprs:TRAIL/trail").body();

        assertThat(trail.at("/geometry/type").asText()).isEqualTo("LineString");
        assertThat(trail.at("/geometry/coordinates").size()).isEqualTo(5);
        assertThat(trail.at("/geometry/coordinates/0/1").asInt()).isEqualTo(5);
        assertThat(trail.at("/properties/times").size()).isEqualTo(5);
        assertThat(ADMIN.get("/tracks/aprs:TRAIL/trail?since=%s"
                                .formatted(CENTER.clock.instant().minusSeconds(150)))
                        .body()
                        .at("/geometry/coordinates")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void aThingThatDoesNotNameItselfIsItsSource() {
        ADMIN.post("/telemetry/events", "{\"source_slug\":\"truck-7\",\"latitude\":1,\"longitude\":1}");

        assertThat(ADMIN.get("/tracks/external:truck-7").status()).isEqualTo(200);
    }

    @Test
    void aDeletedOrCorrectedFactNoLongerMakesTheTrack() {
        post("icao:bbbbbb", Duration.ofSeconds(9), "\"latitude\":10,\"longitude\":20");
        var wrong = post("icao:bbbbbb", Duration.ofSeconds(5), "\"latitude\":50,\"longitude\":60");

        ADMIN.patch("/telemetry/events/" + wrong.at("/id"), "{\"latitude\":51,\"affiliation\":\"friend\"}");
        assertThat(ADMIN.get("/tracks/icao:bbbbbb")
                        .body()
                        .at("/geometry/coordinates/1")
                        .asInt())
                .isEqualTo(51);
        assertThat(ADMIN.get("/tracks/icao:bbbbbb").at("/properties/affiliation"))
                .isEqualTo("friend");

        assertThat(ADMIN.delete("/telemetry/events/" + wrong.at("/id")).status())
                .isEqualTo(204);
        assertThat(ADMIN.get("/tracks/icao:bbbbbb")
                        .body()
                        .at("/geometry/coordinates/1")
                        .asInt())
                .isEqualTo(10);
        assertThat(ADMIN.get("/telemetry/events/" + wrong.at("/id")).status()).isEqualTo(404);
        assertThat(ADMIN.patch("/telemetry/events/" + wrong.at("/id"), "{\"event_time\":\"2026-01-01T00:00:00Z\"}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aRestartKnowsThePictureFromTheCheckpointAndFromWhatCameAfterIt() {
        post("icao:cccccc", Duration.ofSeconds(9), "\"latitude\":10,\"longitude\":20,\"speed\":7");
        post("icao:cccccc", Duration.ofSeconds(8), "\"payload\":{\"callsign\":\"CCC1\"}");
        var before = ADMIN.get("/tracks/icao:cccccc").body();

        try (Telemetry afterCrash = TelemetryCenter.telemetry(CENTER)) {
            assertThat(json(afterCrash)).isEqualTo(before.at("/geometry").toString());
        }
        // The first one wrote its checkpoint at its end; the clock goes on past all that came in before it.
        CENTER.clock.advance(Duration.ofMinutes(10));
        try (Telemetry afterStop = TelemetryCenter.telemetry(CENTER)) {
            assertThat(json(afterStop)).isEqualTo(before.at("/geometry").toString());
            assertThat(track(afterStop)).contains("\"name\":\"CCC1\"").contains("\"speed\":7.0");
        }
    }

    private static String track(Telemetry telemetry) {
        return telemetry.picture().tracks(java.util.List.of("ops")).stream()
                .filter(track -> track.id().equals("icao:cccccc"))
                .findFirst()
                .orElseThrow()
                .json();
    }

    private static String json(Telemetry telemetry) {
        String feature = track(telemetry);
        int from = feature.indexOf("\"geometry\":") + "\"geometry\":".length();
        return feature.substring(from, feature.indexOf(",\"properties\""));
    }
}
