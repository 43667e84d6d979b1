package org.vtoc.server.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vtoc.server.testing.Eventually;

@Timeout(60)
class DocumentTest {
    private final Bench bench = new Bench();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final HttpServer server;

    DocumentTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void serve() {
        server.createContext("/aircraft.json", exchange -> {
            int read = reads.incrementAndGet();
            seen.add(exchange.getRequestURI().getQuery() + " "
                    + exchange.getRequestHeaders().getFirst("X-Key") + " "
                    + exchange.getRequestHeaders().getFirst("If-None-Match"));
            exchange.getResponseHeaders().set("ETag", "\"v" + read + "\"");
            // The first aircraft is heard again each time, the second never again.
            answer(
                    exchange,
                    200,
                    "{\"now\":%d,\"aircraft\":[{\"hex\":\"4ca2b6\",\"seen\":0},{\"hex\":\"400b83\",\"seen\":%d}]}"
                            .formatted(1_785_349_721 + read, read));
        });
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/aircraft.json");
            answer(exchange, 302, "");
        });
        server.createContext("/away", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://example.invalid/aircraft.json");
            answer(exchange, 302, "");
        });
        server.createContext("/huge", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = new byte[1 << 20];
            try (exchange) {
                for (int i = 0; i < 64; i++) {
                    exchange.getResponseBody().write(piece);
                }
            }
        });
        server.start();
    }

    @AfterEach
    void close() throws InterruptedException {
        bench.close();
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Runner run(String path, Map<String, Object> more) {
        var own = new java.util.HashMap<>(more);
        own.put("api_url", "http://127.0.0.1:" + server.getAddress().getPort() + path);
        return bench.run(Bench.settings("adsb", own));
    }

    @Test
    void aDocumentIsFetchedAgainAndAgainAndGivesOnlyWhatIsNew() {
        Runner runner = run("/aircraft.json", Map.of("headers", Map.of("X-Key", "k"), "params", Map.of("a", 1)));

        Eventually.holds("readings", () -> reads.get() >= 5);
        Eventually.holds("facts", () -> bench.intake.count() >= 5);

        assertThat(seen.get(0)).isEqualTo("a=1 k null");
        assertThat(seen.get(1)).isEqualTo("a=1 k \"v1\"");
        assertThat(bench.intake.facts().stream()
                        .filter(fact -> fact.observation().trackId().equals("icao:400b83")))
                .hasSize(1);
        assertThat(runner.view().counters().ignored()).isPositive();
    }

    @Test
    void theLagIsTheAgeOfTheNewestThatADocumentTells() {
        long written = bench.clock.instant().getEpochSecond() - 4;
        server.createContext("/tail.json", exchange -> answer(exchange, 200, """
                {"now":%d,"aircraft":[{"hex":"4ca2b6","seen":1},{"hex":"400b83","seen":39}]}""".formatted(written)));

        Runner runner = run("/tail.json", Map.of("schedule", "now"));

        Eventually.holds("read", () -> runner.view().counters().facts() == 2);
        assertThat(runner.view().counters().lagSeconds()).contains(5.0);
    }

    @Test
    void aRedirectWithinTheHostIsFollowed() {
        run("/moved", Map.of("schedule", "now"));

        Eventually.holds("facts", () -> bench.intake.count() == 2);
    }

    @Test
    void readingOnceEndsIdleUntilSomebodyAsks() {
        Runner runner = run("/aircraft.json", Map.of("schedule", "now"));
        Eventually.holds("idle", () -> runner.view().state() == State.IDLE);
        assertThat(reads.get()).isEqualTo(1);

        runner.runNow();

        Eventually.holds("another", () -> reads.get() == 2);
    }

    @Test
    void whatCantBeReadIsSaidInPlainWords() {
        Runner away = run("/away", Map.of());
        Runner huge = run("/huge", Map.of());
        Runner absent = run("/absent", Map.of());

        Eventually.holds(
                "errors",
                () -> away.view().lastError().isPresent()
                        && huge.view().lastError().isPresent()
                        && absent.view().lastError().isPresent());

        assertThat(away.view().lastError().orElseThrow()).contains("redirects to another host, example.invalid");
        assertThat(huge.view().lastError().orElseThrow()).contains("sent more than 16 MiB");
        assertThat(absent.view().lastError().orElseThrow()).contains("answered 404");
        assertThat(bench.intake.count()).isZero();
    }
}
