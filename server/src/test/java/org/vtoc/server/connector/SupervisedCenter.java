package org.vtoc.server.connector;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.vtoc.server.platform.security.Seal;
import org.vtoc.server.telemetry.Telemetry;
import org.vtoc.server.telemetry.TelemetryConfig;
import org.vtoc.server.testing.TestCenter;

/// What makes a [TestCenter] one with telemetry and sources.
final class SupervisedCenter {
    private SupervisedCenter() {}

    static TestCenter.Feature feature(TestCenter center) {
        Telemetry telemetry = Telemetry.start(
                TelemetryConfig.defaults(),
                center.databases.stations(),
                center.audit,
                new Seal(new byte[32]),
                center.clock,
                new Random(1));
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
