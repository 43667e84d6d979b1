package org.vtoc.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.vtoc.server.platform.config.StartRefused;
import org.vtoc.server.platform.db.DataFolder;
import org.vtoc.server.platform.db.MasterKey;
import org.vtoc.server.platform.db.StationSpec;
import org.vtoc.server.platform.http.HttpConfig;
import org.vtoc.server.platform.observe.Logs;
import org.vtoc.server.playbook.PlaybookConfig;
import org.vtoc.server.telemetry.TelemetryConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `vtoc up`: starts the center and runs it until it is told to stop.
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts the center, prints its address, and runs until Ctrl-C.",
        sortOptions = false)
final class UpCommand implements Callable<Integer> {
    private static final HttpConfig DEFAULTS = HttpConfig.local(0);
    private static final List<String> PLACEHOLDERS = List.of("changeme", "change-me", "secret", "password", "todo");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--host",
            paramLabel = "ADDR",
            defaultValue = "${env:VTOC_HOST:-127.0.0.1}",
            description = "The address to listen on (VTOC_HOST; ${DEFAULT-VALUE}).")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "${env:VTOC_PORT:-8080}",
            description = "The port to listen on, 0 for a free one (VTOC_PORT; ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            defaultValue = "${env:VTOC_TLS_CERT}",
            description = "A PEM certificate chain, for HTTPS (VTOC_TLS_CERT).")
    private Optional<Path> tlsCert = Optional.empty();

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            defaultValue = "${env:VTOC_TLS_KEY}",
            description = "Its PEM private key, PKCS#8 (VTOC_TLS_KEY).")
    private Optional<Path> tlsKey = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:VTOC_DATA}",
            description = "The data folder (VTOC_DATA; ./data, with --demo ./data-demo).")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--stations",
            paramLabel = "LIST",
            defaultValue = "${env:VTOC_STATIONS:-ops,intel,logistics}",
            description = "The stations, the first one first (VTOC_STATIONS; ${DEFAULT-VALUE}).")
    private String stations = "";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "${env:VTOC_CONFIG:-config/agents.yml}",
            description = "The settings of the sources (VTOC_CONFIG; ${DEFAULT-VALUE}).")
    private Path config = Path.of("config/agents.yml");

    @Option(
            names = "--playbooks",
            paramLabel = "FILE",
            defaultValue = "${env:VTOC_PLAYBOOKS:-config/agentkit.yml}",
            description = "The catalogue of the playbooks (VTOC_PLAYBOOKS; ${DEFAULT-VALUE}).")
    private Path playbooks = Path.of("config/agentkit.yml");

    @Option(
            names = "--solo",
            defaultValue = "${env:VTOC_SOLO:-false}",
            description = "Who starts a run may also approve its steps: for those who work alone (VTOC_SOLO).")
    private boolean solo;

    @Option(
            names = "--basemap",
            paramLabel = "FILE",
            defaultValue = "${env:VTOC_BASEMAP}",
            description = "A PMTiles archive to show under the tracks (VTOC_BASEMAP).")
    private Optional<Path> basemap = Optional.empty();

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            defaultValue = "${env:VTOC_DATABASE_URL}",
            description = "An external PostgreSQL 15 or newer instead of the embedded one (VTOC_DATABASE_URL).")
    private Optional<String> databaseUrl = Optional.empty();

    @Option(
            names = "--nats-url",
            paramLabel = "URL",
            defaultValue = "${env:VTOC_NATS_URL}",
            description = "A NATS server 2.9 or newer, for news between several processes (VTOC_NATS_URL; none).")
    private Optional<String> natsUrl = Optional.empty();

    @Option(
            names = "--trusted-proxies",
            paramLabel = "LIST",
            split = ",",
            defaultValue = "${env:VTOC_TRUSTED_PROXIES}",
            description = "Addresses or networks whose X-Forwarded-For is believed (VTOC_TRUSTED_PROXIES; none).")
    private List<String> trustedProxies = List.of();

    @Option(
            names = "--retention-days",
            paramLabel = "N",
            defaultValue = "${env:VTOC_RETENTION_DAYS:-30}",
            description = "Days that events are kept (VTOC_RETENTION_DAYS; ${DEFAULT-VALUE}).")
    private int retentionDays;

    @Option(
            names = "--retention-gb",
            paramLabel = "N",
            defaultValue = "${env:VTOC_RETENTION_GB:-20}",
            description = "Disk for each station's events, oldest days go first (VTOC_RETENTION_GB; ${DEFAULT-VALUE}).")
    private int retentionGigabytes;

    @Option(names = "--demo", description = "Replays recorded traffic in a loop, marked as demo.")
    private boolean demo;

    @Override
    public Integer call() throws InterruptedException {
        ServerConfig settings = settings();
        PrintWriter out = spec.commandLine().getOut();
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        requireFreeAddress(settings.http());
        Optional<MasterKey> key = secret("VTOC_SECRET_KEY").map(MasterKey::ofText);
        try (DataFolder folder =
                key.isPresent() ? DataFolder.open(settings.data(), key.get()) : DataFolder.open(settings.data())) {
            Logs.toFile(folder.logs());
            // The start is on this thread, and so is the stop: the hook only asks for it and waits.
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
                        stop.countDown();
                        await(stopped);
                    }));
            try (Wiring center = Wiring.start(settings, folder, InstantSource.system())) {
                announce(out, settings, center);
                stop.await();
            }
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    /// Says at once what would otherwise be found only after the databases are made.
    private static void requireFreeAddress(HttpConfig http) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(http.host(), http.port()));
        } catch (IOException failure) {
            throw new StartRefused(
                    "Port %d on %s can't be used: %s. Stop what uses it, or choose another with --port."
                            .formatted(http.port(), http.host(), failure.getMessage()),
                    failure);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void announce(PrintWriter out, ServerConfig settings, Wiring center) {
        out.println();
        out.println("vTOC is up: " + center.server().address() + (demo ? "   (DEMO: recorded traffic)" : ""));
        center.generatedPassword().ifPresent(password -> {
            out.println();
            out.println("  First start. Sign in as the administrator; this password is shown only now:");
            out.println("    user      " + settings.adminUsername());
            out.println("    password  " + password);
        });
        out.println();
        out.println("Data in %s. Stop with Ctrl-C."
                .formatted(settings.data().toAbsolutePath().normalize()));
        out.flush();
    }

    private ServerConfig settings() {
        if (tlsCert.isPresent() != tlsKey.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--tls-cert and --tls-key go together; one of them is missing.");
        }
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port must be from 0 to 65535, not %d.".formatted(port));
        }
        if (retentionDays < 1 || retentionGigabytes < 1) {
            throw new ParameterException(spec.commandLine(), "--retention-days and --retention-gb must be at least 1.");
        }
        TelemetryConfig telemetry = TelemetryConfig.defaults()
                .keeping(Duration.ofDays(retentionDays), retentionGigabytes * 1024L * 1024 * 1024);
        return new ServerConfig(
                new HttpConfig(
                        host,
                        port,
                        tlsCert.map(certificate -> new HttpConfig.Tls(certificate, tlsKey.orElseThrow())),
                        trustedProxies.stream()
                                .filter(entry -> !entry.isBlank())
                                .toList(),
                        DEFAULTS.maxConnections(),
                        DEFAULTS.idle()),
                data.orElse(Path.of(demo ? "data-demo" : "data")),
                databaseUrl.or(() -> secret("VTOC_DATABASE_URL")).filter(url -> !url.isBlank()),
                natsUrl.or(() -> secret("VTOC_NATS_URL")).filter(url -> !url.isBlank()),
                stationList(),
                Optional.ofNullable(System.getenv("VTOC_ADMIN_USERNAME")).orElse("admin"),
                secret("VTOC_ADMIN_PASSWORD"),
                config,
                new PlaybookConfig(playbooks, solo, PlaybookConfig.RETENTION),
                basemap.filter(file -> !file.toString().isBlank()),
                telemetry,
                demo);
    }

    /// All stations, or the one that `POSTGRES_STATION_ROLE` names, for a process that serves a single one.
    private List<StationSpec> stationList() {
        Optional<StationSpec> only = Optional.ofNullable(System.getenv("POSTGRES_STATION_ROLE"))
                .filter(text -> !text.isBlank())
                .map(text -> StationSpec.list(text.replaceFirst("^vtoc_", "")).getFirst());
        if (only.isEmpty()) {
            try {
                return StationSpec.list(stations);
            } catch (StartRefused wrong) {
                throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
            }
        }
        StationSpec station = only.get();
        String callsign = Optional.ofNullable(System.getenv("STATION_CALLSIGN"))
                .filter(text -> !text.isBlank())
                .orElse(station.callsign());
        return List.of(new StationSpec(station.slug(), station.name(), callsign, station.role()));
    }

    /// A secret from the variable, or from the file that `NAME_FILE` names. A placeholder is refused.
    private static Optional<String> secret(String name) {
        Optional<String> value = Optional.ofNullable(System.getenv(name)).filter(text -> !text.isEmpty());
        String file = System.getenv(name + "_FILE");
        if (value.isEmpty() && file != null && !file.isEmpty()) {
            try {
                value = Optional.of(Files.readString(Path.of(file)).strip());
            } catch (IOException failure) {
                throw new StartRefused("%s_FILE: %s can't be read.".formatted(name, file), failure);
            }
        }
        value.filter(text -> PLACEHOLDERS.contains(text.toLowerCase(java.util.Locale.ROOT)))
                .ifPresent(_ -> {
                    throw new StartRefused("%s is a placeholder; set a real value.".formatted(name));
                });
        return value;
    }
}
