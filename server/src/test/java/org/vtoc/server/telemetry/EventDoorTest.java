package org.vtoc.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

class EventDoorTest {
    private static final TestCenter CENTER = TelemetryCenter.start("event-door");
    private static final Api ADMIN = CENTER.admin();

    @AfterAll
    static void close() {
        CENTER.close();
    }

    private static Api.Reply post(String fields) {
        return ADMIN.post("/telemetry/events", "{" + fields + "}");
    }

    @Test
    void aBoxThatEndsAtTheAntimeridianHoldsItFromBothSides() {
        post("\"source_slug\":\"line\",\"track_id\":\"other:west\",\"latitude\":1,\"longitude\":-180");
        post("\"source_slug\":\"line\",\"track_id\":\"other:east\",\"latitude\":1,\"longitude\":180");

        for (String box : new String[] {"170,0,180,2", "-180,0,-170,2"}) {
            for (String list : new String[] {"/telemetry/events?limit=10&", "/tracks?"}) {
                assertThat(ADMIN.get(list + "bbox=" + box).text())
                        .as(list + box)
                        .contains("other:west", "other:east");
            }
        }
    }

    @Test
    void parametersThatARouteDoesNotHaveAreNamed() {
        var refused = ADMIN.get("/telemetry/events?sorce=radar&stations=ops&limit=1");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().get("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("sorce", "stations");
        assertThat(ADMIN.get("/telemetry/events?source=radar&station=ops&limit=1")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void featuresAreGeoJson() {
        assertThat(ADMIN.get("/telemetry/events?format=geojson").headers().firstValue("Content-Type"))
                .contains("application/geo+json");
        assertThat(ADMIN.get("/telemetry/events").headers().firstValue("Content-Type"))
                .contains("application/json");
    }

    @Test
    void aSourceThatIsNamedTwiceMustBeOne() {
        String radar =
                post("\"source_slug\":\"radar\",\"latitude\":1,\"longitude\":1").at("/source_id");
        post("\"source_slug\":\"sonar\",\"latitude\":1,\"longitude\":1");

        assertThat(post("\"source_slug\":\"sonar\",\"source_id\":\"%s\"".formatted(radar))
                        .status())
                .isEqualTo(422);
        assertThat(post("\"source_slug\":\"radar\",\"source_id\":\"%s\"".formatted(radar))
                        .status())
                .isEqualTo(201);
        assertThat(ADMIN.post("/telemetry/ingest/sonar", "{\"source_id\":\"%s\"}".formatted(radar))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void settingsOfSourcesAreSealedAlsoThoseOfEarlierVersions() {
        String id =
                post("\"source_slug\":\"old\",\"latitude\":1,\"longitude\":1").at("/source_id");
        var database = CENTER.databases.stations().getFirst().jdbi();
        database.useHandle(handle ->
                handle.execute("UPDATE source SET settings = '{\"passcode\": 12345}' WHERE id = ?::uuid", id));

        try (Telemetry again = TelemetryCenter.telemetry(CENTER)) {
            assertThat(again.sources().find("ops", "old"))
                    .get()
                    .extracting(source -> source.settings().get("passcode"))
                    .isEqualTo(12345);
        }
        String stored =
                database.withHandle(handle -> handle.createQuery("SELECT settings::text FROM source WHERE slug = 'old'")
                        .mapTo(String.class)
                        .one());
        assertThat(stored).contains("sealed").doesNotContain("12345");
    }
}
