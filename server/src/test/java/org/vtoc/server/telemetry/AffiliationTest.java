package org.vtoc.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

class AffiliationTest {
    private static final TestCenter CENTER = TelemetryCenter.start("affiliations");
    private static final Api ADMIN = CENTER.admin();

    @AfterAll
    static void close() {
        CENTER.close();
    }

    private static void post(String track, String fields) {
        var reply = ADMIN.post(
                "/telemetry/events",
                "{\"source_slug\":\"radar\",\"track_id\":\"%s\",\"latitude\":1,\"longitude\":2%s}"
                        .formatted(track, fields));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    }

    private static String affiliation(String track) {
        return ADMIN.get("/tracks/" + track).at("/properties/affiliation");
    }

    @Test
    void whatAnOperatorSaysWinsUntilItIsSetBack() {
        post("icao:a00001", ",\"affiliation\":\"neutral\"");

        var set = ADMIN.patch("/tracks/icao:a00001", "{\"affiliation\":\"hostile\"}");
        assertThat(set.status()).as(set.text()).isEqualTo(200);
        assertThat(set.at("/properties/affiliation")).isEqualTo("hostile");
        assertThat(set.at("/properties/affiliation_assigned")).isEqualTo("true");

        post("icao:a00001", ",\"affiliation\":\"friend\"");
        assertThat(affiliation("icao:a00001")).isEqualTo("hostile");
        assertThat(ADMIN.get("/tracks").text()).contains("\"affiliation\":\"hostile\"");

        assertThat(ADMIN.patch("/tracks/icao:a00001", "{\"affiliation\":null}").at("/properties/affiliation"))
                .isEqualTo("friend");
        assertThat(ADMIN.get("/audit?action=track.affiliation-set").body().get("items"))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aRestartAndACorrectionKeepIt() {
        post("icao:a00002", "");
        ADMIN.patch("/tracks/icao:a00002", "{\"affiliation\":\"friend\"}");

        try (Telemetry again = TelemetryCenter.telemetry(CENTER)) {
            assertThat(again.picture().tracks(List.of("ops")))
                    .filteredOn(track -> track.id().equals("icao:a00002"))
                    .singleElement()
                    .extracting(Track::affiliation)
                    .isEqualTo(Affiliation.FRIEND);
        }
        var events = ADMIN.get("/telemetry/events?limit=1000").body().get("items");
        for (var event : events) {
            if (event.at("/track_id").asText().equals("icao:a00002")) {
                ADMIN.patch("/telemetry/events/" + event.at("/id").asText(), "{\"speed\":3}");
            }
        }
        assertThat(affiliation("icao:a00002")).isEqualTo("friend");
    }

    @Test
    void onlyOperatorsSetItAndOnlyOfTracksTheyKnowOf() {
        post("icao:a00003", "");
        CENTER.makeUser("looker", "{\"ops\":\"viewer\"}");
        CENTER.makeUser("stranger", "{\"intel\":\"operator\"}");
        CENTER.makeUser("worker", "{\"ops\":\"operator\"}");
        String body = "{\"affiliation\":\"friend\"}";

        assertThat(CENTER.signedIn("looker").patch("/tracks/icao:a00003", body).status())
                .isEqualTo(403);
        assertThat(CENTER.signedIn("stranger")
                        .patch("/tracks/icao:a00003", body)
                        .status())
                .isEqualTo(404);
        assertThat(CENTER.signedIn("worker").patch("/tracks/icao:a00003", body).status())
                .isEqualTo(200);
        assertThat(ADMIN.patch("/tracks/icao:nobody", body).status()).isEqualTo(404);
        for (String bad : List.of("{}", "{\"affiliation\":\"foe\"}", "{\"affiliation\":1}", "{\"side\":\"friend\"}")) {
            assertThat(ADMIN.patch("/tracks/icao:a00003", bad).status()).as(bad).isEqualTo(422);
        }
    }
}
