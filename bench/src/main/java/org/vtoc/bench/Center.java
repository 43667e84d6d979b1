package org.vtoc.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// A center on a data folder of its own, started as the launcher starts it, with its embedded PostgreSQL.
final class Center implements AutoCloseable {
    static final String EVENTS = "/api/v1/telemetry/events";
    /// The station whose events a benchmark sends, and one whose tables nobody else writes to.
    static final String DATABASE = "vtoc_ops";

    static final String SPARE_DATABASE = "vtoc_intel";

    /// Of throw-away centers on 127.0.0.1 only.
    private static final String PASSWORD = "benchmark-" + Long.toHexString(System.nanoTime());
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path data;
    private final Processes.Served served;

    private Center(Path data, Processes.Served served) {
        this.data = data;
        this.served = served;
    }

    /// Starts it and returns when it says that it is ready.
    ///
    /// @param folder gets the data folder and the log
    static Center start(Setup setup, Path folder) {
        int port = Processes.freePort();
        Path data = folder.resolve("data");
        var command = new ArrayList<>(setup.center());
        command.addAll(List.of(
                "up",
                "--port",
                Integer.toString(port),
                "--data",
                data.toString(),
                "--stations",
                "ops,intel,logistics"));
        return new Center(
                data, Processes.serve(command, port, "/readyz", folder, Map.of("VTOC_ADMIN_PASSWORD", PASSWORD)));
    }

    int port() {
        return served.port();
    }

    Duration untilReady() {
        return served.untilReady();
    }

    long pid() {
        return served.process().pid();
    }

    long postgresPid() {
        return Long.parseLong(postmaster().getFirst().strip());
    }

    private List<String> postmaster() {
        return lines(data.resolve("postgres/cluster/postmaster.pid"));
    }

    /// What PostgreSQL has logged.
    List<String> postgresLog() {
        return lines(data.resolve("logs/postgres.log"));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new BenchFailure("%s can't be read".formatted(file), failure);
        }
    }

    /// `user:password@host:port` of the database's owner, as other programs want it.
    String ownerAddress() {
        try {
            byte[] secret = Files.readAllBytes(data.resolve("keys/postgres.password"));
            return "postgres:%s@127.0.0.1:%s"
                    .formatted(
                            HexFormat.of().formatHex(secret),
                            postmaster().get(3).strip());
        } catch (IOException failure) {
            throw new BenchFailure("the database's password can't be read", failure);
        }
    }

    /// A connection of the owner.
    Connection connect(String database) throws SQLException {
        String[] parts = ownerAddress().split("[:@]", -1);
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%s/%s?sslmode=disable&gssEncMode=disable".formatted(parts[3], database),
                parts[0],
                parts[1]);
    }

    /// The one number that a query gives.
    long number(String database, String sql) {
        try (Connection connection = connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new BenchFailure("%s: %s".formatted(sql, failure.getMessage()), failure);
        }
    }

    /// Signs the administrator in.
    ///
    /// @return an access token
    String signIn() {
        return call("/api/v1/auth/login", "", Map.of("username", "admin", "password", PASSWORD))
                .path("access_token")
                .asText();
    }

    /// Makes an API key that may send events to the station.
    String ingestKey() {
        return call(
                        "/api/v1/api-keys",
                        signIn(),
                        Map.of("name", "benchmark", "scopes", List.of("ingest", "station:ops")))
                .path("key")
                .asText();
    }

    private JsonNode call(String path, String token, Map<String, Object> body) {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new BenchFailure("%s: %d %s".formatted(path, answer.statusCode(), answer.body()));
            }
            return JSON.readTree(answer.body());
        } catch (IOException failure) {
            throw new BenchFailure("%s: %s".formatted(path, failure), failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", failure);
        }
    }

    @Override
    public void close() {
        served.close();
    }
}
