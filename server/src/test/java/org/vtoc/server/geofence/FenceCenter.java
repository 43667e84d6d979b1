package org.vtoc.server.geofence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.vtoc.server.chat.Chat;
import org.vtoc.server.live.Live;
import org.vtoc.server.platform.security.Seal;
import org.vtoc.server.telemetry.Telemetry;
import org.vtoc.server.telemetry.TelemetryConfig;
import org.vtoc.server.telemetry.Track;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

/// A center with telemetry, geofences and live connections.
final class FenceCenter implements AutoCloseable {
    final TestCenter center;
    final Api admin;
    private final CompletableFuture<Telemetry> telemetry = new CompletableFuture<>();
    private final CompletableFuture<Geofences> geofences = new CompletableFuture<>();

    FenceCenter(String name) {
        center = TestCenter.start(name, made -> {
            Telemetry facts = Telemetry.start(
                    TelemetryConfig.defaults(),
                    made.databases.stations(),
                    made.audit,
                    new Seal(new byte[32]),
                    made.clock,
                    new Random(1));
            telemetry.complete(facts);
            Geofences watching = watch(made, facts);
            geofences.complete(watching);
            Chat chat = Chat.open(
                    made.databases.control(), made.audit, made.identity, made.stations, made.clock, new Random(3));
            Live live = Live.start(
                    new Live.Shown(facts.picture(), watching, chat),
                    made.identity,
                    made.identity::recheck,
                    made.stations,
                    made.clock);
            var routes = new ArrayList<>(facts.routes());
            routes.addAll(watching.routes());
            return new TestCenter.Feature(routes, live.endpoints(), List.of(facts, watching, chat, live));
        });
        admin = center.admin();
    }

    private static Geofences watch(TestCenter center, Telemetry facts) {
        return Geofences.start(
                center.databases.stations(),
                facts.picture(),
                center.audit,
                center.clock,
                Duration.ofDays(30),
                new Random(2));
    }

    List<Track> tracks() {
        return telemetry.join().picture().tracks(List.of("ops"));
    }

    /// Another start on the same databases and the same picture.
    Geofences again() {
        return watch(center, telemetry.join());
    }

    /// Nothing of the station `ops` is watched until it is closed; then it begins anew from what is stored.
    interface Stopped extends AutoCloseable {
        @Override
        void close();
    }

    Stopped stop() {
        geofences.join().at("ops").close();
        return () -> geofences.join().serve(center.databases.stations().getFirst());
    }

    /// @return the id of the new fence
    String fence(String body) {
        var made = admin.post("/geofences", body);
        if (made.status() != 201) {
            throw new AssertionError(made.text());
        }
        return made.at("/id");
    }

    void move(String track, double latitude, double longitude) {
        move("ops", track, latitude, longitude, "");
    }

    /// @param more further fields as JSON, after a comma
    void move(String station, String track, double latitude, double longitude, String more) {
        center.clock.advance(Duration.ofSeconds(1));
        var stored = admin.post(
                "/telemetry/events?station=" + station,
                "{\"source_slug\":\"radar\",\"track_id\":\"%s\",\"latitude\":%s,\"longitude\":%s%s}"
                        .formatted(track, latitude, longitude, more));
        if (stored.status() != 201) {
            throw new AssertionError(stored.text());
        }
    }

    /// Returns when all that was stored at the station has been looked at: that is done before a fence is made.
    void settle(String station) {
        admin.delete("/geofences/"
                + fence("{\"name\":\"probe\",\"station\":\"%s\",\"center\":[0,-70],\"radius\":1}".formatted(station)));
    }

    void settle() {
        settle("ops");
    }

    /// Oldest first.
    List<JsonNode> crossings(String query) {
        var found = new ArrayList<JsonNode>();
        admin.get("/geofences/crossings?limit=1000&" + query)
                .body()
                .get("items")
                .forEach(found::add);
        return found.reversed();
    }

    /// Oldest first, as `enter moved`.
    List<String> story(String fence) {
        return crossings("geofence=" + fence).stream()
                .map(item ->
                        item.at("/direction").asText() + " " + item.at("/cause").asText())
                .toList();
    }

    @Override
    public void close() {
        center.close();
    }
}
