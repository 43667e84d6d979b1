package org.vtoc.server.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vtoc.server.connector.settings.SourceSettings;
import org.vtoc.server.testing.Eventually;

@Timeout(60)
class StreamTest {
    private static final String LOGIN = "user N0CALL pass -1 vers vTOC 0.1 filter r/55/12/100\r\n";

    private final Bench bench = new Bench();
    private final Peer peer = new Peer();

    @AfterEach
    void close() throws InterruptedException {
        bench.close();
        peer.close();
    }

    private SourceSettings adsb() {
        return Bench.settings("adsb", Map.of("tcp_url", "tcp://127.0.0.1:" + peer.port(), "idle_timeout", "5s"));
    }

    private void untilStored(int count) {
        Eventually.holds(count + " facts", () -> bench.intake.count() == count);
    }

    @Test
    void linesOfAStreamBecomeFactsWithAKeyAndTheirText() throws IOException, InterruptedException {
        Runner runner = bench.run(adsb());
        Socket socket = peer.connection();

        Peer.send(socket, Bench.sbs(1) + Bench.sbs(2).substring(0, 20));
        untilStored(1);
        Peer.send(socket, Bench.sbs(2).substring(20));
        untilStored(2);

        var facts = bench.intake.facts();
        assertThat(facts)
                .extracting(fact -> fact.observation().trackId())
                .containsExactly("icao:100001", "icao:100002");
        assertThat(facts.getFirst().raw()).contains(Bench.sbs(1).strip());
        assertThat(facts.getFirst().eventKey()).isNotEqualTo(facts.getLast().eventKey());
        assertThat(runner.view().state()).isEqualTo(State.ONLINE);
        assertThat(runner.view().counters().stored()).isEqualTo(2);
        assertThat(runner.view().recent()).extracting(Health.Recent::verdict).containsExactly("fact", "fact");
    }

    @Test
    void framesOfHexadecimalDigitsAreTakenForWhatTheyAre() throws IOException, InterruptedException {
        bench.run(adsb());
        Socket socket = peer.connection();

        Peer.send(socket, "\n*8d4840d6202cc371");
        Peer.send(socket, "c32ce0576098;\n");
        untilStored(1);

        var fact = bench.intake.facts().getFirst();
        assertThat(fact.observation().trackId()).isEqualTo("icao:4840d6");
        assertThat(fact.observation().fields()).containsEntry("callsign", "KLM1023");
        assertThat(fact.raw()).contains("*8d4840d6202cc371c32ce0576098;");
    }

    @Test
    void binaryFramesAreTakenForWhatTheyAreAndGoOnAfterAFault() throws IOException, InterruptedException {
        Runner runner = bench.run(adsb());
        Socket socket = peer.connection();
        String even = "\u001a3\0\0\0\0\0\1@" + latin1("8d40621d58c382d690c8ac2863a7");
        String odd = "\u001a3\0\0\0\0\0\2@" + latin1("8d40621d58c386435cc412692ad6");

        Peer.send(socket, even.substring(0, 10) + even + odd);
        untilStored(2);

        var fact = bench.intake.facts().getLast();
        assertThat(fact.observation().latitude()).isCloseTo(52.2658, Offset.offset(1e-4));
        assertThat(fact.raw()).contains("8d40621d58c386435cc412692ad6");
        assertThat(runner.view().counters().malformed()).containsEntry("frame cut off", 1L);
    }

    @Test
    void theSchemeOfAnAddressNamesWhatIsSpokenThere() throws IOException, InterruptedException {
        Runner runner = bench.run(Bench.settings("adsb", Map.of("tcp_url", "beast://127.0.0.1:" + peer.port())));
        Socket socket = peer.connection();

        Peer.send(socket, "rest of a frame" + "\u001a2\0\0\0\0\0\1@" + latin1("5da039b46d7d81"));
        untilStored(1);

        assertThat(runner.view().counters().malformed()).containsEntry("no frame", 1L);
    }

