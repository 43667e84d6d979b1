package org.vtoc.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

class EventChangeTest {
    private static final TestCenter CENTER = TelemetryCenter.start("event-change");
    private static final Api ADMIN = CENTER.admin();

    @AfterAll
    static void close() {
        CENTER.close();
    }

    private static String event(String station) {
        var stored = ADMIN.post(
                "/telemetry/events?station=" + station, "{\"source_slug\":\"change\",\"latitude\":1,\"longitude\":2}");
        assertThat(stored.status()).isEqualTo(201);
        return "/telemetry/events/" + stored.at("/id");
    }

    @Test
    void aCorrectionOfNothingLeavesTheEventAsItIs() {
        String event = event("ops");

        Api.Reply corrected = ADMIN.patch(event, "{}");

        assertThat(corrected.status()).isEqualTo(200);
        assertThat(ADMIN.get(event).status()).isEqualTo(200);
        assertThat(ADMIN.get(event).body()).isEqualTo(corrected.body());
    }

    @Test
    void whoMayOnlyReadAStationIsToldSoAndOthersAreToldNothing() {
        CENTER.makeUser("reader", "{\"intel\":\"viewer\",\"ops\":\"operator\"}");
        Api reader = CENTER.signedIn("reader");
        String seen = event("intel");
        String hidden = event("logistics");

        assertThat(reader.patch(seen, "{\"speed\":1}").status()).isEqualTo(403);
        assertThat(reader.delete(seen).status()).isEqualTo(403);
        assertThat(reader.patch(hidden, "{\"speed\":1}").status()).isEqualTo(404);
        assertThat(reader.delete(hidden).status()).isEqualTo(404);
        assertThat(ADMIN.get(seen).status()).isEqualTo(200);
        assertThat(reader.delete(event("ops")).status()).isEqualTo(204);
    }
}
