package org.vtoc.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vtoc.server.platform.db.StationSpec;
import org.vtoc.server.platform.http.HttpConfig;
import org.vtoc.server.playbook.PlaybookConfig;
import org.vtoc.server.telemetry.TelemetryConfig;

/// Everything that a start of the center is told.
///
/// @param data the data folder
/// @param databaseUrl an external PostgreSQL; empty for the embedded one
/// @param natsUrl a NATS server that carries news between processes; empty for a center of one process
/// @param adminPassword counts on the first start only; empty for a generated one
/// @param sources the settings file of the sources
/// @param playbooks their catalogue, and who may approve
/// @param basemap a PMTiles archive that is shown under the tracks
/// @param demo whether recorded traffic is replayed
public record ServerConfig(
        HttpConfig http,
        Path data,
        Optional<String> databaseUrl,
        Optional<String> natsUrl,
        List<StationSpec> stations,
        String adminUsername,
        Optional<String> adminPassword,
        Path sources,
        PlaybookConfig playbooks,
        Optional<Path> basemap,
        TelemetryConfig telemetry,
        boolean demo) {
    public ServerConfig {
        stations = List.copyOf(stations);
    }
}
