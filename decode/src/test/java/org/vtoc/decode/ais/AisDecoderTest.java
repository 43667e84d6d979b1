package org.vtoc.decode.ais;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.vtoc.decode.Heard;
import org.vtoc.decode.Kind;
import org.vtoc.decode.Observation;

class AisDecoderTest {
    private static final String POSITION = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n";
    private static final String[] STATIC = {
        "AIVDM,2,1,1,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0", "AIVDM,2,2,1,A,88888888880,2"
    };

    @Test
    void theStaticReportOfAShipIsReadInFull() {
        var fact = Heard.one(new AisDecoder(), sentence(STATIC[0]) + sentence(STATIC[1]));

        assertThat(fact.trackId()).isEqualTo("mmsi:351759000");
        assertThat(fact.kind()).isEqualTo(Kind.VESSEL);
        assertThat(fact.messageType()).isEqualTo("5");
        assertThat(fact.fields())
                .containsEntry("mmsi", "351759000")
                .containsEntry("imo", 9_134_270L)
                .containsEntry("callsign", "3FOF8")
                .containsEntry("name", "EVER DIADEM")
                .containsEntry("ship_type", 70L)
                .containsEntry("to_bow", 225L)
                .containsEntry("to_stern", 70L)
                .containsEntry("to_port", 1L)
                .containsEntry("to_starboard", 31L)
                .containsEntry("eta", "05-15T14:00")
                .containsEntry("draught", 12.2)
                .containsEntry("destination", "NEW YORK");
    }

    @Test
    void messagesThatCrossEachOtherAreKeptApartByNumberAndChannel() {
        var heard = Heard.of(
                new AisDecoder(),
                sentence(STATIC[0])
                        + sentence(STATIC[0].replace(",1,A,", ",2,A,"))
                        + POSITION
                        + sentence(STATIC[0].replace(",1,A,", ",1,B,"))
                        + sentence(STATIC[1].replace(",1,A,", ",1,B,"))
                        + sentence(STATIC[1].replace(",1,A,", ",2,A,"))
                        + sentence(STATIC[1]));

        assertThat(heard.malformed).isEmpty();
        assertThat(heard.facts).extracting(Heard.Fact::number).containsExactly(3L, 4L, 2L, 1L);
    }

    @Test
    void aMessageWithAMissingPartIsNamed() {
        assertThat(Heard.fault(new AisDecoder(), sentence(STATIC[0]))).isEqualTo("part missing");
        assertThat(Heard.fault(new AisDecoder(), sentence(STATIC[1]))).isEqualTo("part missing");

        var twice = Heard.of(new AisDecoder(), sentence(STATIC[0]) + sentence(STATIC[0]) + sentence(STATIC[1]));
        assertThat(twice.facts).extracting(Heard.Fact::number).containsExactly(2L);
        assertThat(twice.malformed).containsExactly(new Heard.Fault(1, "part missing"));
    }

    @Test
    void aMessageDoesNotWaitForItsRestForEver() {
        var heard = Heard.of(
                new AisDecoder(), sentence(STATIC[0]) + POSITION.repeat(Assembly.MAX_LINES) + sentence(STATIC[1]));

        assertThat(heard.facts).hasSize(Assembly.MAX_LINES);
        assertThat(heard.malformed)
                .containsExactly(
                        new Heard.Fault(1, "part missing"), new Heard.Fault(Assembly.MAX_LINES + 2, "part missing"));
    }

    @Test
    void moreMessagesThanThereIsRoomForPushTheOldestOut() {
        var stream = new StringBuilder();
        for (int i = 0; i <= Assembly.MAX_PENDING; i++) {
            stream.append(
                    sentence(STATIC[0].replace("AIVDM", (char) ('A' + i % 26) + "" + (char) ('A' + i / 26) + "VDM")));
        }
        var heard = new Heard();
        byte[] bytes = stream.toString().getBytes(StandardCharsets.US_ASCII);

        new AisDecoder().decode(bytes, 0, bytes.length, heard);

        assertThat(heard.malformed).containsExactly(new Heard.Fault(1, "part missing"));
    }

