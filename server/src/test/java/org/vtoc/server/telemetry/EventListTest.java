package org.vtoc.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

class EventListTest {
    private static final TestCenter CENTER = TelemetryCenter.start("event-list");
    private static final Api ADMIN = CENTER.admin();
    private static final int COUNT = 120;

    @AfterAll
    static void close() {
        CENTER.close();
    }

    @BeforeAll
    static void store() {
        var rows = new ArrayList<String>();
        for (int i = 0; i < COUNT; i++) {
            rows.add("""
                    {"source_slug":"s%d","station":"%s","kind":"%s","event_time":"%s","latitude":%d,"longitude":%d}""".formatted(
                            i % 3,
                            i % 2 == 0 ? "ops" : "intel",
                            i % 10 == 0 ? "person" : "vessel",
                            // Three days, and several events at the same instant.
                            CENTER.clock.instant().minus(Duration.ofHours(i / 4 * 2L)),
                            i % 60,
                            i % 100));
        }
        assertThat(ADMIN.post("/telemetry/events", "[" + String.join(",", rows) + "]")
                        .body()
                        .get("accepted")
                        .asInt())
                .isEqualTo(COUNT);
    }

    private static List<String> walk(String query) {
        var ids = new ArrayList<String>();
        String cursor = "";
        do {
            var page = ADMIN.get("/telemetry/events?limit=7" + query + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            page.body().get("items").forEach(item -> ids.add(item.get("id").asText()));
            cursor = page.body().get("next").asText("");
            cursor = page.body().get("next").isNull() ? "" : cursor;
        } while (!cursor.isEmpty());
        return ids;
    }

    private static List<String> all(String query) {
        var ids = new ArrayList<String>();
        ADMIN.get("/telemetry/events?limit=1000" + query)
                .body()
                .get("items")
                .forEach(item -> ids.add(item.get("id").asText()));
        return ids;
    }

    @Test
    void pagesGiveEveryEventOnceInTheOrderOfTheWhole() {
        for (String query : List.of(
                "",
                "&kind=vessel",
                "&kind=person",
                "&source=s1",
                "&bbox=10,10,50,50",
                "&station=intel",
                "&kind=vessel&bbox=0,0,99,59",
                "&source=s2&kind=person")) {
            List<String> walked = walk(query);

            assertThat(walked).as(query).isNotEmpty().isEqualTo(all(query));
            assertThat(new HashSet<>(walked)).as(query).hasSameSizeAs(walked);
        }
        assertThat(walk("")).hasSize(COUNT);
    }

    @Test
    void aPageStaysStableWhileRowsComeIn() {
        var first = ADMIN.get("/telemetry/events?limit=10&source=s0");
        ADMIN.post("/telemetry/events", "{\"source_slug\":\"s0\",\"latitude\":0,\"longitude\":0}");
        var second = ADMIN.get("/telemetry/events?limit=10&source=s0&cursor=" + first.at("/next"));

        var ids = new ArrayList<String>();
        first.body().get("items").forEach(item -> ids.add(item.get("id").asText()));
        second.body().get("items").forEach(item -> ids.add(item.get("id").asText()));
        assertThat(ids).doesNotHaveDuplicates().hasSize(20);
    }

    @Test
    void timeBoundsAreInclusiveBelowAndExclusiveAbove() {
        String time = ADMIN.get("/telemetry/events?limit=1&source=s1").at("/items/0/event_time");

        assertThat(all("&source=s1&since=" + time)).isNotEmpty();
        assertThat(all("&source=s1&since=" + time + "&until=" + time)).isEmpty();
        assertThat(all("&max_age=3600").size()).isLessThan(COUNT / 2);
    }

    @Test
    void geoJsonIsAFeatureCollection() {
        var reply = ADMIN.get("/telemetry/events?limit=2&format=geojson").body();

        assertThat(reply.at("/type").asText()).isEqualTo("FeatureCollection");
        assertThat(reply.at("/features/0/geometry/type").asText()).isEqualTo("Point");
        assertThat(reply.at("/next").asText()).isNotBlank();
    }

    @Test
    void badQuestionsAreRefused() {
        for (String query : List.of(
                "limit=0",
                "limit=1001",
                "limit=x",
                "cursor=abc",
                "since=now",
                "bbox=1,2,3,x",
                "kind=ufo",
                "format=xml",
                "max_age=-1")) {
            assertThat(ADMIN.get("/telemetry/events?" + query).status())
                    .as(query)
                    .isEqualTo(422);
        }
        assertThat(ADMIN.get("/telemetry/events?station=nowhere").status()).isEqualTo(404);
    }

    @Test
    void aCallerSeesOnlyTheirStations() {
        CENTER.makeUser("only-intel", "{\"intel\":\"viewer\"}");
        Api viewer = CENTER.signedIn("only-intel");

        assertThat(viewer.get("/telemetry/events?limit=1000")
                        .body()
                        .get("items")
                        .findValuesAsText("station"))
                .isNotEmpty()
                .containsOnly("intel");
        assertThat(viewer.get("/telemetry/events?station=ops").status()).isEqualTo(404);
        assertThat(viewer.post("/telemetry/events?station=intel", "{\"source_slug\":\"x\"}")
                        .status())
                .isEqualTo(403);
        assertThat(viewer.post("/telemetry/events?station=ops", "{\"source_slug\":\"x\"}")
                        .status())
                .isEqualTo(404);
        String inOps = ADMIN.get("/telemetry/events?station=ops&limit=1").at("/items/0/id");
        assertThat(viewer.get("/telemetry/events/" + inOps).status()).isEqualTo(404);
    }
}