    @Test
    void gpsdIsAskedToReportAndItsReportsAreFactsOfTheSource() throws IOException, InterruptedException {
        bench.run(Bench.settings("gps", Map.of("tcp_url", "gpsd://127.0.0.1:" + peer.port())));
        Socket socket = peer.connection();
        String question = "?WATCH={\"enable\":true,\"json\":true};\r\n";
        byte[] asked = socket.getInputStream().readNBytes(question.length());

        Peer.send(socket, "{\"class\":\"VERSION\"}\r\n{\"class\":\"TPV\",\"mode\":3,\"lat\":46.5,\"lon\":7.5}\r\n");
        untilStored(1);

        assertThat(new String(asked, StandardCharsets.US_ASCII)).isEqualTo(question);
        assertThat(bench.intake.facts().getFirst().observation().trackId()).isEqualTo("gps:bench");
    }

    @Test
    void sentencesOfAReceiverAreFactsOfTheSource() throws IOException, InterruptedException {
        bench.run(Bench.settings("gps", Map.of("tcp_url", "tcp://127.0.0.1:" + peer.port())));

        Peer.send(peer.connection(), "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47\r\n");
        untilStored(1);

        assertThat(bench.intake.facts().getFirst().observation().altitude()).isEqualTo(545.4);
    }

    private static String latin1(String digits) {
        return new String(HexFormat.of().parseHex(digits), StandardCharsets.ISO_8859_1);
    }

    @Test
    void garbageIsCountedByReasonAndTheConnectionGoesOn() throws IOException, InterruptedException {
        Runner runner = bench.run(adsb());
        Socket socket = peer.connection();

        Peer.send(socket, "\0\1\2garbage\nMSG,3,short\n" + "x".repeat(100_000) + "\n" + Bench.sbs(1));
        untilStored(1);

        Counters counters = runner.view().counters();
        assertThat(counters.malformed())
                .containsEntry("not a BaseStation line", 1L)
                .containsEntry("fewer than 22 fields", 1L)
                .containsEntry("line longer than 4096 bytes", 1L);
        assertThat(counters.messages()).isEqualTo(4);
        assertThat(counters.connects()).isEqualTo(1);
        assertThat(runner.view().recent()).hasSize(4);
    }

    @Test
    void aPeerThatClosesInTheMiddleOfALineIsConnectedToAgain() throws IOException, InterruptedException {
        Runner runner = bench.run(adsb());
        Socket first = peer.connection();
        Peer.send(first, Bench.sbs(1) + "MSG,3,1,1,10");
        untilStored(1);
        first.close();

        Socket second = peer.connection();
        Peer.send(second, Bench.sbs(2));
        untilStored(2);

        assertThat(runner.view().counters().malformed()).containsEntry("fewer than 22 fields", 1L);
        assertThat(runner.view().counters().connects()).isEqualTo(2);
        assertThat(runner.view().lastError().orElseThrow()).contains("closed the connection");
    }

    @Test
    void aPeerThatHangsIsNoticed() throws InterruptedException {
        Runner runner = bench.run(adsb());
        Socket hanging = peer.connection();

        Socket again = peer.connection();

        assertThat(again).isNotSameAs(hanging);
        assertThat(runner.view().lastError().orElseThrow())
                .contains("nothing came from tcp://127.0.0.1")
                .contains("5 s");
    }

    @Test
    void aConnectionWithoutBytesForAMinuteIsShownAsSilent() throws InterruptedException {
        Runner runner = bench.run(adsb());
        Socket _ = peer.connection();
        Eventually.holds("online", () -> runner.view().state() == State.ONLINE);

        bench.clock.advance(Duration.ofSeconds(61));

        assertThat(runner.view().state()).isEqualTo(State.SILENT);
        assertThat(runner.view().detail()).contains("nothing has come for 61 s");
    }

