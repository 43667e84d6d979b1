package org.vtoc.server.geofence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class GeofenceTest {
    private static final FenceCenter CENTER = new FenceCenter("geofences");

    @AfterAll
    static void close() {
        CENTER.close();
    }

    private static String box(String name, double west, double south, double east, double north, String more) {
        return CENTER.fence("""
                {"name":"%s","geometry":{"type":"Polygon","coordinates":[[[%s,%s],[%s,%s],[%s,%s],[%s,%s],[%s,%s]]]}%s}
                """.formatted(name, west, south, east, south, east, north, west, north, west, south, more));
    }

    @Test
    void aTrackEntersOnceAndLeavesOnceHoweverItJittersOnTheEdge() {
        String fence = box("edge", 10, 10, 11, 11, "");
        CENTER.move("icao:000001", 9.5, 10.5);
        for (int i = 0; i < 10; i++) {
            // Some 11 m to either side of the southern edge.
            CENTER.move("icao:000001", 10 + (i % 2 == 0 ? 1e-4 : -1e-4), 10.5);
            CENTER.settle();
        }
        assertThat(CENTER.story(fence)).containsExactly("enter moved");
        assertThat(CENTER.admin.get("/geofences/" + fence).at("/inside")).isEqualTo("1");

        CENTER.move("icao:000001", 9.9, 10.5);
        CENTER.settle();
        assertThat(CENTER.story(fence)).containsExactly("enter moved", "exit moved");
        var first = CENTER.crossings("geofence=" + fence).getFirst();
        assertThat(first.at("/track_id").asText()).isEqualTo("icao:000001");
        assertThat(first.at("/geofence").asText()).isEqualTo("edge");
        assertThat(first.at("/kind").asText()).isEqualTo("aircraft");
        assertThat(first.at("/station").asText()).isEqualTo("ops");
    }

    @Test
    void aTrackThatJumpsAcrossHasEnteredAndLeft() {
        String fence = CENTER.fence("{\"name\":\"gate\",\"center\":[20,20],\"radius\":500}");
        CENTER.move("icao:000002", 20, 19.9);
        CENTER.settle();
        CENTER.move("icao:000002", 20, 20.1);
        CENTER.settle();
        assertThat(CENTER.story(fence)).containsExactly("enter passed", "exit passed");

        CENTER.move("icao:000002", 60, 60);
        CENTER.settle();
        CENTER.move("icao:000002", -20, 20);
        CENTER.settle();
        assertThat(CENTER.story(fence)).as("a jump of a bad receiver is no way").hasSize(2);
    }

    @Test
    void aHoleIsOutside() {
        String fence = CENTER.fence("""
                {"name":"ring","geometry":{"type":"Polygon","coordinates":[
                [[30,30],[34,30],[34,34],[30,34],[30,30]],[[31,31],[33,31],[33,33],[31,33],[31,31]]]}}
                """);
        CENTER.move("icao:000003", 30.5, 32);
        CENTER.settle();
        CENTER.move("icao:000003", 32, 32);
        CENTER.settle();
        CENTER.move("icao:000003", 33.5, 32);
        CENTER.settle();
        assertThat(CENTER.story(fence)).containsExactly("enter moved", "exit moved", "enter moved");
    }

    @Test
    void fencesReachOverTheAntimeridian() {
        String box = box("date line", 179, -18, -179, -16, "");
        String circle = CENTER.fence("{\"name\":\"islands\",\"center\":[179.95,-17],\"radius\":20000}");
        CENTER.move("mmsi:219000001", -17, 178);
        CENTER.settle();
        CENTER.move("mmsi:219000001", -17, 179.95);
        CENTER.settle();
        CENTER.move("mmsi:219000001", -17, -179.95);
        CENTER.settle();
        assertThat(CENTER.story(box)).containsExactly("enter moved");
        assertThat(CENTER.story(circle)).containsExactly("enter moved");

        CENTER.move("mmsi:219000001", -17, -178);
        CENTER.settle();
        assertThat(CENTER.story(box)).containsExactly("enter moved", "exit moved");
        assertThat(CENTER.story(circle)).containsExactly("enter moved", "exit moved");
    }

    @Test
    void onlyWhatItWatchesCounts() {
        String fence = box(
                "band",
                40,
                40,
                41,
                41,
                ",\"kinds\":[\"aircraft\"],\"affiliations\":[\"hostile\"],"
                        + "\"altitude_min\":1000,\"altitude_max\":2000");
        String more = ",\"affiliation\":\"hostile\",\"altitude\":";
        CENTER.move("ops", "icao:000004", 40.5, 40.5, more + 1500);
        CENTER.move("ops", "icao:000005", 40.5, 40.5, more + 3000);
        CENTER.move("ops", "icao:000006", 40.5, 40.5, ",\"affiliation\":\"hostile\"");
        CENTER.move("ops", "mmsi:219000002", 40.5, 40.5, more + 1500);
        CENTER.move("ops", "icao:000007", 40.5, 40.5, ",\"altitude\":1500");
        CENTER.settle();
        assertThat(CENTER.crossings("geofence=" + fence))
                .extracting(item -> item.at("/track_id").asText())
                .containsExactly("icao:000004");

        assertThat(CENTER.admin
                        .patch("/tracks/icao:000007", "{\"affiliation\":\"hostile\"}")
                        .status())
                .isEqualTo(200);
        CENTER.settle();
        assertThat(CENTER.crossings("geofence=" + fence + "&track=icao:000007"))
                .singleElement()
                .extracting(item -> item.at("/cause").asText())
                .isEqualTo("changed");
    }

    @Test
    void aTrackThatDisappearsInsideHasLeft() {
        String fence = box("last seen", 50, 50, 51, 51, "");
        CENTER.move("icao:000008", 50.5, 50.5);
        CENTER.settle();
        String event = CENTER.admin
                .get("/telemetry/events?limit=1000&bbox=50,50,51,51")
                .at("/items/0/id");
        assertThat(CENTER.admin.delete("/telemetry/events/" + event).status()).isEqualTo(204);
        CENTER.settle();
        assertThat(CENTER.story(fence)).containsExactly("enter moved", "exit lost");
    }

    @Test
    void stationsHaveFencesOfTheirOwn() {
        String here = box("ours", 60, 60, 61, 61, "");
        String there =
                CENTER.fence("{\"name\":\"theirs\",\"station\":\"intel\",\"center\":[60.5,60.5],\"radius\":1000}");
        CENTER.move("intel", "icao:000009", 60.5, 60.5, "");
        CENTER.settle("intel");
        CENTER.settle();
        assertThat(CENTER.story(here)).isEmpty();

        CENTER.move("icao:000009", 60.5, 60.5);
        CENTER.settle();
        assertThat(CENTER.story(here)).containsExactly("enter moved");
        assertThat(CENTER.story(there)).containsExactly("enter moved");
        assertThat(CENTER.crossings("station=intel&track=icao:000009")).hasSize(1);
        CENTER.center.makeUser("intel-only", "{\"intel\":\"viewer\"}");
        var other = CENTER.center.signedIn("intel-only");
        assertThat(other.get("/geofences/" + here).status()).isEqualTo(404);
        assertThat(other.get("/geofences/crossings?track=icao:000009").body().get("items"))
                .hasSize(1);
        assertThat(other.delete("/geofences/" + there).status()).isEqualTo(403);
    }

    @Test
    void aRestartNeitherRepeatsNorLosesCrossings() {
        String fence = box("kept", 70, 10, 71, 11, "");
        CENTER.move("icao:00000a", 10.5, 70.5);
        CENTER.move("icao:00000b", 12, 70.5);
        CENTER.settle();
        try (Geofences again = CENTER.again()) {
            assertThat(again.at("ops").inside(java.util.UUID.fromString(fence))).isEqualTo(1);
        }
        CENTER.settle();
        assertThat(CENTER.story(fence)).containsExactly("enter moved");

        try (FenceCenter.Stopped _ = CENTER.stop()) {
            CENTER.move("icao:00000a", 12, 70.5);
            CENTER.move("icao:00000b", 10.5, 70.5);
        }
        CENTER.settle();
        assertThat(CENTER.crossings("geofence=" + fence))
                .extracting(item -> item.at("/track_id").asText() + " "
                        + item.at("/direction").asText())
                .containsExactlyInAnyOrder("icao:00000a enter", "icao:00000a exit", "icao:00000b enter");
    }

    @Test
    void aFenceMadeAroundATrackNotesItWithoutACrossing() {
        CENTER.move("icao:00000c", 10.5, 80.5);
        String fence = box("late", 80, 10, 81, 11, "");
        CENTER.settle();
        assertThat(CENTER.story(fence)).isEmpty();
        assertThat(CENTER.admin.get("/geofences/" + fence).at("/inside")).isEqualTo("1");

        CENTER.move("icao:00000c", 12, 80.5);
        CENTER.settle();
        assertThat(CENTER.story(fence)).containsExactly("exit moved");
    }

    @Test
    void aChangeNeedsTheRevisionThatItNamesAndIsAudited() {
        String fence = box("mine", 90, 10, 91, 11, "");
        var shown = CENTER.admin.get("/geofences/" + fence);
        String tag = shown.headers().firstValue("ETag").orElseThrow();

        var changed = CENTER.admin.header("If-Match", tag).patch("/geofences/" + fence, "{\"name\":\"ours\"}");
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.at("/revision")).isEqualTo("2");
        assertThat(CENTER.admin
                        .header("If-Match", tag)
                        .patch("/geofences/" + fence, "{\"name\":\"theirs\"}")
                        .status())
                .isEqualTo(412);
        var circle = CENTER.admin.patch("/geofences/" + fence, "{\"center\":[1,2],\"radius\":10}");
        assertThat(circle.body().has("geometry")).isFalse();
        assertThat(circle.at("/radius")).isEqualTo("10.0");
        assertThat(CENTER.admin
                        .header("If-Match", tag)
                        .delete("/geofences/" + fence)
                        .status())
                .isEqualTo(412);
        assertThat(CENTER.admin.delete("/geofences/" + fence).status()).isEqualTo(204);
        assertThat(CENTER.admin.get("/geofences/" + fence).status()).isEqualTo(404);
        assertThat(CENTER.admin.get("/audit?limit=1000").text())
                .contains("geofence.created", "geofence.changed", "geofence.deleted");
        assertThat(CENTER.admin.get("/audit/verify").at("/whole")).isEqualTo("true");
    }

    @Test
    void whatIsNoFenceIsRefusedAndAllThatIsWrongIsNamed() {
        var wrong = CENTER.admin.post(
                "/geofences",
                "{\"color\":1,\"kinds\":[\"ufo\"],\"altitude_min\":9,\"altitude_max\":1,\"radius\":-1,\"center\":[1]}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body().get("errors").findValuesAsText("field"))
                .contains("color", "name", "kinds", "altitude_max", "radius", "center");
        for (String shape : List.of(
                "\"type\":\"Point\",\"coordinates\":[1,2]",
                "\"type\":\"Polygon\",\"coordinates\":[]",
                "\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1]]]",
                "\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1]]]",
                "\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]",
                "\"type\":\"Polygon\",\"coordinates\":[[[0,95],[1,0],[1,1],[0,95]]]",
                "\"type\":\"Polygon\",\"coordinates\":[[[0,80],[90,80],[179,80],[-90,80],[0,80]]]",
                "\"type\":\"Polygon\",\"coordinates\":[[[-180,-10],[180,-10],[180,10],[-180,10],[-180,-10]]]",
                "\"type\":\"Polygon\",\"coordinates\":[[[0,0],[0,0],[0,0],[0,0]]]")) {
            assertThat(CENTER.admin
                            .post("/geofences", "{\"name\":\"x\",\"geometry\":{" + shape + "}}")
                            .status())
                    .as(shape)
                    .isEqualTo(422);
        }
        assertThat(CENTER.admin.post("/geofences", "[1]").status()).isEqualTo(422);
        assertThat(CENTER.admin.get("/geofences/crossings?cursor=x").status()).isEqualTo(422);
    }

    @Test
    void listsComeInPages() {
        for (int i = 0; i < 3; i++) {
            CENTER.fence("{\"name\":\"page %d\",\"station\":\"logistics\",\"center\":[5,5],\"radius\":9}".formatted(i));
        }
        var first = CENTER.admin.get("/geofences?station=logistics&limit=2");
        assertThat(first.body().get("items")).hasSize(2);
        var second = CENTER.admin.get("/geofences?station=logistics&limit=2&cursor=" + first.at("/next"));
        assertThat(second.body().get("items").findValuesAsText("name")).containsExactly("page 2");
        CENTER.move("logistics", "icao:00000d", 5, 5, "");
        CENTER.settle("logistics");
        var newest = CENTER.admin.get("/geofences/crossings?station=logistics&limit=2");
        assertThat(newest.body().get("items")).hasSize(2);
        assertThat(CENTER.admin
                        .get("/geofences/crossings?station=logistics&limit=2&cursor=" + newest.at("/next"))
                        .body()
                        .get("items"))
                .hasSize(1);
        assertThat(CENTER.admin
                        .get("/geofences/crossings?station=logistics&since="
                                + CENTER.center.clock.instant().plus(Duration.ofHours(1)))
                        .body()
                        .get("items"))
                .isEmpty();
    }
}
