package org.vtoc.server.connector.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vtoc.decode.Decoder;
import org.vtoc.decode.Observation;
import org.vtoc.decode.Sink;
import org.vtoc.decode.adsb.AircraftJsonDecoder;
import org.vtoc.decode.adsb.SbsDecoder;
import org.vtoc.decode.ais.AisDecoder;
import org.vtoc.decode.aprs.AprsDecoder;
import org.vtoc.server.connector.settings.Input;
import org.vtoc.server.connector.settings.SourceSettings;
import org.vtoc.server.testing.TestClock;

@Timeout(60)
class DemoTest {
    private static final Instant BEGAN = Instant.parse("2026-11-20T20:00:00Z");

    /// Time that passes as soon as somebody waits for it.
    private static final class Leaping implements Pace {
        private Instant now = BEGAN;

        @Override
        public synchronized Instant now() {
            return now;
        }

        @Override
        public synchronized void await(Instant time) {
            now = time.isAfter(now) ? time : now;
        }
    }

    private static final class Heard implements Sink {
        final List<Observation> facts = new ArrayList<>();
        final Map<String, Integer> malformed = new HashMap<>();

        @Override
        public void fact(long number, Observation observation) {
            facts.add(observation);
        }

        @Override
        public void ignored(long number, String reason) {
            // Not asked for here.
        }

        @Override
        public void malformed(long number, String reason) {
            malformed.merge(reason, 1, Integer::sum);
        }

        long positioned() {
            return facts.stream()
                    .filter(Observation::hasPosition)
                    .map(Observation::trackId)
                    .distinct()
                    .count();
        }
    }

