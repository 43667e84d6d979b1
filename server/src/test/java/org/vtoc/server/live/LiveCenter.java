package org.vtoc.server.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.vtoc.server.chat.Chat;
import org.vtoc.server.geofence.Geofences;
import org.vtoc.server.platform.security.Seal;
import org.vtoc.server.telemetry.Telemetry;
import org.vtoc.server.telemetry.TelemetryConfig;
import org.vtoc.server.testing.TestCenter;

/// A center with all that there is to watch.
final class LiveCenter {
    private LiveCenter() {}

    /// @param live gets the live connections
    static TestCenter start(String name, CompletableFuture<Live> live) {
        return TestCenter.start(name, center -> feature(center, live));
    }

    private static TestCenter.Feature feature(TestCenter center, CompletableFuture<Live> started) {
        Telemetry telemetry = Telemetry.start(
                TelemetryConfig.defaults(),
                center.databases.stations(),
                center.audit,
                new Seal(new byte[32]),
                center.clock,
                new Random(1));
        Geofences geofences = Geofences.start(
                center.databases.stations(),
                telemetry.picture(),
                center.audit,
                center.clock,
                Duration.ofDays(30),
                new Random(4));
        Chat chat = Chat.open(
                center.databases.control(),
                center.audit,
                center.identity,
                center.stations,
                center.clock,
                new Random(5));
        Live live = Live.start(
                new Live.Shown(telemetry.picture(), geofences, chat),
                center.identity,
                center.identity::recheck,
                center.stations,
                center.clock);
        started.complete(live);
        var routes = new ArrayList<>(telemetry.routes());
        routes.addAll(geofences.routes());
        routes.addAll(chat.routes());
        return new TestCenter.Feature(routes, live.endpoints(), List.of(telemetry, geofences, chat, live));
    }
}
