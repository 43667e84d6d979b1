package org.vtoc.server.connector;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.vtoc.server.platform.http.Dispatcher;
import org.vtoc.server.platform.http.HttpConfig;
import org.vtoc.server.platform.http.HttpServer;
import org.vtoc.server.platform.security.Seal;
import org.vtoc.server.telemetry.Telemetry;
import org.vtoc.server.telemetry.TelemetryConfig;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

/// Telemetry and sources on the databases and users of a [TestCenter]; may be closed and started anew.
final class SupervisedCenter implements AutoCloseable {
    /// A later start makes other ids at the same moment of a clock that stands still.
    private static final AtomicLong STARTS = new AtomicLong();

    private final TestCenter center;
    private final TestCenter.Feature feature;
    private final HttpServer server;

    private SupervisedCenter(TestCenter center) {
        this.center = center;
        this.feature = feature(center);
        var dispatcher = new Dispatcher(
                feature.routes(),
                center.identity,
                center.stations,
                Dispatcher.Filter.none(),
                Optional.empty(),
                List.of());
        this.server = HttpServer.start(HttpConfig.local(0), dispatcher, List.of());
    }

    static SupervisedCenter start(TestCenter center) {
        return new SupervisedCenter(center);
    }

    /// The first administrator, signed in anew.
    Api admin() {
        String token = center.signIn("admin", TestCenter.PASSWORD).at("/access_token");
        return Api.at(server.address()).with(token);
    }

    @Override
    public void close() {
        server.close();
        for (AutoCloseable part : feature.parts().reversed()) {
            try {
                part.close();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    static TestCenter.Feature feature(TestCenter center) {
        Telemetry telemetry = Telemetry.start(
                TelemetryConfig.defaults(),
                center.databases.stations(),
                center.audit,
                new Seal(new byte[32]),
                center.clock,
                new Random(STARTS.incrementAndGet()));
        Connectors connectors = Connectors.start(
                new Connectors.Wanted(Path.of("no-such-file.yml"), List.of()),
                new Connectors.Center(telemetry::ingest, telemetry.sources(), center.stations),
                center.clock,
                new Random(2));
        var routes = new ArrayList<>(telemetry.routes());
        routes.addAll(connectors.routes());
        return new TestCenter.Feature(routes, List.of(), List.of(telemetry, connectors));
    }
}