    /// Ends a playback from inside.
    private static final class Enough extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static Heard hear(String name, Duration length, Playback.Rewriter rewriter, Decoder decoder)
            throws InterruptedException {
        var pace = new Leaping();
        var heard = new Heard();
        Instant end = BEGAN.plus(length).plusSeconds(1);
        try {
            new Playback(Recording.load(name, length), rewriter, BEGAN, pace).play(line -> {
                if (pace.now().isAfter(end)) {
                    throw new Enough();
                }
                byte[] bytes = (line + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
                decoder.decode(bytes, 0, bytes.length, heard);
            });
        } catch (IOException enough) {
            assertThat(enough).isInstanceOf(Enough.class);
        }
        assertThat(heard.facts)
                .filteredOn(fact -> fact.timeMillis() != Observation.NO_TIME)
                .allSatisfy(fact -> assertThat(Instant.ofEpochMilli(fact.timeMillis()))
                        .isBetween(BEGAN.minusSeconds(1), end.plusSeconds(1)));
        return heard;
    }

    @Test
    void aircraftLinesCarryTheTimeOfPlaying() throws InterruptedException {
        Heard heard = hear("sbs_japan_2022-01-08.txt.gz", Duration.ofMinutes(10), Times::sbs, new SbsDecoder());

        assertThat(heard.facts).hasSizeGreaterThan(6000);
        assertThat(heard.positioned()).isGreaterThanOrEqualTo(5);
        assertThat(heard.malformed).isEmpty();
    }

    @Test
    void vesselsKeepTheirMessagesAndBaseStationsTellTheTimeOfPlaying() throws InterruptedException {
        Heard denmark = hear("ais_denmark_2010-06-11.txt.gz", Duration.ofSeconds(150), Times::ais, new AisDecoder());
        Heard sound = hear("ais_oresund_2011-06-28.txt.gz", Duration.ofMinutes(5), Times::ais, new AisDecoder());
        Heard seine = hear("ais_seine_2016-04-10.txt.gz", Duration.ofMinutes(10), Times::ais, new AisDecoder());

        assertThat(denmark.positioned()).isGreaterThan(1300);
        assertThat(sound.positioned()).isGreaterThan(40);
        assertThat(seine.positioned()).isGreaterThanOrEqualTo(7);
        assertThat(denmark.facts)
                .filteredOn(fact -> fact.messageType().equals("4"))
                .isNotEmpty();
        assertThat(denmark.malformed).doesNotContainKey("wrong checksum");
    }

    @Test
    void everyComposedPacketCanBeRead() throws InterruptedException {
        Heard heard = hear("aprs_composed.txt.gz", Duration.ofMinutes(10), Playback.Rewriter.none(), new AprsDecoder());

        assertThat(heard.malformed).isEmpty();
        assertThat(heard.positioned()).isBetween(17L, 25L);
        var speeds = new HashMap<String, Double>();
        heard.facts.forEach(fact -> speeds.put(fact.trackId(), fact.speed()));
        assertThat(speeds.get("aprs:DEMOA-9")).isBetween(8.0, 20.0);
        assertThat(speeds.get("aprs:DEMOC-7")).isBetween(3.0, 8.0);
        assertThat(speeds.get("aprs:DEMOG-1")).isBetween(30.0, 55.0);
        assertThat(heard.facts).filteredOn(Observation::hasPosition).allSatisfy(fact -> {
            assertThat(fact.latitude()).isBetween(55.0, 56.5);
            assertThat(fact.longitude()).isBetween(12.0, 13.6);
        });
    }

    @Test
    void theSnapshotsAircraftFlyOnAsTheyWereFlying() {
        var aircraft = new Aircraft("aircraft_london_2026-07-29.json.gz", BEGAN, Duration.ofMinutes(10));
        Map<String, Observation> first = positions(aircraft, BEGAN);
        Map<String, Observation> later = positions(aircraft, BEGAN.plusSeconds(60));
        Map<String, Observation> looped = positions(aircraft, BEGAN.plus(Duration.ofMinutes(10)));

        assertThat(first).hasSize(22);
        first.forEach((id, before) -> {
            Observation after = java.util.Objects.requireNonNull(later.get(id));
            double north = (after.latitude() - before.latitude()) * 111_195;
            double east =
                    (after.longitude() - before.longitude()) * 111_195 * Math.cos(Math.toRadians(before.latitude()));
            assertThat(Math.hypot(north, east)).isBetween(before.speed() * 59, before.speed() * 61);
            assertThat(java.util.Objects.requireNonNull(looped.get(id)).latitude())
                    .isEqualTo(before.latitude());
        });
    }

    private static Map<String, Observation> positions(Aircraft aircraft, Instant at) {
        var heard = new Heard();
        var decoder = new AircraftJsonDecoder();
        byte[] document = aircraft.at(at);
        decoder.decode(document, 0, document.length, heard);
        decoder.end(heard);
        var positions = new HashMap<String, Observation>();
        heard.facts.stream().filter(Observation::hasPosition).forEach(fact -> positions.put(fact.trackId(), fact));
        return positions;
    }

    @Test
    void everySourceIsServedOnTheLoopbackByItsOwnProtocol() throws IOException, InterruptedException {
        try (Demo demo = Demo.start(new Leaping());
                HttpClient http = HttpClient.newHttpClient()) {
            var slugs = new HashSet<String>();
            for (SourceSettings source : demo.sources()) {
                slugs.add(source.slug());
                assertThat(source.name()).startsWith("DEMO ");
                switch (source.input()) {
                    case Input.Tcp tcp -> assertThat(answered(tcp)).isTrue();
                    case Input.Http at ->
                        assertThat(http.send(
                                                HttpRequest.newBuilder(at.address())
                                                        .build(),
                                                BodyHandlers.ofString())
                                        .body())
                                .contains("\"aircraft\"");
                    case Input.Udp udp -> assertThat(udp.host()).isEqualTo("127.0.0.1");
                    case Input.LogFile _, Input.Posted _ -> throw new AssertionError(source.slug());
                }
            }
            assertThat(slugs)
                    .containsExactlyInAnyOrder(
                            "demo-sbs-japan",
                            "demo-aircraft-london",
                            "demo-ais-denmark",
                            "demo-ais-seine",
                            "demo-ais-oresund",
                            "demo-aprs");
        }
    }

    private static boolean answered(Input.Tcp tcp) throws IOException {
        assertThat(tcp.host()).isEqualTo("127.0.0.1");
        try (var socket = new Socket(tcp.host(), tcp.port());
                var reader = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            if (tcp.login().isEmpty()) {
                return reader.readLine().length() > 10;
            }
            boolean greeted = reader.readLine().startsWith("# ");
            socket.getOutputStream().write((tcp.login().get() + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return greeted
                    && reader.readLine().equals("# logresp N0CALL unverified, server DEMO")
                    && reader.readLine().contains(">");
        }
    }

    @Test
    void whoeverComesLaterHearsWhatIsPlayedThen() throws InterruptedException {
        var clock = new TestClock();
        var recording = new Recording(
                List.of(new Recording.Line(0, "a"), new Recording.Line(400, "b"), new Recording.Line(900, "c")),
                Duration.ofSeconds(1));
        Instant began = clock.instant();
        var pace = new Leaping();
        pace.await(began.plusMillis(5500));
        var lines = new ArrayList<String>();
        try {
            new Playback(
                            recording,
                            (line, time) -> line + Duration.between(began, time).toMillis(),
                            began,
                            pace)
                    .play(line -> {
                        lines.add(line);
                        if (lines.size() == 4) {
                            throw new Enough();
                        }
                    });
        } catch (IOException enough) {
            assertThat(enough).isInstanceOf(Enough.class);
        }

        assertThat(lines).containsExactly("c5900", "a6000", "b6400", "c6900");
    }
}
