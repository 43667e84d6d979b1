package org.vtoc.server.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.vtoc.server.platform.security.Seal;
import org.vtoc.server.telemetry.Telemetry;
import org.vtoc.server.telemetry.TelemetryConfig;
import org.vtoc.server.testing.Eventually;
import org.vtoc.server.testing.TestCenter;

@Timeout(120)
class OutpostTest {
    private static final TestCenter CENTER = TestCenter.start("outpost", center -> {
        Telemetry telemetry = Telemetry.start(
                TelemetryConfig.defaults(),
                center.databases.stations(),
                center.audit,
                new Seal(new byte[32]),
                InstantSource.system(),
                new Random(1));
        return new TestCenter.Feature(telemetry.routes(), List.of(), List.of(telemetry));
    });
    private static final String NOWHERE = "http://127.0.0.1:9";
    private static final long PLENTY = 1 << 20;

    private final Peer peer = new Peer();

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void closePeer() {
        peer.close();
    }

    @AfterAll
    static void close() {
        CENTER.close();
    }

    private static String key() {
        return CENTER.admin()
                .post("/api-keys", "{\"name\":\"feed\",\"scopes\":[\"ingest\",\"station:ops\"]}")
                .at("/key");
    }

    private Outpost outpost(String slug, String center, Path buffer, long most) throws IOException {
        var settings = Bench.settings(
                "aprs", slug, Map.of("igate_url", "tcp://127.0.0.1:" + peer.port(), "callsign", "N0CALL"));
        var delivery = new Outpost.Delivery(URI.create(center), key(), "ops", buffer, most);
        return Outpost.start(List.of(settings), delivery, InstantSource.system(), new Random(5));
    }

    private static String packet(int number) {
        return "DEMO-%d>APZDMO,TCPIP*:!5541.40N/01232.40E>090/027 number %d\r\n".formatted(number % 10, number);
    }

    private static List<String> stored(String slug) {
        JsonNode items = CENTER.admin()
                .get("/telemetry/events?station=ops&limit=1000&source=" + slug)
                .body()
                .path("items");
        var raw = new ArrayList<String>();
        items.forEach(item -> raw.addFirst(item.path("raw_data").asText()));
        return raw;
    }

    @Test
    void factsGoToTheCenterWithTheirOwnValues() throws IOException, InterruptedException {
        try (Outpost outpost = outpost("direct", CENTER.address(), folder, PLENTY)) {
            Peer.send(peer.connection(), packet(1) + packet(2));
            Eventually.holds("delivered", () -> outpost.counts().delivered() == 2);
        }

        JsonNode event = CENTER.admin()
                .get("/telemetry/events?station=ops&source=direct")
                .body()
                .at("/items/0");
        assertThat(event.path("track_id").asText()).isEqualTo("aprs:DEMO-2");
        assertThat(event.path("course").asDouble()).isEqualTo(90);
        assertThat(event.at("/payload/comment").asText()).isEqualTo("number 2");
    }

    @Test
    void whatCameWhileTheCenterWasAwayFollowsInOrderAndOnce() throws IOException, InterruptedException {
        Path copy = folder.resolve("copy");
        Path buffer = folder.resolve("buffer");
        try (Outpost away = outpost("away", NOWHERE, buffer, PLENTY)) {
            Socket socket = peer.connection();
            for (int i = 0; i < 3; i++) {
                Peer.send(socket, packet(i));
                int expected = i + 1;
                Eventually.holds("on disk", () -> away.counts().waiting() == expected);
            }
        }
        Files.createDirectory(copy);
        try (Stream<Path> files = Files.list(buffer)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }

        try (Outpost back = outpost("away", CENTER.address(), buffer, PLENTY)) {
            Eventually.holds("delivered", () -> back.counts().delivered() == 3);
            assertThat(back.counts().waiting()).isZero();
        }
        try (Outpost again = outpost("away", CENTER.address(), copy, PLENTY)) {
            Eventually.holds("sent again", () -> again.counts().waiting() == 0);
        }

        assertThat(stored("away"))
                .containsExactly(packet(0).strip(), packet(1).strip(), packet(2).strip());
    }

    @Test
    void aKilledFeedLosesNothingThatItTook() throws IOException, InterruptedException {
        Path buffer = folder.resolve("buffer");
        Path config = Files.writeString(
                folder.resolve("agents.yml"),
                "sources: {killed: {type: aprs, igate_url: \"tcp://127.0.0.1:%d\", callsign: N0CALL}}"
                        .formatted(peer.port()));
        Process feed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.vtoc.server.Main",
                        "feed",
                        "--url",
                        NOWHERE,
                        "--api-key",
                        "vtoc_none",
                        "--config",
                        config.toString(),
                        "--buffer",
                        buffer.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            var sent = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                sent.append(packet(i));
            }
            Peer.send(peer.connection(), sent.toString());
            Eventually.holds("on disk", () -> facts(buffer) == 200);
        } finally {
            feed.destroyForcibly();
            assertThat(feed.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }

        try (Outpost back = outpost("killed", CENTER.address(), buffer, PLENTY)) {
            Eventually.holds("delivered", () -> back.counts().delivered() == 200);
            assertThat(back.counts().repeated()).isZero();
        }
        assertThat(stored("killed"))
                .hasSize(200)
                .startsWith(packet(0).strip())
                .endsWith(packet(199).strip());
    }

    private static long facts(Path buffer) {
        try (Stream<Path> files = Files.list(buffer)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".ndjson"))
                    .mapToLong(name -> Long.parseLong(name.substring(20, name.indexOf('.'))))
                    .sum();
        } catch (IOException _) {
            return 0;
        }
    }

    @Test
    void aFullBufferDropsTheOldestAndSaysHowMany() throws IOException, InterruptedException {
        Path buffer = folder.resolve("buffer");
        try (Outpost away = outpost("full", NOWHERE, buffer, 1000)) {
            Socket socket = peer.connection();
            for (int i = 0; i < 6; i++) {
                Peer.send(socket, packet(i));
                int expected = i + 1;
                Eventually.holds(
                        "taken", () -> away.counts().waiting() + away.counts().dropped() == expected);
            }

            assertThat(away.counts().dropped()).isPositive();
            assertThat(away.counts().waiting()).isPositive();
        }

        try (Outpost back = outpost("full", CENTER.address(), buffer, PLENTY)) {
            Eventually.holds("delivered", () -> back.counts().waiting() == 0);
        }
        assertThat(stored("full"))
                .endsWith(packet(5).strip())
                .doesNotContain(packet(0).strip());
    }

    @Test
    void twoFeedsDoNotShareABuffer() throws IOException {
        try (Outpost _ = outpost("one", NOWHERE, folder, PLENTY)) {
            assertThatThrownBy(() -> outpost("two", NOWHERE, folder, PLENTY))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use by another feed");
        }
    }
}