    @Test
    void aTagBlockTellsWhenASentenceWasHeard() {
        String block = "g:1-2-73874,n:157036,s:r003669945,c:1241544035*4A";
        assertThat(time("\\" + block + "\\" + POSITION)).isEqualTo("2009-05-05T17:20:35Z");
        assertThat(time("\\" + tag("c:1241544035123") + "\\" + POSITION)).isEqualTo("2009-05-05T17:20:35.123Z");
        assertThat(Heard.one(new AisDecoder(), "\\c:1241544035*00\\" + POSITION).timeMillis())
                .isEqualTo(Observation.NO_TIME);
    }

    @Test
    void prefixesAndTrailersAreSkipped() {
        assertThat(Heard.one(new AisDecoder(), "2016-04-10 14:00:00, " + POSITION)
                        .trackId())
                .isEqualTo("mmsi:371798000");
        assertThat(Heard.one(new AisDecoder(), POSITION.strip() + ",r003669945,1242958962\r\n")
                        .trackId())
                .isEqualTo("mmsi:371798000");
        assertThat(Heard.one(new AisDecoder(), "!AIVDM,1,1,,B,15RT" + POSITION).trackId())
                .isEqualTo("mmsi:371798000");
    }

    @Test
    void valuesThatAreNotAvailableAreLeftOut() {
        var fact = one(new Bits(168)
                .put(0, 6, 1)
                .put(8, 30, 219_012_345)
                .put(38, 4, 15)
                .put(42, 8, 0x80)
                .put(50, 10, 1023)
                .put(61, 28, 181 * 600_000)
                .put(89, 27, 91 * 600_000)
                .put(116, 12, 3600)
                .put(128, 9, 511)
                .put(137, 6, 60));

        assertThat(fact.hasPosition()).isFalse();
        assertThat(fact.speed()).isNaN();
        assertThat(fact.course()).isNaN();
        assertThat(fact.heading()).isNaN();
        assertThat(fact.fields()).doesNotContainKeys("rate_of_turn", "turning", "second");
    }

    @Test
    void theRateOfTurnIsInDegreesPerMinute() {
        var fact = one(new Bits(168).put(0, 6, 1).put(8, 30, 219_012_345).put(42, 8, 256 - 66));

        assertThat((Double) fact.fields().get("rate_of_turn")).isCloseTo(-194.46, within(0.01));
    }

    @Test
    void aBaseStationTellsTheTime() {
        var fact = one(new Bits(168)
                .put(0, 6, 4)
                .put(8, 30, 2_190_075)
                .put(38, 14, 2024)
                .put(52, 4, 2)
                .put(56, 5, 29)
                .put(61, 5, 23)
                .put(66, 6, 59)
                .put(72, 6, 58)
                .put(79, 28, 12 * 600_000)
                .put(107, 27, 55 * 600_000));

        assertThat(fact.trackId()).isEqualTo("mmsi:002190075");
        assertThat(fact.kind()).isEqualTo(Kind.STATION);
        assertThat(Instant.ofEpochMilli(fact.timeMillis())).isEqualTo("2024-02-29T23:59:58Z");
        assertThat(fact.latitude()).isEqualTo(55);
    }

    @Test
    void aSearchAndRescueAircraftFliesInWholeKnotsAndMetres() {
        var fact = one(new Bits(168)
                .put(0, 6, 9)
                .put(8, 30, 111_232_501)
                .put(38, 12, 303)
                .put(50, 10, 42)
                .put(61, 28, -6 * 600_000)
                .put(89, 27, 58 * 600_000)
                .put(116, 12, 1545)
                .put(134, 1, 1));

        assertThat(fact.kind()).isEqualTo(Kind.AIRCRAFT);
        assertThat(fact.altitude()).isEqualTo(303);
        assertThat(fact.speed()).isCloseTo(42 * 1852 / 3600.0, within(1e-9));
        assertThat(fact.longitude()).isEqualTo(-6);
        assertThat(fact.course()).isEqualTo(154.5);
        assertThat(fact.fields()).containsEntry("altitude_sensor", "barometric");

        var unknown = one(new Bits(168)
                .put(0, 6, 9)
                .put(8, 30, 111_232_501)
                .put(38, 12, 4095)
                .put(50, 10, 1023)
                .put(61, 28, 181 * 600_000)
                .put(89, 27, 91 * 600_000)
                .put(116, 12, 3600));
        assertThat(unknown.altitude()).isNaN();
        assertThat(unknown.speed()).isNaN();
        assertThat(unknown.course()).isNaN();
        assertThat(unknown.hasPosition()).isFalse();
    }

