package org.vtoc.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.Eventually;
import org.vtoc.server.testing.TestPostgres;

/// A center that is killed right after a track crossed the border of a geofence.
class CrossingKillTest {
    private static final int TRACKS = 20;

    private final Path data = TestPostgres.newFolder("kill-crossings");
    private Program center = Program.up(data);

    @AfterEach
    void close() {
        center.close();
    }

    /// All tracks at once, so that the kill meets some before, some while and some after their crossing is stored.
    private static void move(Api admin, double longitude) {
        Instant now = Instant.now();
        var rows = new ArrayList<String>();
        for (int track = 0; track < TRACKS; track++) {
            rows.add("{\"source_slug\":\"boats\",\"track_id\":\"boat:%d\",\"event_time\":\"%s\",\"latitude\":50,"
                            .formatted(track, now)
                    + "\"longitude\":%f}".formatted(longitude));
        }
        var reply = admin.post("/telemetry/events", "[" + String.join(",", rows) + "]");
        assertThat(reply.at("/accepted")).as(reply.text()).isEqualTo(Integer.toString(TRACKS));
    }

    private void killAndStart() {
        center.kill();
        center = Program.up(data);
    }

    /// `boat:0 enter`, oldest first.
    private static List<String> crossings(Api admin) {
        var found = new ArrayList<String>();
        admin.get("/geofences/crossings?limit=1000")
                .body()
                .get("items")
                .forEach(crossing -> found.addFirst(crossing.path("track_id").asText() + " "
                        + crossing.path("direction").asText()));
        return found;
    }

    private static List<String> each(String... directions) {
        var all = new ArrayList<String>();
        for (String direction : directions) {
            for (int track = 0; track < TRACKS; track++) {
                all.add("boat:" + track + " " + direction);
            }
        }
        return all;
    }

    @Test
    void everyCrossingIsInTheListOnce() {
        Api admin = center.admin();
        move(admin, 9.0);
        var made = admin.post("/geofences", "{\"name\":\"Bay\",\"center\":[10.0,50.0],\"radius\":10000}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);

        move(admin, 10.0);
        killAndStart();
        Api second = center.admin();
        Eventually.holds("all are inside", () -> crossings(second).size() >= TRACKS);
        assertThat(crossings(second)).containsExactlyInAnyOrderElementsOf(each("enter"));

        move(second, 11.0);
        killAndStart();
        Api third = center.admin();
        Eventually.holds("all are outside", () -> crossings(third).size() >= 2 * TRACKS);
        assertThat(crossings(third)).containsExactlyInAnyOrderElementsOf(each("enter", "exit"));

        // What comes after is seen once, too: the state that the second start found was the right one.
        move(third, 10.0);
        Eventually.holds("all are inside again", () -> crossings(third).size() >= 3 * TRACKS);
        assertThat(crossings(third)).containsExactlyInAnyOrderElementsOf(each("enter", "exit", "enter"));
    }
}
