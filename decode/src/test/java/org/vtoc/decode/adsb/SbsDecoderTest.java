package org.vtoc.decode.adsb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.vtoc.decode.Capture;
import org.vtoc.decode.Expected;
import org.vtoc.decode.Heard;
import org.vtoc.decode.Kind;
import org.vtoc.decode.Observation;

class SbsDecoderTest {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss.SSS");
    private static final String LOG = "adsb-vertical-slicer/sbs_japan_2022-01-08";

    @Test
    void everyLineOfTheJapaneseLogDecodesAsExpected() {
        var heard = Heard.of(new SbsDecoder(), Capture.bytes(LOG + ".sbs"));
        var expected = Capture.expected(LOG + ".expected.jsonl");

        assertThat(expected).hasSize(13_218);
        assertThat(heard.facts).hasSize(expected.size());
        assertThat(heard.malformed).isEmpty();
        for (var entry : expected) {
            Observation fact = heard.at(entry.get("line").asLong());
            assertThat(fact.trackId()).isEqualTo("icao:" + entry.get("id").asText());
            assertThat(fact.messageType()).isEqualTo(entry.get("msg_type").asText());
            assertThat(fact.timeMillis())
                    .isEqualTo(LocalDateTime.parse(entry.get("time").asText(), STAMP)
                            .toInstant(ZoneOffset.UTC)
                            .toEpochMilli());
            var compared = new Expected(entry, fact);
            compared.position();
            compared.motion();
            compared.number("altitude_ft", fact.altitude(), 0.3048, 1);
            compared.numberField("vertical_rate_fpm", "vertical_rate", 0.00508, 0.01);
            compared.field("callsign", "callsign");
            compared.field("squawk", "squawk");
            compared.field("on_ground", "on_ground");
        }
    }

    @Test
    void aMessageCarriesWhatItsFieldsSay() {
        var fact = Heard.one(
                new SbsDecoder(),
                "MSG,2,1,1,4CA2B6,1,2024/02/29,23:59:59.5,,,EIN52N  ,0,12.5,271.3,53.42,-6.27,,12,-1,0,1,-1\r\n");

        assertThat(fact.kind()).isEqualTo(Kind.AIRCRAFT);
        assertThat(fact.trackId()).isEqualTo("icao:4ca2b6");
        assertThat(fact.timeMillis())
                .isEqualTo(Instant.parse("2024-02-29T23:59:59.500Z").toEpochMilli());
        assertThat(fact.course()).isEqualTo(271.3);
        assertThat(fact.heading()).isNaN();
        assertThat(fact.speed()).isCloseTo(6.430556, Offset.offset(1e-6));
        assertThat(fact.altitude()).isZero();
        assertThat(fact.fields())
                .containsEntry("callsign", "EIN52N")
                .containsEntry("squawk", "0012")
                .containsEntry("alert", true)
                .containsEntry("emergency", false)
                .containsEntry("ident", true)
                .containsEntry("on_ground", true);
    }

    @Test
    void aHeightAboveTheEllipsoidIsKeptApart() {
        var fact = Heard.one(new SbsDecoder(), "MSG,3,1,1,4CA2B6,1,,,2024/01/01,00:00:00.000,,28000H,,,1,2,,,,,,0");

        assertThat(fact.altitude()).isNaN();
        assertThat(fact.fields()).containsEntry("altitude_geometric", 28000 * 0.3048);
        assertThat(fact.timeMillis())
                .isEqualTo(Instant.parse("2024-01-01T00:00:00Z").toEpochMilli());
    }

    @Test
    void anAddressOutsideTheRegisterIsNotAnIcaoAddress() {
        assertThat(Heard.one(new SbsDecoder(), "MSG,8,1,1,~2C1234,1,,,,,,,,,,,,,,,,0")
                        .trackId())
                .isEqualTo("adsb:~2c1234");
    }

    @Test
    void linesAboutTheReceiverAndEmptyLinesGiveNothing() {
        var heard = Heard.of(
                new SbsDecoder(), "\n# note\r\nSTA,,5,179,400AE7,10103,2008/11/28,14:58:51.153,,,RM\nCLK,,,,,,,,,\n");

        assertThat(heard.facts).isEmpty();
        assertThat(heard.malformed).isEmpty();
        assertThat(heard.ignored).hasSize(2);
    }

    @Test
    void whatIsNoMessageIsNamed() {
        assertThat(Heard.fault(new SbsDecoder(), "MSG,3,1,1,4CA2B6,1,2024/01/01,00:00:00.000\n"))
                .isEqualTo("fewer than 22 fields");
        assertThat(Heard.fault(new SbsDecoder(), "hello\n")).isEqualTo("not a BaseStation line");
        assertThat(Heard.fault(new SbsDecoder(), "MSG,9,1,1,4CA2B6,1,,,,,,,,,,,,,,,,0"))
                .isEqualTo("unknown transmission type");
        assertThat(Heard.fault(new SbsDecoder(), "MSG,8,1,1,4CA2,1,,,,,,,,,,,,,,,,0"))
                .isEqualTo("address is not six hexadecimal digits");
        assertThat(Heard.fault(new SbsDecoder(), "MSG,3,1,1,4CA2B6,1,,,,,,1,,,91,0,,,,,,0"))
                .isEqualTo("latitude out of range");
        assertThat(Heard.fault(new SbsDecoder(), "MSG,3,1,1,4CA2B6,1,,,,,,high,,,1,0,,,,,,0"))
                .isEqualTo("altitude is not a number");
    }

    @Test
    void aLineWithoutEndIsSkippedToTheNextOne() {
        var heard = Heard.inPieces(
                new SbsDecoder(),
                ("x".repeat(5000) + "\nMSG,8,1,1,4CA2B6,1,,,,,,,,,,,,,,,,0\n")
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                7);

        assertThat(heard.malformed).containsExactly(new Heard.Fault(1, "line longer than 512 bytes"));
        assertThat(heard.facts).hasSize(1);
        assertThat(heard.facts.getFirst().number()).isEqualTo(2);
    }
}
