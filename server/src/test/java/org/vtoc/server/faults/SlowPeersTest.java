package org.vtoc.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.vtoc.server.ServerConfig;
import org.vtoc.server.Wiring;
import org.vtoc.server.platform.db.DataFolder;
import org.vtoc.server.platform.db.StationSpec;
import org.vtoc.server.platform.http.HttpConfig;
import org.vtoc.server.playbook.PlaybookConfig;
import org.vtoc.server.telemetry.TelemetryConfig;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.Eventually;
import org.vtoc.server.testing.TestCenter;
import org.vtoc.server.testing.TestPostgres;

/// Peers that send nothing, half of something, or a byte now and then, against a center with a short idle limit.
class SlowPeersTest {
    private static final int IDLE_SOCKETS = 2_000;
    private static final DataFolder FOLDER = DataFolder.open(TestPostgres.newFolder("slow-peers"));
    private static final Wiring CENTER = Wiring.start(
            new ServerConfig(
                    new HttpConfig("127.0.0.1", 0, Optional.empty(), List.of(), 16_384, Duration.ofSeconds(2)),
                    FOLDER.path(),
                    Optional.empty(),
                    Optional.empty(),
                    StationSpec.list("ops"),
                    "admin",
                    Optional.of(TestCenter.PASSWORD),
                    Path.of("no-such-file.yml"),
                    PlaybookConfig.of(Path.of("no-such-file.yml")),
                    Optional.empty(),
                    TelemetryConfig.defaults(),
                    false),
            FOLDER,
            InstantSource.system());
    private static final String TOKEN = Api.at(CENTER.server().address())
            .post("/auth/login", "{\"username\":\"admin\",\"password\":\"%s\"}".formatted(TestCenter.PASSWORD))
            .at("/access_token");

    @AfterAll
    static void close() {
        CENTER.close();
        FOLDER.close();
    }

    private static Wire wire() throws IOException {
        return Wire.to(CENTER.server().address());
    }

    private static String events(int length) {
        return Wire.head("POST /api/v1/telemetry/events HTTP/1.1\nContent-Type: application/json\n"
                + "Authorization: Bearer " + TOKEN + "\nContent-Length: " + length);
    }

    private static void othersAreServed() throws IOException {
        try (Wire other = wire()) {
            assertThat(other.send(events(2)).send("[]").reply().status()).isEqualTo(200);
        }
    }

    @Test
    void thousandsOfIdleSocketsDisturbNobodyAndAreClosed() throws IOException {
        var idle = new ArrayList<Wire>();
        try {
            for (int i = 0; i < IDLE_SOCKETS; i++) {
                idle.add(wire());
            }
            othersAreServed();

            assertThat(idle).allMatch(Wire::isEnded);
        } finally {
            idle.forEach(Wire::close);
        }
    }

    @Test
    void halfSentRequestsAreGivenUp() throws IOException {
        String whole = events(100);
        var halves = new ArrayList<Wire>();
        try {
            for (String half : List.of(
                    "P",
                    "POST /api/v1/telem",
                    whole.substring(0, whole.length() / 2),
                    whole.substring(0, whole.length() - 2),
                    whole,
                    whole + "[{\"track_id\":",
                    events(2).replace("Content-Length: 2", "Transfer-Encoding: chunked") + "5\r\n[",
                    "GET /api/v1/ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n")) {
                halves.add(wire().send(half));
            }
            othersAreServed();

            for (Wire half : halves) {
                // Some are told that it was too little; none is kept.
                if (half.reply().status() != 0) {
                    assertThat(half.isEnded()).isTrue();
                }
            }
        } finally {
            halves.forEach(Wire::close);
        }
    }

    @Test
    void whoDoesNotTakeTheAnswersIsCutOff() throws IOException {
        try (Wire stopped = wire()) {
            // More requests than the buffers of both sides take answers to: it ends when the center hangs up.
            stopped.send(Wire.head("GET /healthz HTTP/1.1").repeat(300_000));
            Eventually.holds("the connection is ended", () -> !stopped.takes("\r\n"));
        }
        othersAreServed();
    }

    @Test
    void aRefusalReachesWhoSendsALargeBodyToItsEndFirst() throws IOException {
        byte[] megabyte = new byte[1_000_000];
        for (String framing : List.of("Content-Length: 100000000", "Transfer-Encoding: chunked")) {
            try (Wire sender = wire()) {
                sender.send(events(2).replace("Content-Length: 2", framing + "\r\nConnection: close"));
                for (int i = 0; i < 100; i++) {
                    if (framing.startsWith("T")) {
                        sender.send("F4240\r\n").send(megabyte).send("\r\n");
                    } else {
                        sender.send(megabyte);
                    }
                }

                assertThat(sender.reply().status()).isEqualTo(413);
                assertThat(sender.isEnded()).isTrue();
            }
        }
    }

    @Test
    void aRequestThatComesByteByByteDoesNotHoldItsConnectionForEver() throws IOException {
        try (Wire head = wire();
                Wire body = wire()) {
            body.send(events(1_000_000));
            int sent = 0;
            // Each byte comes well within the idle limit.
            while (!(head.isEndedWithin(Duration.ofMillis(250)) && body.isEndedWithin(Duration.ofMillis(250)))) {
                head.send("x");
                body.send(" ");
                sent++;
                assertThat(sent).isLessThan(200);
            }
            assertThat(sent).isGreaterThan(1);
        }
        othersAreServed();
    }
}