    @Test
    void aPeerThatRefusesIsTriedAgainWithGrowingPauses() {
        SourceSettings settings = adsb();
        peer.close();

        Runner runner = bench.run(settings);
        Eventually.holds("ten tries", () -> bench.pauses.size() >= 10);

        assertThat(runner.view().state()).isIn(State.BACKOFF, State.CONNECTING);
        assertThat(runner.view().lastError().orElseThrow()).contains("refuses the connection");
        assertThat(bench.pauses.getFirst()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(bench.pauses.get(3)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
        assertThat(bench.pauses.get(9)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    @Test
    void whileTheCenterIsFullThePeerIsHeldBackAndNothingIsLost() throws IOException, InterruptedException {
        bench.intake.full(true);
        Runner runner = bench.run(adsb());
        Socket socket = peer.connection();
        int flood = 200_000;
        var sent = new AtomicInteger();
        Thread sender = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < flood; i++) {
                    Peer.send(socket, Bench.sbs(i));
                    sent.incrementAndGet();
                }
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        });
        Eventually.holds("refusals", () -> bench.intake.refusals.get() > 20);
        long held = runner.view().counters().bytes();

        assertThat(runner.view().state()).isEqualTo(State.WAITING);
        assertThat(runner.view().detail()).contains("reading is held up").contains("The queue is full.");
        assertThat(sent.get()).isLessThan(flood);
        Eventually.holds("more refusals", () -> bench.intake.refusals.get() > 40);
        assertThat(runner.view().counters().bytes()).isEqualTo(held).isLessThan(200_000);

        bench.intake.full(false);
        untilStored(flood);
        sender.join();
        assertThat(runner.view().counters().duplicates()).isZero();
    }

    @Test
    void whatWasReadIsStoredWhenASourceIsStopped() throws IOException, InterruptedException {
        bench.intake.full(true);
        Runner runner = bench.run(adsb());
        Peer.send(peer.connection(), Bench.sbs(1) + Bench.sbs(2));
        Eventually.holds("refused", () -> bench.intake.refusals.get() > 0);
        bench.intake.full(false);

        Bench.stop(runner);

        assertThat(bench.intake.count()).isEqualTo(2);
        assertThat(runner.view().state()).isEqualTo(State.OFFLINE);
    }

    @Test
    void anAprsServerGetsTheLoginLineAndNothingElse() throws IOException, InterruptedException {
        Map<String, Object> own =
                Map.of("igate_url", "tcp://127.0.0.1:" + peer.port(), "callsign", "n0call", "filter", "r/55/12/100");
        Runner runner = bench.run(Bench.settings("aprs", own));
        Socket socket = peer.connection();
        byte[] login = socket.getInputStream().readNBytes(LOGIN.length());

        Peer.send(socket, "# logresp N0CALL unverified\r\nDEMOA-9>APZDMO,TCPIP*:!5541.40N/01232.40E>090/027\r\n");
        untilStored(1);
        Bench.stop(runner);

        assertThat(new String(login, StandardCharsets.US_ASCII)).isEqualTo(LOGIN);
        assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        assertThat(bench.intake.facts().getFirst().observation().trackId()).isEqualTo("aprs:DEMOA-9");
    }

    @Test
    void datagramsBecomeFactsWhetherOrNotTheyEndTheirLine() throws IOException {
        int port;
        try (var free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Runner runner = bench.run(Bench.settings("ais", Map.of("udp_port", port)));
        Eventually.holds("listening", () -> runner.view().state() == State.ONLINE);

        try (var socket = new DatagramSocket()) {
            for (String sentence : new String[] {
                "!AIVDM,1,1,,B,23HW;qwP1@06TolL7;8LBgv00h02,0*7B", "!AIVDM,1,1,,A,23I?9QP014P6ao8L6i4lq3un0D0=,0*67\r\n"
            }) {
                byte[] bytes = sentence.getBytes(StandardCharsets.US_ASCII);
                socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
            }
        }

        untilStored(2);
    }
}