    @Test
    void aLongRangeReportIsInTenthsOfAMinuteWholeKnotsAndDegrees() {
        var fact = one(new Bits(96)
                .put(0, 6, 27)
                .put(8, 30, 219_012_345)
                .put(40, 4, 5)
                .put(44, 18, -137 * 600 - 12)
                .put(62, 17, 4 * 600 + 50)
                .put(79, 6, 57)
                .put(85, 9, 167));

        assertThat(fact.longitude()).isCloseTo(-137.02, within(1e-9));
        assertThat(fact.latitude()).isCloseTo(4.083333, within(1e-6));
        assertThat(fact.speed()).isCloseTo(57 * 1852 / 3600.0, within(1e-9));
        assertThat(fact.course()).isEqualTo(167);
        assertThat(fact.fields()).containsEntry("nav_status", 5L);

        var unknown = one(new Bits(96)
                .put(0, 6, 27)
                .put(8, 30, 219_012_345)
                .put(44, 18, 181 * 600)
                .put(62, 17, 91 * 600)
                .put(79, 6, 63)
                .put(85, 9, 511));
        assertThat(unknown.hasPosition()).isFalse();
        assertThat(unknown.speed()).isNaN();
        assertThat(unknown.course()).isNaN();
    }

    @Test
    void classBLeavesOutWhatIsNotAvailable() {
        for (int type : new int[] {18, 19}) {
            var fact = one(new Bits(type == 18 ? 168 : 312)
                    .put(0, 6, type)
                    .put(8, 30, 219_012_345)
                    .put(46, 10, 1023)
                    .put(57, 28, 181 * 600_000)
                    .put(85, 27, 91 * 600_000)
                    .put(112, 12, 3600)
                    .put(124, 9, 511)
                    .put(133, 6, 61));
            assertThat(fact.hasPosition()).isFalse();
            assertThat(fact.speed()).isNaN();
            assertThat(fact.course()).isNaN();
            assertThat(fact.heading()).isNaN();
            assertThat(fact.fields()).doesNotContainKeys("second", "name", "to_bow");
        }
    }

    @Test
    void theNameOfAnAidToNavigationMayGoOnAtTheEndOfTheMessage() {
        var bits = new Bits(318)
                .put(0, 6, 21)
                .put(8, 30, 992_191_234)
                .put(38, 5, 19)
                .put(164, 28, 10 * 600_000)
                .put(192, 27, 55 * 600_000)
                .put(253, 6, 60);
        String name = "NORTHERN APPROACHES CHANNEL";
        for (int i = 0; i < name.length(); i++) {
            bits.put(i < 20 ? 43 + 6 * i : 272 + 6 * (i - 20), 6, name.charAt(i) & 0x3f);
        }
        var fact = one(bits);

        assertThat(fact.fields()).containsEntry("name", name).containsEntry("aid_type", 19L);
        assertThat(fact.fields()).doesNotContainKeys("second", "off_position");
        assertThat(fact.latitude()).isEqualTo(55);
    }

    @Test
    void bothPartsOfAStaticDataReportAreRead() {
        var name = Heard.one(new AisDecoder(), sentence("AIVDM,1,1,,A,H42O55i18tMET00000000000000,2"));
        var rest = Heard.one(new AisDecoder(), sentence("AIVDM,1,1,,A,H42O55lti4hhhilD3nink000?050,0"));

        assertThat(name.trackId()).isEqualTo("mmsi:271041815");
        assertThat(name.messageType()).isEqualTo("24");
        assertThat(name.fields()).containsEntry("part", "A").containsEntry("name", "PROGUY");
        assertThat(rest.fields())
                .containsEntry("part", "B")
                .containsEntry("ship_type", 60L)
                .containsEntry("vendor", "1D0")
                .containsEntry("callsign", "TC6163")
                .containsEntry("to_stern", 15L)
                .containsEntry("to_starboard", 5L);
        assertThat(one(new Bits(168)
                                .put(0, 6, 24)
                                .put(8, 30, 982_191_234)
                                .put(38, 2, 1)
                                .put(132, 30, 219_012_345))
                        .fields())
                .containsEntry("mothership_mmsi", "219012345");
    }

