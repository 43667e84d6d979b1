package org.vtoc.server.platform.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.vtoc.server.platform.config.StartRefused;

/// The server of an earlier PostgreSQL on a cluster that an earlier vTOC could have left in a data folder.
public final class OlderServer implements AutoCloseable {
    private static final List<String> MAJORS = List.of("15", "16", "17", "14", "13");

    private final EmbeddedPostgres server;

    private OlderServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /// The earlier version that this system has.
    public static Optional<String> major() {
        return MAJORS.stream().filter(OlderServer::isInstalled).findFirst();
    }

    private static boolean isInstalled(String major) {
        try {
            OlderPrograms.find(Path.of("no-such-folder"), major);
            return true;
        } catch (StartRefused | IOException _) {
            return false;
        }
    }

    /// Makes the cluster and an empty control database in a new data folder, which a center may then hold.
    public static OlderServer start(Path data, String major) throws IOException, InterruptedException, SQLException {
        try (DataFolder folder = DataFolder.open(data)) {
            return start(folder, major);
        }
    }

    private static OlderServer start(DataFolder folder, String major)
            throws IOException, InterruptedException, SQLException {
        // A first start sees to who may pass where; its cluster makes room for the earlier one.
        Cluster made = Cluster.prepare(folder);
        Binaries.delete(made.directory());
        Path programs = OlderPrograms.find(folder.path().resolve("postgres"), major);
        String password =
                HexFormat.of().formatHex(DataFolder.secret(folder.path().resolve("keys"), "postgres.password"));
        var cluster = new Cluster(programs, made.directory(), made.runAs(), password);
        initialize(cluster);
        var server = EmbeddedPostgres.start(
                cluster,
                new ServerLog(folder.logs(), "older.log"),
                List.of("listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=100"));
        try (var connection =
                DatabaseUrl.parse(server.ownerUrl("postgres")).owner("postgres").getConnection()) {
            Provisioner.run(connection, "CREATE DATABASE vtoc");
        }
        return new OlderServer(server);
    }

    private static void initialize(Cluster cluster) throws IOException, InterruptedException {
        Path passwordFile = cluster.directory().resolveSibling("older.password");
        Files.createDirectory(cluster.directory());
        cluster.runAs().own(cluster.directory());
        Files.writeString(passwordFile, cluster.password() + "\n");
        cluster.runAs().own(passwordFile);
        var command = new ArrayList<>(List.of(
                cluster.programs().resolve("bin/initdb").toString(),
                "-D",
                cluster.directory().toString(),
                "-U",
                Cluster.OWNER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C"));
        Process process = cluster.runAs().command(command).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
        Files.delete(passwordFile);
    }

    /// URL of the control database for its owner.
    public String url() {
        return server.ownerUrl("vtoc");
    }

    @Override
    public void close() {
        server.close();
    }
}
