package org.vtoc.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.vtoc.server.platform.db.DataFolder;
import org.vtoc.server.platform.db.StationSpec;
import org.vtoc.server.platform.http.HttpConfig;
import org.vtoc.server.playbook.PlaybookConfig;
import org.vtoc.server.telemetry.TelemetryConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `vtoc train`: a short run on a folder of its own, from which the JVM learns which classes a start needs. The
/// launcher runs it once after a build.
@Command(name = "train", hidden = true, description = "Runs a center briefly so that the JVM can cache its classes.")
final class TrainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "A folder that is made and removed.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        var settings = new ServerConfig(
                HttpConfig.local(0),
                folder,
                Optional.empty(),
                Optional.empty(),
                StationSpec.list("ops,intel,logistics"),
                "admin",
                Optional.empty(),
                Path.of("config/agents.yml"),
                PlaybookConfig.of(Path.of("config/agentkit.yml")),
                Optional.empty(),
                TelemetryConfig.defaults(),
                true);
        try (DataFolder data = DataFolder.open(folder);
                Wiring center = Wiring.start(settings, data, InstantSource.system());
                var client = HttpClient.newHttpClient()) {
            for (String path : List.of("/healthz", "/readyz", "/", "/api/v1/about", "/api/openapi", "/metrics")) {
                var request = HttpRequest.newBuilder(URI.create(center.server().address() + path))
                        .build();
                client.send(request, HttpResponse.BodyHandlers.discarding());
            }
        } finally {
            remove(folder);
        }
        return 0;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
