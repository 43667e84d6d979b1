package org.vtoc.server.telemetry;

import java.util.List;
import java.util.Random;
import org.vtoc.server.platform.security.Seal;
import org.vtoc.server.testing.TestCenter;

/// A center with telemetry, whose telemetry can be stopped and started anew on the same databases.
final class TelemetryCenter {
    private TelemetryCenter() {}

    static TestCenter start(String name) {
        return TestCenter.start(name, center -> {
            Telemetry telemetry = telemetry(center);
            return new TestCenter.Feature(telemetry.routes(), List.of(), List.of(telemetry));
        });
    }

    static Telemetry telemetry(TestCenter center) {
        return Telemetry.start(
                TelemetryConfig.defaults(),
                center.databases.stations(),
                center.audit,
                new Seal(new byte[32]),
                center.clock,
                new Random(1));
    }
}