    @Test
    void theNumberSaysWhoTheSenderIs() {
        assertThat(sender(2_190_075)).isEqualTo(Kind.STATION);
        assertThat(sender(111_219_501)).isEqualTo(Kind.AIRCRAFT);
        assertThat(sender(992_191_234)).isEqualTo(Kind.OBJECT);
        assertThat(sender(970_123_456)).isEqualTo(Kind.EMITTER);
        assertThat(sender(972_123_456)).isEqualTo(Kind.PERSON);
        assertThat(sender(982_191_234)).isEqualTo(Kind.VESSEL);
    }

    @Test
    void whatIsNoMessageIsNamed() {
        assertThat(Heard.fault(new AisDecoder(), POSITION.replace("*4A", "*4B")))
                .isEqualTo("bad checksum");
        assertThat(Heard.fault(new AisDecoder(), POSITION.replace("*4A", ""))).isEqualTo("checksum missing");
        assertThat(Heard.fault(new AisDecoder(), sentence("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8,0")))
                .isEqualTo("message too short");
        assertThat(Heard.fault(new AisDecoder(), sentence("AIVDM,1,1,,A,15RTgt0PAso;90TK[jM8h6g208CQ,0")))
                .isEqualTo("bad payload");
        assertThat(Heard.fault(new AisDecoder(), sentence("AIVDM,1,1,,A,,0"))).isEqualTo("empty payload");
        assertThat(Heard.fault(new AisDecoder(), sentence("AIVDM,1,2,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0")))
                .isEqualTo("bad sentence header");
        assertThat(Heard.fault(new AisDecoder(), sentence("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ")))
                .isEqualTo("wrong number of fields");
        assertThat(Heard.fault(new AisDecoder(), encoded(new Bits(168).put(0, 6, 28))))
                .isEqualTo("unknown message type");
        assertThat(Heard.fault(
                        new AisDecoder(), encoded(new Bits(168).put(0, 6, 1).put(8, 30, 1_000_000_000))))
                .isEqualTo("MMSI has more than nine digits");
    }

    private static Kind sender(int mmsi) {
        return one(new Bits(168).put(0, 6, 1).put(8, 30, mmsi)).kind();
    }

    private static Instant time(String line) {
        return Instant.ofEpochMilli(Heard.one(new AisDecoder(), line).timeMillis());
    }

    private static Observation one(Bits bits) {
        return Heard.one(new AisDecoder(), encoded(bits));
    }

    private static String encoded(Bits bits) {
        return sentence("AIVDM,1,1,,A," + bits.armoured() + ",0");
    }

    private static String sentence(String body) {
        return "!" + tag(body) + "\r\n";
    }

    private static String tag(String body) {
        int sum = body.chars().reduce(0, (a, b) -> a ^ b);
        return "%s*%02X".formatted(body, sum);
    }

    /// A message being written bit by bit.
    private static final class Bits {
        private final StringBuilder bits;

        Bits(int length) {
            bits = new StringBuilder("0".repeat(length));
        }

        Bits put(int start, int count, int value) {
            for (int i = 0; i < count; i++) {
                bits.setCharAt(start + i, (char) ('0' + (value >> (count - 1 - i) & 1)));
            }
            return this;
        }

        String armoured() {
            var text = new StringBuilder();
            for (int i = 0; i < bits.length(); i += 6) {
                int value = Integer.parseInt(bits.substring(i, i + 6), 2);
                text.append((char) (value < 40 ? value + 48 : value + 56));
            }
            return text.toString();
        }
    }
}
