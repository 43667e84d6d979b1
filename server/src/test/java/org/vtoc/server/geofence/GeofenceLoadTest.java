package org.vtoc.server.geofence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.http.Json;
import org.vtoc.server.telemetry.Track;

/// Many tracks and many fences. The time is in the log, not asserted: it depends on the machine.
class GeofenceLoadTest {
    private static final int TRACKS = 20_000;
    private static final int FENCES = 500;
    private static final int ROUNDS = 20;

    private final Random random = new Random(7);

    @Test
    void everyTrackIsFoundInEveryFenceThatHoldsIt() throws JsonProcessingException {
        try (var center = new FenceCenter("fence-load")) {
            post(center);
            List<Track> tracks = center.tracks();
            assertThat(tracks).hasSize(TRACKS);
            var watch = new Watch("ops", UUID::randomUUID);
            List<Fence> fences = fences();
            watch.load(fences, Map.of());

            List<Crossing> found = watch.judge(tracks, Instant.EPOCH);
            long start = System.nanoTime();
            for (int i = 0; i < ROUNDS; i++) {
                watch.judge(tracks, Instant.EPOCH);
            }
            LoggerFactory.getLogger(GeofenceLoadTest.class)
                    .info(
                            "{} tracks x {} fences: {} crossings, {} ms a round",
                            TRACKS,
                            FENCES,
                            found.size(),
                            (System.nanoTime() - start) / 1_000_000.0 / ROUNDS);

            long held = tracks.stream()
                    .mapToLong(track ->
                            fences.stream().filter(fence -> fence.holds(track)).count())
                    .sum();
            assertThat(found).hasSize((int) held).isNotEmpty();
        }
    }

    private void post(FenceCenter center) {
        for (int batch = 0; batch < TRACKS; batch += 10_000) {
            var body = new StringBuilder("[");
            for (int i = batch; i < batch + 10_000; i++) {
                body.append(body.length() == 1 ? "" : ",")
                        .append(
                                "{\"source_slug\":\"radar\",\"track_id\":\"icao:%06x\",\"latitude\":%s,\"longitude\":%s}"
                                        .formatted(i, 48 + 6 * random.nextDouble(), 2 + 12 * random.nextDouble()));
            }
            assertThat(center.admin
                            .post("/telemetry/events", body.append("]").toString())
                            .at("/accepted"))
                    .isEqualTo("10000");
        }
    }

    /// Half of them circles, half polygons of twenty corners, all in the region of the tracks.
    private List<Fence> fences() throws JsonProcessingException {
        var fences = new ArrayList<Fence>();
        for (int i = 0; i < FENCES; i++) {
            double latitude = 48 + 6 * random.nextDouble();
            double longitude = 2 + 12 * random.nextDouble();
            String shape = i % 2 == 0
                    ? "\"center\":[%s,%s],\"radius\":10000".formatted(longitude, latitude)
                    : "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[%s]]}"
                            .formatted(corners(latitude, longitude));
            var text = (ObjectNode) Json.MAPPER.readTree("{\"name\":\"fence\"," + shape + "}");
            fences.add(new Fence(new UUID(0, i), text, FenceText.read(text), 1, Instant.EPOCH, Instant.EPOCH));
        }
        return fences;
    }

    private static String corners(double latitude, double longitude) {
        var corners = new ArrayList<String>();
        for (int i = 0; i <= 20; i++) {
            double angle = i % 20 * Math.PI / 10;
            corners.add("[%s,%s]".formatted(longitude + 0.2 * Math.sin(angle), latitude + 0.1 * Math.cos(angle)));
        }
        return String.join(",", corners);
    }
}
