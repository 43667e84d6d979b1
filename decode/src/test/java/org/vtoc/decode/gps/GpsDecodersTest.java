package org.vtoc.decode.gps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vtoc.decode.Capture;
import org.vtoc.decode.Heard;
import org.vtoc.decode.Kind;
import org.vtoc.decode.Observation;

class GpsDecodersTest {
    private static final String GGA = "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47\n";
    private static final String RMC = "$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W*6A\n";

    private static NmeaDecoder nmea() {
        return new NmeaDecoder("roof");
    }

    private static GpxDecoder gpx() {
        return new GpxDecoder("roof");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bu353s4", "garmin38", "neo-m8n", "isync", "ublox-lea-4h"})
    void everyPlaceThatGpsdReportsIsAmongTheFacts(String log) {
        List<Observation> facts = Heard.of(nmea(), Capture.bytes("gpsd-nmea/" + log + ".log")).facts.stream()
                .map(Heard.Fact::observation)
                .filter(Observation::hasPosition)
                .toList();
        var expected = Capture.expected("gpsd-nmea/" + log + ".expected.jsonl");

        assertThat(facts).isNotEmpty();
        int from = 0;
        for (var entry : expected) {
            if (!entry.has("lat")) {
                continue;
            }
            int at = from;
            while (at < facts.size()
                    && (Math.abs(facts.get(at).latitude() - entry.get("lat").asDouble()) > 1e-6
                            || Math.abs(facts.get(at).longitude()
                                            - entry.get("lon").asDouble())
                                    > 1e-6)) {
                at++;
            }
            assertThat(at).as("%s", entry).isLessThan(facts.size());
            from = at;
        }
    }

    @Test
    void theSentencesOfOneTimeAreOneFactWithAllThatTheySay() {
        var fact = Heard.one(nmea(), GGA + RMC + sentence("GPVTG,084.4,T,077.8,M,022.4,N,041.5,K") + GGA);

        assertThat(fact.trackId()).isEqualTo("gps:roof");
        assertThat(fact.messageType()).isEqualTo("GGA");
        assertThat(fact.latitude()).isCloseTo(48.1173, Offset.offset(1e-6));
        assertThat(fact.longitude()).isCloseTo(11.516667, Offset.offset(1e-6));
        assertThat(fact.altitude()).isEqualTo(545.4);
        assertThat((Double) fact.fields().get("altitude_geometric")).isCloseTo(592.3, Offset.offset(1e-9));
        assertThat(fact.timeMillis())
                .isEqualTo(Instant.parse("1994-03-23T12:35:19Z").toEpochMilli());
        assertThat(fact.speed()).isCloseTo(11.5236, Offset.offset(1e-4));
        assertThat(fact.course()).isEqualTo(84.4);
        assertThat(fact.fields())
                .containsEntry("mode", 2L)
                .containsEntry("quality", 1L)
                .containsEntry("satellites", 8L)
                .containsEntry("hdop", 0.9);
    }

    @Test
    void aFixIsGivenWithTheSentenceThatEndedTheOneBefore() {
        String second = ",4807.038,N,01131.000,E,";
        var heard = new Heard();
        var decoder = nmea();
        for (int time = 120_000; time < 120_003; time++) {
            feed(decoder, heard, sentence("GNGGA,%d%s1,08,0.9,545.4,M,46.9,M,,".formatted(time, second)));
            feed(decoder, heard, sentence("GNRMC,%d,A%s022.4,084.4,230394,,".formatted(time, second)));
            // The first fix ends where the second begins; from then on the end is known.
            assertThat(heard.facts).hasSize(time == 120_000 ? 0 : time - 120_000 + 1);
        }
        assertThat(heard.facts).extracting(Heard.Fact::number).containsExactly(1L, 3L, 5L);

        // A lost end is made up for by the next beginning.
        feed(decoder, heard, sentence("GNGGA,120003%s1,08,0.9,545.4,M,46.9,M,,".formatted(second)));
        feed(decoder, heard, sentence("GNGGA,120004%s1,08,0.9,545.4,M,46.9,M,,".formatted(second)));
        assertThat(heard.facts).hasSize(4);
        decoder.end(heard);
        assertThat(heard.facts).hasSize(5);
        assertThat(heard.facts.getLast().observation().speed()).isNaN();
    }

    @Test
    void aFixDoesNotWaitWhereNothingMoreComes() {
        var heard = new Heard();
        var decoder = nmea();
        feed(decoder, heard, GGA);
        assertThat(heard.facts).isEmpty();
        decoder.quiet(heard);
        assertThat(heard.facts).hasSize(1);
        decoder.end(heard);
        assertThat(heard.facts).hasSize(1);
    }

    private static void feed(NmeaDecoder decoder, Heard heard, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
        decoder.decode(bytes, 0, bytes.length, heard);
    }

    @Test
    void everyTalkerIsUnderstoodAndWhatAReceiverLeavesEmptyIsAbsent() {
        for (String talker : List.of("GP", "GN", "GL", "GA", "GB", "GQ", "BD", "II")) {
            var fact = Heard.one(nmea(), sentence(talker + "GLL,4916.45,N,12311.12,W,225444,A,"));
            assertThat(fact.latitude()).isCloseTo(49.274167, Offset.offset(1e-6));
            assertThat(fact.longitude()).isCloseTo(-123.185333, Offset.offset(1e-6));
        }
        var bare = Heard.one(nmea(), sentence("GPRMC,081836,A,3751.65,S,14507.36,E,,,130998,,"));
        assertThat(bare.latitude()).isCloseTo(-37.860833, Offset.offset(1e-6));
        assertThat(bare.speed()).isNaN();
        assertThat(bare.course()).isNaN();
        assertThat(bare.altitude()).isNaN();
        var waiting = Heard.one(nmea(), sentence("GPGGA,,,,,,0,00,99.99,,,,,,"));
        assertThat(waiting.hasPosition()).isFalse();
        assertThat(waiting.fields()).containsEntry("mode", 1L);
        assertThat(waiting.timeMillis()).isEqualTo(Observation.NO_TIME);
    }

    @Test
    void midnightMovesTheDateOn() {
        var heard = Heard.of(
                nmea(),
                sentence("GNRMC,235959.50,A,4807.038,N,01131.000,E,0,0,311223,,")
                        + sentence("GNGLL,4807.038,N,01131.000,E,000000.50,A,A"));

        assertThat(heard.at(2).timeMillis())
                .isEqualTo(Instant.parse("2024-01-01T00:00:00.500Z").toEpochMilli());
    }

    @Test
    void aReceiverWithoutAFixHasNoPlace() {
        var fact = Heard.one(nmea(), sentence("GPRMC,071732.929,V,8960.0000,N,00000.0000,E,0.00,0.00,111111,,,N"));

        assertThat(fact.hasPosition()).isFalse();
        assertThat(fact.fields()).containsEntry("mode", 1L);
    }

    @Test
    void motionAndHeadingStandAlone() {
        assertThat(Heard.one(nmea(), sentence("GPVTG,054.7,T,034.4,M,,N,010.2,K"))
                        .speed())
                .isCloseTo(10.2 / 3.6, Offset.offset(1e-9));
        assertThat(Heard.one(nmea(), sentence("HEHDT,274.07,T")).heading()).isEqualTo(274.07);
    }

    @Test
    void whatIsNoSentenceIsNamed() {
        assertThat(Heard.fault(nmea(), GGA.replace("*47", "*48"))).isEqualTo("bad checksum");
        assertThat(Heard.fault(nmea(), GGA.substring(0, 40))).isEqualTo("checksum missing");
        assertThat(Heard.fault(nmea(), "hello")).isEqualTo("not an NMEA sentence");
        assertThat(Heard.fault(nmea(), sentence("GPGLL,9107.038,N,01131.000,E,000000,A")))
                .isEqualTo("latitude out of range");
        assertThat(Heard.of(nmea(), sentence("GPGSV,1,1,01,01,02,003,04")).ignored)
                .hasSize(1);
    }

    @Test
    void aReportOfGpsdIsAFact() {
        var heard = Heard.of(new GpsdDecoder("roof"), """
                {"class":"VERSION","release":"3.22"}
                {"class":"TPV","device":"/dev/ttyUSB0","mode":3,"time":"2005-06-08T10:34:48.283Z","ept":0.005,\
                "lat":46.498293369,"lon":7.567411672,"altHAE":1343.127,"altMSL":1297.1,"track":10.3788,"speed":0.091,\
                "climb":-0.085}
                {"class":"SKY","satellites":[{"PRN":1}]}
                {"class":"TPV","mode":3,"lat":91,"lon":0}
                {"class":"TPV","lat":
                """);

        var fact = heard.at(2);
        assertThat(fact.latitude()).isEqualTo(46.498293369);
        assertThat(fact.altitude()).isEqualTo(1297.1);
        assertThat(fact.course()).isEqualTo(10.3788);
        assertThat(fact.timeMillis())
                .isEqualTo(Instant.parse("2005-06-08T10:34:48.283Z").toEpochMilli());
        assertThat(fact.fields()).containsEntry("altitude_geometric", 1343.127).containsEntry("vertical_rate", -0.085);
        assertThat(heard.ignored).hasSize(2);
        assertThat(heard.malformed)
                .containsExactly(new Heard.Fault(4, "latitude out of range"), new Heard.Fault(5, "broken JSON"));
    }

    @Test
    void pointsOfAGpxFileAreCountedFromOne() {
        var heard = Heard.of(gpx(), """
                <?xml version="1.0"?>
                <gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
                  <!-- <wpt lat="1" lon="1"/> -->
                  <wpt lon='11.5' lat='48.1'><ele>500</ele><name>Camp &amp; depot</name></wpt>
                  <trk><name>Day 1</name><trkseg>
                    <trkpt lat="48.2" lon="-11.6"><ele>510.5</ele><time>2024-02-29T12:00:00+01:00</time>
                      <extensions><x:speed>3.5</x:speed><x:course>270</x:course></extensions></trkpt>
                    <trkpt lat="48.3" lon="11.7"/>
                    <trkpt lat="98" lon="11.7"></trkpt>
                  </trkseg></trk>
                </gpx>
                """);

        assertThat(heard.at(1).trackId()).isEqualTo("gps:Camp & depot");
        assertThat(heard.at(1).kind()).isEqualTo(Kind.OBJECT);
        assertThat(heard.at(2).trackId()).isEqualTo("gps:roof");
        assertThat(heard.at(2).longitude()).isEqualTo(-11.6);
        assertThat(heard.at(2).altitude()).isEqualTo(510.5);
        assertThat(heard.at(2).speed()).isEqualTo(3.5);
        assertThat(heard.at(2).course()).isEqualTo(270);
        assertThat(heard.at(2).timeMillis())
                .isEqualTo(Instant.parse("2024-02-29T11:00:00Z").toEpochMilli());
        assertThat(heard.at(3).hasPosition()).isTrue();
        assertThat(heard.malformed).containsExactly(new Heard.Fault(4, "latitude out of range"));
    }

    @Test
    void aDocumentTypeEndsTheReading() {
        assertThat(Heard.of(gpx(), "<!DOCTYPE gpx [<!ENTITY a \"b\">]><gpx><wpt lat=\"1\" lon=\"1\"/></gpx>").facts)
                .isEmpty();
        assertThat(Heard.fault(gpx(), "<gpx><wpt lat=\"1\" lon=\"1\">")).isEqualTo("point without an end");
        assertThat(Heard.fault(gpx(), "hello")).isEqualTo("not GPX");
    }

    private static String sentence(String body) {
        int sum = body.chars().reduce(0, (left, right) -> left ^ right);
        return "$%s*%02X\n".formatted(body, sum);
    }
}
