package org.vtoc.server.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.audit.ChainCheck;
import org.vtoc.server.platform.db.Databases;
import org.vtoc.server.platform.http.Dispatcher;
import org.vtoc.server.platform.http.HttpConfig;
import org.vtoc.server.platform.http.HttpServer;
import org.vtoc.server.platform.security.Caller;
import org.vtoc.server.platform.security.Role;
import org.vtoc.server.platform.security.Seal;
import org.vtoc.server.telemetry.Telemetry;
import org.vtoc.server.telemetry.TelemetryConfig;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.Eventually;
import org.vtoc.server.testing.TestClock;
import org.vtoc.server.testing.TestPostgres;
import org.vtoc.server.testing.TestStations;

/// The whole road: a settings file or a request, a peer on a socket, facts in PostgreSQL.
@Timeout(120)
class ConnectorsTest {
    private static final byte[] KEY = new byte[32];

    private static final TestClock CLOCK = new TestClock();
    private static final Databases DATABASES = TestPostgres.fresh("ops", "intel");
    private static final TestStations STATIONS = new TestStations(List.of("ops", "intel"));
    private static final Audit AUDIT =
            Audit.open(ConnectorsTest::chains, TestPostgres.newFolder("connectors-anchors.json"), KEY, CLOCK);
    private static final Telemetry TELEMETRY = telemetry();

    private final Peer peer = new Peer();
    private final Peer other = new Peer();

    @TempDir
    private Path folder = Path.of("");

    private Optional<Connectors> connectors = Optional.empty();
    private Optional<HttpServer> server = Optional.empty();

    private final int before = count();

    private static Telemetry telemetry() {
        return Telemetry.start(
                TelemetryConfig.defaults(), DATABASES.stations(), AUDIT, new Seal(new byte[32]), CLOCK, new Random(3));
    }

    private static Map<String, Jdbi> chains() {
        var chains = new HashMap<String, Jdbi>();
        chains.put(Audit.CONTROL, DATABASES.control());
        DATABASES.stations().forEach(station -> chains.put(station.slug(), station.jdbi()));
        return chains;
    }

    @AfterEach
    void clear() {
        stop();
        peer.close();
        other.close();
        TELEMETRY.sources().list(STATIONS.served()).forEach(source -> TELEMETRY
                .sources()
                .delete(source, Actor.system("test")));
    }

    @AfterAll
    static void close() {
        TELEMETRY.close();
        AUDIT.close();
        DATABASES.close();
    }

    private void stop() {
        server.ifPresent(HttpServer::close);
        connectors.ifPresent(Connectors::close);
        server = Optional.empty();
        connectors = Optional.empty();
    }

