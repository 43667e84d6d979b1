package org.vtoc.server;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.audit.AuditEntry;
import org.vtoc.server.chat.Chat;
import org.vtoc.server.connector.Connectors;
import org.vtoc.server.connector.demo.Demo;
import org.vtoc.server.connector.settings.SourceSettings;
import org.vtoc.server.geofence.Geofences;
import org.vtoc.server.identity.Identity;
import org.vtoc.server.live.Live;
import org.vtoc.server.platform.bus.Bus;
import org.vtoc.server.platform.bus.LocalBus;
import org.vtoc.server.platform.bus.NatsBus;
import org.vtoc.server.platform.db.DataFolder;
import org.vtoc.server.platform.db.DatabaseSettings;
import org.vtoc.server.platform.db.Databases;
import org.vtoc.server.platform.db.MasterKey;
import org.vtoc.server.platform.http.ApiDocument;
import org.vtoc.server.platform.http.Dispatcher;
import org.vtoc.server.platform.http.HttpServer;
import org.vtoc.server.platform.http.IdempotentWrites;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.http.StaticFiles;
import org.vtoc.server.platform.jobs.Jobs;
import org.vtoc.server.platform.jobs.JobsConfig;
import org.vtoc.server.platform.observe.Health;
import org.vtoc.server.platform.security.Seal;
import org.vtoc.server.playbook.Playbooks;
import org.vtoc.server.playbook.tools.QueryTracks;
import org.vtoc.server.playbook.tools.ReportPosition;
import org.vtoc.server.queue.Queue;
import org.vtoc.server.station.StationDirectory;
import org.vtoc.server.telemetry.Telemetry;

/// The whole house: every part, in the order of its start. What was started is closed backwards.
public final class Wiring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    private final Deque<AutoCloseable> parts;
    private final HttpServer server;
    private final Health health;
    private final Optional<String> generatedPassword;
    private final List<Route> routes;

    private Wiring(ServerConfig config, DataFolder folder, InstantSource clock, Deque<AutoCloseable> parts) {
        this.parts = parts;
        config.basemap().ifPresent(Basemap::requireGood);
        var random = new SecureRandom();
        var databases = started(Databases.open(
                folder,
                config.databaseUrl()
                        .map(url -> DatabaseSettings.external(url, config.stations()))
                        .orElseGet(() -> DatabaseSettings.embedded(config.stations()))));
        var key = folder.masterKey();
        var bus = started(bus(config, key, random));
        var jobs = Jobs.create(JobsConfig.defaults(), databases.control(), bus, clock, random);
        var audit = started(Audit.open(databases, folder, clock));
        var stations = StationDirectory.open(databases);
        var identity = started(Identity.open(databases.control(), audit, stations, key.derive("tokens"), clock));
        this.generatedPassword = identity.bootstrap(config.adminUsername(), config.adminPassword());
        var telemetry = started(Telemetry.start(
                config.telemetry(),
                databases.stations(),
                audit,
                new Seal(key.derive("source-settings")),
                clock,
                random));
        var geofences = started(Geofences.start(
                databases.stations(),
                telemetry.picture(),
                audit,
                clock,
                config.telemetry().retention(),
                random));
        var chat = started(Chat.open(databases.control(), audit, identity, stations, clock, random));
        List<SourceSettings> demo = config.demo() ? started(Demo.start(clock)).sources() : List.of();
        var connectors = started(Connectors.start(
                new Connectors.Wanted(config.sources(), demo),
                new Connectors.Center(telemetry::ingest, telemetry.sources(), stations),
                clock,
                random));
        var playbooks = started(Playbooks.start(
                config.playbooks(),
                databases.stations(),
                List.of(new QueryTracks(telemetry.picture(), clock), new ReportPosition(telemetry)),
                jobs,
                audit,
                clock,
                random));
        stations.whenAdded((station, database, by) -> {
            telemetry.serve(database);
            geofences.serve(database);
            chat.completeStations();
            playbooks.serve(database);
            databases
                    .control()
                    .useTransaction(
                            tx -> audit.append(tx, AuditEntry.of(Actor.of(by), "station.created", station.slug())));
        });
        var live = started(Live.start(
                new Live.Shown(telemetry.picture(), geofences, chat), identity, identity::recheck, stations, clock));
        var basemap = Basemap.open(config.basemap(), folder, audit, databases.control());
        this.health =
                started(new Health(databases::ready, () -> bus.state().name().toLowerCase(Locale.ROOT)));
        health.gauge("vtoc_intake_queued_rows", "Rows that wait for their commit", telemetry::queuedRows);
        health.gauge("vtoc_live_viewers", "Open live connections of browsers", live::viewers);
        showNews(bus);
        jobs.show(health);

        var all = new ArrayList<Route>();
        all.addAll(health.routes());
        all.addAll(About.routes(config.demo()));
        all.addAll(stations.routes());
        all.addAll(identity.routes());
        all.addAll(audit.routes());
        all.addAll(Queue.create(jobs, databases.control(), bus, audit).routes());
        all.addAll(telemetry.routes());
        all.addAll(connectors.routes());
        all.addAll(geofences.routes());
        all.addAll(chat.routes());
        all.addAll(playbooks.routes());
        all.addAll(basemap.routes());
        all.addAll(ApiDocument.routes(all, About.VERSION));
        this.routes = List.copyOf(all);
        started(jobs.start());
        var writes = new IdempotentWrites(databases.control(), key.derive("idempotency"), clock);
        var dispatcher = new Dispatcher(
                routes,
                identity,
                stations,
                writes,
                Optional.of(new StaticFiles("console")),
                config.http().trustedProxies());
        this.server = started(HttpServer.start(config.http(), dispatcher, live.endpoints()));
        folder.announce(server.address());
    }

    /// Centers on one database have one key, and so one name among all that use the NATS server.
    private static Bus bus(ServerConfig config, MasterKey key, SecureRandom random) {
        return config.natsUrl()
                .<Bus>map(url -> NatsBus.open(url, HexFormat.of().formatHex(key.derive("news"), 0, 8), random))
                .orElseGet(LocalBus::new);
    }

    private void showNews(Bus bus) {
        health.gauge(
                "vtoc_news_connected",
                "Whether news reach all processes: 1, or 0 while the NATS server is away",
                () -> bus.state() == Bus.State.AWAY ? 0 : 1);
        health.counter("vtoc_news_published", "News told", Map.of(), () -> bus.figures()
                .published());
        health.counter("vtoc_news_lost", "News that a listener was too slow for", Map.of(), () -> bus.figures()
                .lost());
    }

    /// Starts the center on an opened data folder; on failure everything started is closed again.
    public static Wiring start(ServerConfig config, DataFolder folder, InstantSource clock) {
        var parts = new ArrayDeque<AutoCloseable>();
        boolean started = false;
        try {
            var wiring = new Wiring(config, folder, clock, parts);
            started = true;
            return wiring;
        } finally {
            if (!started) {
                close(parts);
            }
        }
    }

    private <T extends AutoCloseable> T started(T part) {
        parts.push(part);
        return part;
    }

    public HttpServer server() {
        return server;
    }

    public List<Route> routes() {
        return routes;
    }

    /// The first administrator's password, if this start made one.
    public Optional<String> generatedPassword() {
        return generatedPassword;
    }

    /// Takes no new work, ends what is under way, and stops every part.
    @Override
    public void close() {
        health.drain();
        close(parts);
    }

    private static void close(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception failure) {
                LOG.warn("{} did not stop cleanly", part.getClass().getSimpleName(), failure);
            }
        }
    }
}
