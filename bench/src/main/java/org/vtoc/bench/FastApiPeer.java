package org.vtoc.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The FastAPI program of bench/peers, one worker, on a database of its own in the center's PostgreSQL: the same
/// server with the same settings for both.
final class FastApiPeer implements AutoCloseable {
    static final String DATABASE = "peer_fastapi";

    private final Processes.Served served;

    private FastApiPeer(Processes.Served served) {
        this.served = served;
    }

    /// Makes its tables and starts it.
    ///
    /// @param python a root folder with the packages that it needs
    static FastApiPeer start(Setup setup, Path python, Center center, Path folder) {
        try {
            Files.copy(
                    setup.peers().resolve("fastapi_ingest.py"),
                    python.resolve("opt/fastapi_ingest.py"),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.createDirectories(folder);
            try (Connection connection = center.connect("postgres");
                    var statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
            var environment = Map.of("DB", center.ownerAddress() + "/" + DATABASE, "LC_ALL", "C.UTF-8");
            tables(python, folder, environment);
            int port = Processes.freePort();
            List<String> server = List.of(
                    "-m",
                    "uvicorn",
                    "fastapi_ingest:app",
                    "--app-dir",
                    "/opt",
                    "--host",
                    "127.0.0.1",
                    "--port",
                    Integer.toString(port),
                    "--no-access-log");
            return new FastApiPeer(Processes.serve(inside(python, server), port, "/openapi.json", folder, environment));
        } catch (IOException | SQLException failure) {
            throw new BenchFailure("the FastAPI program can't be set up: " + failure.getMessage(), failure);
        }
    }

    private static void tables(Path python, Path folder, Map<String, String> environment) throws IOException {
        Path output = folder.resolve("tables.log");
        var builder = new ProcessBuilder(inside(python, List.of("/opt/fastapi_ingest.py")))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        try {
            if (builder.start().waitFor() != 0) {
                throw new BenchFailure("the FastAPI program made no tables:%n%s".formatted(Files.readString(output)));
            }
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", failure);
        }
    }

    private static List<String> inside(Path python, List<String> arguments) {
        var command = new ArrayList<>(List.of("chroot", python.toString(), "/usr/bin/python3"));
        command.addAll(arguments);
        return command;
    }

    int port() {
        return served.port();
    }

    long pid() {
        return served.process().pid();
    }

    @Override
    public void close() {
        served.close();
    }
}
