package org.vtoc.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

/// Each test has an hour of the past of its own.
class ReplayTest {
    private static final TestCenter CENTER = TelemetryCenter.start("replay");
    private static final Api ADMIN = CENTER.admin();

    @AfterAll
    static void close() {
        CENTER.close();
    }

    private static Instant hour(int ago) {
        return CENTER.clock.instant().minus(Duration.ofHours(ago));
    }

    private static String event(String track, Instant time, double latitude, double longitude, String more) {
        return "{\"source_slug\":\"radar\",\"track_id\":\"%s\",\"event_time\":\"%s\",\"latitude\":%s,\"longitude\":%s%s}"
                .formatted(track, time, latitude, longitude, more);
    }

    private static void post(List<String> events) {
        Api.Reply reply = ADMIN.post("/telemetry/events?station=ops", "[" + String.join(",", events) + "]");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.body().path("rejected")).isEmpty();
    }

    private static List<String> ids(JsonNode frame) {
        var ids = new ArrayList<String>();
        frame.path("tracks").forEach(track -> ids.add(track.path("id").asText()));
        return ids;
    }

    @Test
    void thePictureOfAPastTimeHasTheStatesOfThatTime() {
        Instant start = hour(10);
        post(List.of(
                event("icao:000001", start, 1, 1, ",\"speed\":100,\"payload\":{\"name\":\"FIRST\"}"),
                event("icao:000001", start.plusSeconds(60), 2, 2, ""),
                event("icao:000002", start.plusSeconds(90), 5, 5, ""),
                event("icao:000001", start.plusSeconds(120), 3, 3, "")));

        JsonNode features =
                ADMIN.get("/tracks?at=" + start.plusSeconds(100)).body().path("features");
        assertThat(features).hasSize(2);
        assertThat(features.at("/0/geometry/coordinates/1").asDouble()).isEqualTo(2);
        assertThat(features.at("/0/properties/speed").asDouble()).isEqualTo(100);
        assertThat(ADMIN.get("/tracks?at=" + start).body().path("features")).isEmpty();
        assertThat(ADMIN.get("/tracks?at=" + start.plusSeconds(100) + "&bbox=4,4,6,6")
                        .body()
                        .path("features"))
                .hasSize(1);
        assertThat(ADMIN.get("/tracks?at=" + start.plusSeconds(100) + "&kind=vessel")
                        .body()
                        .path("features"))
                .isEmpty();
        assertThat(ADMIN.get("/tracks?at=" + start.plus(Duration.ofMinutes(30)))
                        .body()
                        .path("features"))
                .isEmpty();
    }

    @Test
    void aTrackHasTheFieldsThatWereKnownAtAPastTime() {
        Instant start = hour(11);
        post(List.of(
                event("icao:000099", start, 1, 1, ",\"speed\":100,\"payload\":{\"name\":\"FIRST\"}"),
                event("icao:000099", start.plusSeconds(60), 2, 2, ""),
                event("icao:000099", start.plusSeconds(120), 3, 3, ",\"payload\":{\"name\":\"LAST\"}")));

        JsonNode then =
                ADMIN.get("/tracks/icao:000099?at=" + start.plusSeconds(100)).body();

        assertThat(then.at("/geometry/coordinates/1").asDouble()).isEqualTo(2);
        assertThat(then.at("/properties/fields"))
                .anySatisfy(field -> assertThat(field.path("value").asText()).isEqualTo("FIRST"))
                .noneSatisfy(field -> assertThat(field.path("value").asText()).isEqualTo("LAST"));
        assertThat(ADMIN.get("/tracks/icao:000099?at=" + start).status()).isEqualTo(404);
    }

    @Test
    void aReplayBeginsWithTheWholePictureAndGivesWhatChangesInEachStep() {
        Instant start = hour(20);
        post(List.of(
                event("icao:000011", start.minusSeconds(30), 1, 1, ""),
                event("icao:000012", start.minusSeconds(20), 50, 50, ""),
                event("icao:000011", start.plusMillis(1500), 1.5, 1, ",\"course\":7"),
                event("icao:000011", start.plusMillis(1900), 1.6, 1, ""),
                event("icao:000012", start.plusSeconds(5), 51, 50, ""),
                event("icao:000011", start.plusSeconds(7), 70, 1, "")));

        JsonNode frames = ADMIN.get("/replay?since=" + start + "&until=" + start.plusSeconds(10))
                .body()
                .path("frames");
        assertThat(frames).hasSize(11);
        assertThat(frames.at("/0/time").asText()).isEqualTo(start.toString());
        assertThat(ids(frames.path(0))).containsExactlyInAnyOrder("icao:000011", "icao:000012");
        assertThat(ids(frames.path(1))).isEmpty();
        assertThat(frames.at("/2/time").asText()).isEqualTo(start.plusSeconds(2).toString());
        assertThat(ids(frames.path(2))).containsExactly("icao:000011");
        assertThat(frames.at("/2/tracks/0/geometry/coordinates/1").asDouble()).isEqualTo(1.6);
        assertThat(frames.at("/2/tracks/0/properties/course").asDouble()).isEqualTo(7);
        assertThat(ids(frames.path(6))).containsExactly("icao:000012");
        assertThat(ids(frames.path(8))).containsExactly("icao:000011");

        JsonNode south = ADMIN.get(
                        "/replay?since=" + start + "&until=" + start.plusSeconds(10) + "&bbox=0,0,10,10&step=5")
                .body()
                .path("frames");
        assertThat(south).hasSize(3);
        assertThat(ids(south.path(0))).containsExactly("icao:000011");
        assertThat(ids(south.path(1))).containsExactly("icao:000011");
        assertThat(ids(south.path(2))).isEmpty();
        assertThat(south.at("/2/removed/0/id").asText()).isEqualTo("icao:000011");
        assertThat(south.at("/2/removed/0/station").asText()).isEqualTo("ops");
    }

    @Test
    void aLongReplayGoesOnWhereTheAnswerBeforeEnded() {
        Instant start = hour(30);
        post(IntStream.range(0, 300)
                .mapToObj(n -> event("icao:000021", start.plusSeconds(n), n / 10.0, 3, ""))
                .toList());
        String span = "/replay?since=" + start + "&until=" + start.plusSeconds(300);
        var latitudes = new ArrayList<Double>();
        int answers = 0;
        String next = "";
        do {
            JsonNode body =
                    ADMIN.get(span + (next.isEmpty() ? "" : "&cursor=" + next)).body();
            for (JsonNode frame : body.path("frames")) {
                frame.path("tracks")
                        .forEach(track -> latitudes.add(
                                track.at("/geometry/coordinates/1").asDouble()));
            }
            next = body.path("next").isNull() ? "" : body.path("next").asText();
            answers++;
        } while (!next.isEmpty());

        assertThat(answers).isEqualTo(3);
        assertThat(latitudes)
                .isEqualTo(IntStream.range(0, 300).mapToObj(n -> n / 10.0).toList());
    }

    @Test
    void aCursorWhosePictureIsGoneBeginsWithAWholeOne() {
        Instant start = hour(40);
        post(List.of(
                event("icao:000031", start.minusSeconds(5), 1, 1, ""),
                event("icao:000031", start.plusSeconds(150), 2, 1, "")));
        String span = "/replay?since=" + start + "&until=" + start.plusSeconds(200);
        String next = ADMIN.get(span).at("/next");
        assertThat(ADMIN.get(span + "&cursor=" + next).body().at("/frames/0/tracks"))
                .isEmpty();

        JsonNode again = ADMIN.get(span + "&cursor=" + next).body();
        assertThat(ids(again.at("/frames/0"))).containsExactly("icao:000031");
        assertThat(again.path("frames")).hasSize(81);
        // Another caller's cursor is worth no more than the time in it.
        CENTER.makeUser("watcher", "{\"ops\":\"viewer\"}");
        String foreign = ADMIN.get(span).at("/next");
        assertThat(ids(CENTER.signedIn("watcher")
                        .get(span + "&cursor=" + foreign)
                        .body()
                        .at("/frames/0")))
                .containsExactly("icao:000031");
    }

    @Test
    void theHistogramCountsTheEventsOfEachPart() {
        Instant start = hour(50);
        var events = new ArrayList<String>();
        for (int n = 0; n < 60; n++) {
            events.add(event("icao:000041", start.plusSeconds(n < 50 ? 10 : 590).plusMillis(n), 1, 1, ""));
        }
        post(events);
        JsonNode histogram = ADMIN.get(
                        "/telemetry/histogram?buckets=10&since=" + start + "&until=" + start.plusSeconds(600))
                .body();
        assertThat(histogram.path("estimated").asBoolean()).isFalse();
        assertThat(histogram.path("buckets")).hasSize(10);
        assertThat(histogram.at("/buckets/0/count").asInt()).isEqualTo(50);
        assertThat(histogram.at("/buckets/9/count").asInt()).isEqualTo(10);
        assertThat(histogram.at("/buckets/9/time").asText())
                .isEqualTo(start.plusSeconds(540).toString());
        assertThat(histogram.at("/buckets/5/count").asInt()).isZero();
    }

    @Test
    void whoMayNotSeeAStationSeesNothingOfItsPast() {
        Instant start = hour(60);
        post(List.of(event("icao:000051", start, 1, 1, "")));
        CENTER.makeUser("stranger", "{\"intel\":\"viewer\"}");
        Api stranger = CENTER.signedIn("stranger");
        assertThat(stranger.get("/tracks?at=" + start.plusSeconds(1)).body().path("features"))
                .isEmpty();
        assertThat(stranger.get("/replay?station=ops&since=" + start).status()).isEqualTo(404);
        assertThat(stranger.get("/telemetry/histogram?station=ops&since=" + start)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void questionsThatMakeNoSenseAreRefused() {
        Instant start = hour(70);
        for (String path : List.of(
                "/replay",
                "/replay?since=yesterday",
                "/replay?since=" + start + "&until=" + start.minusSeconds(1),
                "/replay?since=" + start + "&step=0",
                "/replay?since=" + start + "&step=61",
                "/replay?since=" + start + "&cursor=nonsense",
                "/replay?since=" + start + "&cursor=zzzzzzzzzzzzzzzzzzzzzz.a",
                "/replay?since=" + start + "&cursor=1.a",
                "/replay?since=" + start + "&bbox=1,2",
                "/tracks?at=soon",
                "/telemetry/histogram",
                "/telemetry/histogram?since=" + start + "&buckets=501",
                "/telemetry/histogram?since=" + start + "&until=" + start)) {
            assertThat(ADMIN.get(path).status()).as(path).isEqualTo(422);
        }
    }
}