    private void start(String yaml) throws IOException {
        Path file = write(yaml);
        var center = new Connectors.Center(TELEMETRY::ingest, TELEMETRY.sources(), STATIONS);
        var started = Connectors.start(new Connectors.Wanted(file, List.of()), center, CLOCK, new Random(5));
        connectors = Optional.of(started);
        var dispatcher = new Dispatcher(
                started.routes(),
                ConnectorsTest::caller,
                STATIONS,
                Dispatcher.Filter.none(),
                Optional.empty(),
                List.of());
        server = Optional.of(HttpServer.start(HttpConfig.local(0), dispatcher, List.of()));
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("agents.yml"), yaml);
    }

    /// A credential is the role.
    private static Caller caller(String credential) {
        Role role = Role.valueOf(credential);
        return new Caller.User(new UUID(0, 1), credential, false, Map.of("ops", role), new UUID(0, 2), Instant.MAX);
    }

    private Api as(Role role) {
        return Api.at(server.orElseThrow().address()).with(role.name());
    }

    private JsonNode source(String slug) {
        return as(Role.VIEWER).get("/telemetry/sources/" + slug).body();
    }

    private void untilState(String slug, String state) {
        Eventually.holds(
                slug + " " + state, () -> source(slug).path("state").asText().equals(state));
    }

    /// Stored since the test began.
    private int events() {
        return count() - before;
    }

    private static int count() {
        return DATABASES.stations().getFirst().jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT count(*) FROM event")
                .mapTo(Integer.class)
                .one());
    }

    private String roof(Peer at) {
        return "  roof: {type: adsb, name: Roof, tcp_url: \"tcp://127.0.0.1:%d\"}%n".formatted(at.port());
    }

    @Test
    void aSourceOfTheFileBringsFactsIntoTheDatabase() throws IOException, InterruptedException {
        start("sources:\n" + roof(peer));

        Peer.send(peer.connection(), Bench.sbs(1) + Bench.sbs(2));

        Eventually.holds("stored", () -> events() == 2);
        JsonNode shown = source("roof");
        assertThat(shown.path("origin").asText()).isEqualTo("file");
        assertThat(shown.path("state").asText()).isEqualTo("online");
        assertThat(shown.path("mode").asText()).isEqualTo("online");
        assertThat(shown.path("counters").path("stored").asInt()).isEqualTo(2);
        assertThat(shown.has("recent")).as("what came is for operators").isFalse();
        assertThat(as(Role.OPERATOR).get("/telemetry/sources/roof").body().path("recent"))
                .hasSize(2);
        assertThat(shown.path("last_ingested_at").asText()).isNotEmpty();
    }

    @Test
    void aChangedFileStartsStopsAndRestartsOnlyWhatChanged() throws IOException, InterruptedException {
        start("sources:\n" + roof(peer)
                + "  gone: {type: ais, tcp_url: \"tcp://127.0.0.1:%d\"}\n".formatted(other.port()));
        Socket kept = peer.connection();
        Socket gone = other.connection();

        write("sources:\n" + roof(peer)
                + "  fresh: {type: aprs, callsign: N0CALL, igate_url: \"tcp://127.0.0.1:%d\"}\n"
                        .formatted(other.port()));

        Socket _ = other.connection();
        assertThat(gone.getInputStream().read()).isEqualTo(-1);
        untilState("gone", "disabled");
        untilState("fresh", "online");
        Peer.send(kept, Bench.sbs(7));
        Eventually.holds("stored", () -> events() == 1);
        assertThat(source("roof").path("counters").path("connects").asInt()).isEqualTo(1);

        write("sources:\n" + roof(other));
        Peer.send(other.connection(), Bench.sbs(8));
        Eventually.holds("stored", () -> events() == 2);
    }

    @Test
    void aBrokenEditKeepsWhatRunsAndShowsWhatIsWrong() throws IOException, InterruptedException {
        start("sources:\n" + roof(peer));
        Socket kept = peer.connection();

        write("sources:\n  roof: {type: adsb, tpc_url: \"tcp://h:1\"}\n");
        Eventually.holds("problems", () -> !list().path("settings_problems").isEmpty());

        JsonNode problem = list().path("settings_problems").get(1);
        assertThat(problem.path("line").asInt()).isEqualTo(2);
        assertThat(problem.path("message").asText()).contains("did you mean tcp_url?");
        assertThat(source("roof").path("detail").asText()).contains("the settings before it are in force");
        Peer.send(kept, Bench.sbs(1));
        Eventually.holds("stored", () -> events() == 1);

        write("sources:\n" + roof(peer));
        Eventually.holds("no problems", () -> list().path("settings_problems").isEmpty());
        assertThat(source("roof").path("counters").path("connects").asInt()).isEqualTo(1);
    }

    private JsonNode list() {
        return as(Role.VIEWER).get("/telemetry/sources").body();
    }

    @Test
    void aFileThatIsReadAgainAfterARestartStoresNothingTwice() throws IOException {
        Path log = folder.resolve("today.sbs");
        Files.writeString(log, Bench.sbs(1) + Bench.sbs(2) + Bench.sbs(3));
        String yaml = "sources:\n  log: {type: adsb, mode: offline, log_path: today.sbs}\n";
        start(yaml);
        Eventually.holds("stored", () -> events() == 3);
        stop();
        Files.writeString(log, Bench.sbs(4), StandardOpenOption.APPEND);

        start(yaml);

        Eventually.holds("stored", () -> events() == 4);
        assertThat(source("log").path("counters").path("duplicates").asInt()).isEqualTo(3);
    }

    @Test
    void aSourceMadeByARequestRunsAndHidesItsSecrets() throws IOException, InterruptedException {
        start("");
        String body = """
                {"name": "Region", "type": "aprs", "settings": {"igate_url": "tcp://127.0.0.1:%d",
                 "callsign": "N0CALL", "passcode": 13023}}""".formatted(peer.port());

        Api.Reply made = as(Role.OPERATOR).post("/telemetry/sources", body);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains("/api/v1/telemetry/sources/region?station=ops");
        assertThat(made.at("/settings/passcode")).isEqualTo("********");
        assertThat(made.at("/state")).isIn("waiting", "connecting", "online");
        byte[] login = peer.connection().getInputStream().readNBytes(22);
        assertThat(new String(login, StandardCharsets.US_ASCII)).isEqualTo("user N0CALL pass 13023");
        assertThat(as(Role.OPERATOR).post("/telemetry/sources", body).status()).isEqualTo(409);

        String kept =
                "{\"settings\": {\"igate_url\": \"tcp://127.0.0.1:%d\", \"callsign\": \"N0CALL\", \"passcode\": \"********\"}}"
                        .formatted(other.port());
        assertThat(as(Role.OPERATOR).patch("/telemetry/sources/region", kept).status())
                .isEqualTo(200);
        byte[] again = other.connection().getInputStream().readNBytes(22);
        assertThat(new String(again, StandardCharsets.US_ASCII)).isEqualTo("user N0CALL pass 13023");

        assertThat(as(Role.OPERATOR).delete("/telemetry/sources/region").status())
                .isEqualTo(204);
        assertThat(as(Role.VIEWER).get("/telemetry/sources/region").status()).isEqualTo(404);
        assertThat(AUDIT.verify()).allMatch(ChainCheck::whole);
    }

    @Test
    void everyWrongFieldOfARequestIsNamed() throws IOException {
        start("");

        Api.Reply wrong = as(Role.OPERATOR).post("/telemetry/sources", """
                {"slug": "Bad Slug", "name": "x", "type": "ais",
                 "settings": {"tcp_url": "nowhere", "udp_prot": 1, "mode": "offline", "capture_path": "/etc/passwd"}}""");

        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body().path("errors"))
                .extracting(error -> error.path("field").asText())
                .containsExactlyInAnyOrder("slug", "settings.tcp_url", "settings.udp_prot", "settings.mode");
        assertThat(as(Role.OPERATOR)
                        .post("/telemetry/sources", "{\"type\":\"external\"}")
                        .status())
                .isEqualTo(422);
        assertThat(as(Role.OPERATOR)
                        .post("/telemetry/sources", "{\"name\":\"x\",\"colour\":1}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void onlyOperatorsChangeSourcesAndTheFilesOwnAreChangedInTheFile() throws IOException, InterruptedException {
        start("sources:\n" + roof(peer) + "  mine: {type: external, enabled: false}\n");
        Socket _ = peer.connection();

        assertThat(as(Role.VIEWER)
                        .post("/telemetry/sources", "{\"name\":\"x\"}")
                        .status())
                .isEqualTo(403);
        assertThat(as(Role.VIEWER).post("/telemetry/sources/roof/run", "{}").status())
                .isEqualTo(403);
        Api.Reply refused = as(Role.OPERATOR).patch("/telemetry/sources/roof", "{\"enabled\":false}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.at("/detail")).contains("agents.yml");
        assertThat(as(Role.OPERATOR).delete("/telemetry/sources/roof").status()).isEqualTo(409);
        assertThat(as(Role.OPERATOR).post("/telemetry/sources/roof/run", "{}").status())
                .isEqualTo(202);
        assertThat(as(Role.OPERATOR).post("/telemetry/sources/mine/run", "{}").status())
                .isEqualTo(409);
        assertThat(source("mine").path("state").asText()).isEqualTo("disabled");
    }

    @Test
    void aSecondStartWithTheSameFileChangesNothing() throws IOException {
        String yaml = "sources:\n  quiet: {type: ais, udp_port: 1, enabled: false}\n";
        start(yaml);
        long rows = AUDIT.verify().stream().mapToLong(ChainCheck::rows).sum();
        stop();

        try (var again = telemetry();
                var second = Connectors.start(
                        new Connectors.Wanted(folder.resolve("agents.yml"), List.of()),
                        new Connectors.Center(again::ingest, again.sources(), STATIONS),
                        CLOCK,
                        new Random(5))) {
            assertThat(second.states()).isEmpty();
        }

        assertThat(AUDIT.verify().stream().mapToLong(ChainCheck::rows).sum()).isEqualTo(rows);
    }

    @Test
    void theListIsPagedAndFiltered() throws IOException {
        start(
                "sources:\n  a: {type: external}\n  b: {type: external}\n  c: {type: ais, udp_port: 1, enabled: false}\n");
        Api viewer = as(Role.VIEWER);

        Api.Reply first = viewer.get("/telemetry/sources?limit=2");
        Api.Reply second = viewer.get("/telemetry/sources?limit=2&cursor=" + first.at("/next"));

        assertThat(first.body().path("items"))
                .extracting(item -> item.path("slug").asText())
                .containsExactly("a", "b");
        assertThat(second.body().path("items"))
                .extracting(item -> item.path("slug").asText())
                .containsExactly("c");
        assertThat(second.body().path("next").isNull()).isTrue();
        assertThat(viewer.get("/telemetry/sources?type=ais").body().path("items"))
                .hasSize(1);
        assertThat(viewer.get("/telemetry/sources?cursor=%21").status()).isEqualTo(422);
    }

    @Test
    void closingStoresWhatWasReadAndLeavesTheSourcesAsTheyAre() throws IOException, InterruptedException {
        start("sources:\n" + roof(peer));
        Peer.send(peer.connection(), Bench.sbs(1));
        untilState("roof", "online");

        stop();

        assertThat(events()).isEqualTo(1);
        assertThat(TELEMETRY.sources().find("ops", "roof").orElseThrow().enabled())
                .isTrue();
    }
}
