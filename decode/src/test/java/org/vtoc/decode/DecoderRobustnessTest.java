package org.vtoc.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vtoc.decode.adsb.AircraftJsonDecoder;
import org.vtoc.decode.adsb.AvrDecoder;
import org.vtoc.decode.adsb.BeastDecoder;
import org.vtoc.decode.adsb.SbsDecoder;
import org.vtoc.decode.ais.AisDecoder;
import org.vtoc.decode.aprs.AprsDecoder;
import org.vtoc.decode.gps.GpsdDecoder;
import org.vtoc.decode.gps.GpxDecoder;
import org.vtoc.decode.gps.NmeaDecoder;

/// What holds for every decoder, whatever arrives: it never throws, it gives at most one result for each line or item,
/// and how the stream is cut changes nothing.
class DecoderRobustnessTest {
    private static final int PART = 40_000;

    record Feed(String name, Supplier<Decoder> decoder, String latin1) {
        byte[] sample() {
            return latin1.getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Feed> feeds() {
        return List.of(
                new Feed("sbs", SbsDecoder::new, capture("adsb-vertical-slicer/sbs_japan_2022-01-08.sbs")),
                new Feed(
                        "aircraft json",
                        AircraftJsonDecoder::new,
                        capture("dump1090mqtt/aircraft_london_2026-07-29.json")),
                new Feed("avr", AvrDecoder::new, capture("modes/vectors_mit.avr")),
                new Feed("beast", BeastDecoder::new, capture("modes/vectors_mit.beast")),
                new Feed("ais network", AisDecoder::new, capture("aislib/dma_stream_2010-06-11.nmea")),
                new Feed("ais types", AisDecoder::new, capture("gpsd/gpsd_sample.nmea")),
                new Feed(
                        "nmea",
                        () -> new NmeaDecoder("n"),
                        capture("gpsd-nmea/neo-m8n.log").repeat(2)),
                new Feed("gpsd", () -> new GpsdDecoder("n"), GPSD.repeat(30)),
                new Feed("gpx", () -> new GpxDecoder("n"), "<gpx>" + GPX.repeat(30) + "</gpx>"),
                new Feed("aprs", AprsDecoder::new, APRS.repeat(40)));
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void cutsChangeNothing(Feed feed) {
        var whole = Heard.of(feed.decoder.get(), feed.sample());
        assertThat(whole.facts).isNotEmpty();

        for (int size : new int[] {1, 2, 7, 64, 1000}) {
            assertSame(Heard.inPieces(feed.decoder.get(), feed.sample(), size), whole);
        }
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void damagedStreamsAreSurvivedAndCutsStillChangeNothing(Feed feed) {
        var random = new Random(20_260_730);
        for (int round = 0; round < 60; round++) {
            byte[] damaged = damage(feed.sample(), random);
            var whole = Heard.of(feed.decoder.get(), damaged);

            assertSame(Heard.inPieces(feed.decoder.get(), damaged, 1 + random.nextInt(3000)), whole);
            assertThat(whole.facts)
                    .allSatisfy(fact -> assertThat(isSound(fact.observation())).isTrue());
            assertThat(numbers(whole)).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void everyTruncationIsSurvived(Feed feed) {
        byte[] sample = feed.sample();
        int length = Math.min(sample.length, 3000);
        for (int end = 0; end < length; end++) {
            var heard = Heard.of(feed.decoder.get(), Arrays.copyOf(sample, end));

            assertThat(numbers(heard)).doesNotHaveDuplicates();
        }
    }

    /// Chunks of every format in turn reach one decoder, as from a line that several senders share.
    @ParameterizedTest
    @MethodSource("feeds")
    void foreignPiecesInBetweenAreSurvivedAndCutsStillChangeNothing(Feed feed) {
        var random = new Random(20_261_121);
        List<Feed> others = feeds();
        for (int round = 0; round < 20; round++) {
            var mixed = new ByteArrayOutputStream();
            byte[] own = feed.sample();
            int at = 0;
            while (at < own.length) {
                int length = Math.min(own.length - at, 1 + random.nextInt(2000));
                mixed.write(own, at, length);
                // Sometimes a piece of its own is missing, too.
                at += random.nextInt(4) == 0 ? length + random.nextInt(200) : length;
                byte[] foreign = others.get(random.nextInt(others.size())).sample();
                int from = random.nextInt(foreign.length);
                mixed.write(foreign, from, Math.min(foreign.length - from, random.nextInt(300)));
            }
            var whole = Heard.of(feed.decoder.get(), mixed.toByteArray());

            assertSame(Heard.inPieces(feed.decoder.get(), mixed.toByteArray(), 1 + random.nextInt(700)), whole);
            assertThat(whole.facts)
                    .allSatisfy(fact -> assertThat(isSound(fact.observation())).isTrue());
        }
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void noiseGivesNoFacts(Feed feed) {
        var random = new Random(1);
        for (int round = 0; round < 20; round++) {
            byte[] noise = new byte[20_000];
            random.nextBytes(noise);

            assertThat(Heard.of(feed.decoder.get(), noise).facts).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void aLineWithoutEndDoesNotStopTheStream(Feed feed) {
        var stream = new ByteArrayOutputStream();
        stream.writeBytes(new byte[3_000_000]);
        stream.write('\n');
        stream.writeBytes(feed.sample());

        var heard = Heard.inPieces(feed.decoder.get(), stream.toByteArray(), 60_000);

        assertThat(heard.malformed.getFirst().number()).isEqualTo(1);
        assertThat(heard.facts).hasSameSizeAs(Heard.of(feed.decoder.get(), feed.sample()).facts);
    }

    private static void assertSame(Heard one, Heard other) {
        assertThat(one.facts).isEqualTo(other.facts);
        assertThat(one.malformed).isEqualTo(other.malformed);
        assertThat(one.ignored).isEqualTo(other.ignored);
    }

    /// Numbers of facts and faults. A fault outside of any item has the number of the next item, so it may repeat.
    private static List<Long> numbers(Heard heard) {
        var numbers = new ArrayList<Long>();
        heard.facts.forEach(fact -> numbers.add(fact.number()));
        heard.malformed.stream()
                .filter(fault -> !OUTSIDE.contains(fault.reason()))
                .forEach(fault -> numbers.add(fault.number()));
        return numbers;
    }

    private static final List<String> OUTSIDE =
            List.of("not JSON", "no list of aircraft", "broken list", "broken XML", "cut off", "not GPX");

    private static boolean isSound(Observation fact) {
        boolean onGlobe = !fact.hasPosition() || (Math.abs(fact.latitude()) <= 90 && Math.abs(fact.longitude()) <= 180);
        boolean namesAreUnique =
                Set.copyOf(fact.fields().keySet()).size() == fact.fields().size();
        return onGlobe
                && namesAreUnique
                && !fact.trackId().isEmpty()
                && !fact.messageType().isEmpty()
                && !(fact.speed() < 0);
    }

    /// Flips bits, drops, doubles and shuffles stretches of bytes.
    private static byte[] damage(byte[] sample, Random random) {
        byte[] damaged = sample.clone();
        for (int i = 0; i < damaged.length / 200; i++) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        var out = new ByteArrayOutputStream();
        int at = 0;
        while (at < damaged.length) {
            int length = Math.min(damaged.length - at, 1 + random.nextInt(500));
            int copies = random.nextInt(20) == 0 ? random.nextInt(3) : 1;
            for (int i = 0; i < copies; i++) {
                out.write(damaged, at, length);
            }
            at += length;
        }
        return out.toByteArray();
    }

    private static String capture(String name) {
        byte[] bytes = Capture.bytes(name);
        return new String(bytes, 0, Math.min(bytes.length, PART), StandardCharsets.ISO_8859_1);
    }

    private static final String GPSD = """
            {"class":"VERSION","release":"3.22"}
            {"class":"TPV","mode":3,"time":"2005-06-08T10:34:48.283Z","lat":46.5,"lon":7.5,"alt":1343.1,"track":10.4}
            {"class":"SKY","satellites":[{"PRN":1}]}
            """;

    private static final String GPX = """
            <wpt lat="48.1" lon="11.5"><name>A &amp; B</name></wpt><!-- note -->
            <trkpt lat="48.2" lon="11.6"><ele>510.5</ele><time>2024-02-29T12:00:00Z</time></trkpt>
            """;

    private static final String APRS = """
            # aprsc 2.1
            N0CALL-9>APRS,WIDE1-1,qAR,N0GATE:@092345z4903.50N/07201.75W>088/036 on the way /A=001234 !W26! |!!!!!!|
            N0CALL-9>APRS,WIDE1-1:=/5L!!<*e7>7P[ compressed |!!!"#$%&'()*!!|
            N0CALL>S32UVT,WIDE1-1:`(_fn"Oj/]"4T}hello=
            N0CALL>S32UVT,WIDE1-1:'(_fn"Oj/'102030 telemetry
            N0CALL>APRS:;LEADER   *092345z4903.50N/07201.75W>088/036
            N0CALL>APRS:)AID #2!4903.50N/07201.75WA
            N0CALL>APRS::WU2Z     :Testing{003}12
            N0CALL>APRS::KB2ICI-14:ack003
            N0CALL>APRS:>092345zNet Control Center
            N0CALL>APRS:T#005,199,000,255,073,123,01101001
            N0CALL>APRS:_10090556c220s004g005t077r000p000P000h50b09900wRSW
            N0CALL>APRS:@092345z4903.50N/07201.75W_220/004g005t-07r001p020P030h00b10150s004#123
            N0CALL>APRS:$ULTW0031003702CE0069----000086A00001----011901CC00000005
            N0CALL>APRS:$GPRMC,063909,A,3349.4302,N,11700.3721,W,43.022,89.3,291099,13.6,E*52
            N0CALL>APRS:}DL1ABC-5>APRS,TCPIP,N0CALL*:!4903.50N/07201.75W#PHG5132A/relay
            N0CALL>APRS,qAI,7F0000010000000000000000000000AB:<IGATE,MSG_CNT=43
            """;
}
