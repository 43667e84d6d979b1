package org.vtoc.decode.adsb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.vtoc.decode.Capture;
import org.vtoc.decode.Heard;
import org.vtoc.decode.Observation;

class ModeSDecoderTest {
    private static final String VECTORS = "modes/vectors_mit";
    private static final double KNOT = 1852.0 / 3600;
    private static final double FOOT = 0.3048;

    @Test
    void everyFrameThatTheOtherDecoderAcceptsDecodesAsExpected() {
        var heard = Heard.of(new AvrDecoder(), Capture.bytes(VECTORS + ".avr"));
        var expected = Capture.expected(VECTORS + ".expected.jsonl");

        assertThat(expected).hasSize(99);
        for (var entry : expected) {
            compare(fact(heard, entry.get("frame").asText()), entry);
        }
        assertThat(heard.facts.size() + heard.malformed.size() + heard.ignored.size())
                .isEqualTo(144);
    }

    @Test
    void beastFramesCarryTheSameFacts() {
        var heard = Heard.of(new BeastDecoder(), Capture.bytes(VECTORS + ".beast"));
        var expected = Capture.expected(VECTORS + ".beast.expected.jsonl");

        assertThat(expected).hasSize(46);
        assertThat(heard.malformed).isEmpty();
        for (int i = 0; i < expected.size(); i++) {
            var fields = heard.at(i + 1).fields();
            assertThat(fields.get("frame"))
                    .isEqualTo(expected.get(i).get("frame").asText());
            assertThat(fields.get("timestamp_12mhz"))
                    .isEqualTo(expected.get(i).get("timestamp_12mhz").asLong());
            assertThat(fields.get("signal"))
                    .isEqualTo(expected.get(i).get("signal").asLong());
        }
    }

    @Test
    void aRepliersAddressCountsOnlyOnceItHasProvedItself() {
        assertThat(Heard.fault(new AvrDecoder(), "*020007a0d08ff4;\n"))
                .isEqualTo("bad checksum, or an address that was not heard before");

        var heard = Heard.of(new AvrDecoder(), "*8dab92a299105e93001486608c6d;\n*020007a0d08ff4;\n");

        assertThat(heard.at(2).trackId()).isEqualTo("icao:ab92a2");
        assertThat(heard.at(2).altitude()).isCloseTo(10_600 * FOOT, Offset.offset(1e-6));
    }

    @Test
    void everySingleFlippedBitOfASquitterIsRefused() {
        byte[] frame = HexFormat.of().parseHex("8d40621d58c382d690c8ac2863a7");
        for (int bit = 0; bit < 8 * frame.length; bit++) {
            byte[] damaged = frame.clone();
            damaged[bit / 8] ^= (byte) (0x80 >> bit % 8);

            var heard = Heard.of(new AvrDecoder(), "*" + HexFormat.of().formatHex(damaged) + ";");

            assertThat(heard.facts).as("bit %d", bit).isEmpty();
            assertThat(heard.malformed).hasSize(1);
        }
    }

    @Test
    void aPairOverTenSecondsApartGivesNoPlace() {
        String even = "@%012x8d40621d58c382d690c8ac2863a7;\n";
        String odd = "@%012x8d40621d58c386435cc412692ad6;\n";
        long second = 12_000_000;

        var near = Heard.of(new AvrDecoder(), even.formatted(second) + odd.formatted(3 * second));
        var far = Heard.of(new AvrDecoder(), even.formatted(second) + odd.formatted(12 * second));

        assertThat(near.at(1).hasPosition()).isFalse();
        assertThat(near.at(2).latitude()).isCloseTo(52.2658, Offset.offset(1e-4));
        assertThat(near.at(2).longitude()).isCloseTo(3.9389, Offset.offset(1e-4));
        assertThat(far.at(2).hasPosition()).isFalse();
    }

    @Test
    void afterAPairEachFrameHasAPlaceOfItsOwn() {
        var heard = Heard.of(new AvrDecoder(), """
                *8d40621d58c386435cc412692ad6;
                *8d40621d58c382d690c8ac2863a7;
                *8d40621d58c386435cc412692ad6;
                """);

        assertThat(heard.at(2).latitude()).isCloseTo(52.25720, Offset.offset(1e-5));
        assertThat(heard.at(2).longitude()).isCloseTo(3.91937, Offset.offset(1e-5));
        assertThat(heard.at(3).latitude()).isCloseTo(52.26578, Offset.offset(1e-5));
    }

    @Test
    void airspeedComesWithAHeadingAndHeightDifferenceIsKept() {
        var fact = Heard.one(new AvrDecoder(), "*8da05f219b06b6af189400cbc33f;");

        assertThat(fact.heading()).isCloseTo(243.984, Offset.offset(0.001));
        assertThat(fact.course()).isNaN();
        assertThat(fact.speed()).isCloseTo(375 * KNOT, Offset.offset(1e-9));
        assertThat(fact.fields())
                .containsEntry("speed_type", "true")
                .containsEntry("true_airspeed", 375 * KNOT)
                .containsEntry("vertical_rate_source", "barometric");
        assertThat((Double) fact.fields().get("vertical_rate")).isCloseTo(-2304 * FOOT / 60, Offset.offset(1e-9));
        var ground = Heard.one(new AvrDecoder(), "*8d485020994409940838175b284f;");
        assertThat(ground.course()).isCloseTo(182.88, Offset.offset(0.01));
        assertThat(ground.speed()).isCloseTo(159.20 * KNOT, Offset.offset(0.01));
        assertThat((Double) ground.fields().get("altitude_difference")).isCloseTo(550 * FOOT, Offset.offset(1e-9));
    }

    @Test
    void anAddressOutsideTheRegisterIsNotAnIcaoAddress() {
        assertThat(Heard.one(new AvrDecoder(), "*95298fca680946499671468c7aca;").trackId())
                .isEqualTo("adsb:~298fca");
    }

    @Test
    void everyHundredFeetOfModeCHasOneCodeThatDiffersFromTheNextInOneBit() {
        var byFeet = new TreeMap<Integer, Integer>();
        for (int code = 1; code < 1 << 13; code++) {
            boolean gillham = (code & 0x50) == 0;
            double altitude = Gillham.altitude(code);
            if (gillham && !Double.isNaN(altitude)) {
                assertThat(byFeet.put((int) Math.round(altitude / FOOT), code)).isNull();
            }
        }

        assertThat(byFeet).hasSize(1280);
        assertThat(byFeet.firstKey()).isEqualTo(-1200);
        assertThat(byFeet.lastKey()).isEqualTo(126_700);
        int before = 0;
        for (int code : byFeet.values()) {
            assertThat(before == 0 ? 1 : Integer.bitCount(before ^ code)).isEqualTo(1);
            before = code;
        }
    }

    @Test
    void zonesOfLongitudeAreThoseOfTheFormula() {
        assertThat(Cpr.zones(0)).isEqualTo(59);
        assertThat(Cpr.zones(10.47)).isEqualTo(59);
        assertThat(Cpr.zones(-10.471)).isEqualTo(58);
        assertThat(Cpr.zones(52.2572)).isEqualTo(36);
        assertThat(Cpr.zones(86.9)).isEqualTo(2);
        assertThat(Cpr.zones(-87.1)).isEqualTo(1);
        assertThat(Cpr.zones(90)).isEqualTo(1);
    }

    @Test
    void linesThatAreNoFrameAreNamed() {
        assertThat(Heard.fault(new AvrDecoder(), "hello")).isEqualTo("not an AVR line");
        assertThat(Heard.fault(new AvrDecoder(), "*8d40621d58c382d690c8ac2863a7"))
                .isEqualTo("frame without an end");
        assertThat(Heard.fault(new AvrDecoder(), "*;")).isEqualTo("empty frame");
        assertThat(Heard.fault(new AvrDecoder(), "@12;")).isEqualTo("empty frame");
        assertThat(Heard.fault(new AvrDecoder(), "*8d40621d58c3;")).isEqualTo("not as long as its downlink format");
        assertThat(Heard.fault(new AvrDecoder(), "*8x40621d58c382d690c8ac2863a7;"))
                .isEqualTo("not hexadecimal digits");
        assertThat(Heard.of(new AvrDecoder(), "# note\n\n*0000;\n").ignored).hasSize(1);
    }

    @Test
    void damagedBeastStreamsGoOnAtTheNextFrame() {
        byte[] good = beast(3, "8d40621d58c382d690c8ac2863a7");
        var stream = new ByteArrayOutputStream();
        stream.write(good, 0, 9);
        stream.writeBytes(good);
        stream.writeBytes(new byte[] {'x', 'y'});
        stream.writeBytes(good);
        stream.writeBytes(new byte[] {0x1a, '7', 1, 2, 3});
        stream.writeBytes(good);
        stream.write(good, 0, 12);

        var heard = Heard.of(new BeastDecoder(), stream.toByteArray());

        assertThat(heard.facts).extracting(Heard.Fact::number).containsExactly(2L, 4L, 6L);
        assertThat(heard.malformed)
                .containsExactly(
                        new Heard.Fault(1, "frame cut off"),
                        new Heard.Fault(3, "no frame"),
                        new Heard.Fault(5, "unknown type of frame"),
                        new Heard.Fault(7, "frame cut off"));
    }

    @Test
    void aDoubledEscapeIsOneByte() {
        byte[] escaped = beast(3, "8d1a1a1a58c382d690c8ac" + parity("8d1a1a1a58c382d690c8ac"));

        assertThat(Heard.of(new BeastDecoder(), escaped).at(1).trackId()).isEqualTo("icao:1a1a1a");
    }

    @Test
    void manyAddressesDoNotFillTheMemory() {
        var decoder = new AvrDecoder();
        var heard = new Heard();
        for (int address = 0; address < 40_000; address++) {
            String body = "8d%06x58c382d690c8ac".formatted(address);
            byte[] line = ("*" + body + parity(body) + ";\n").getBytes(StandardCharsets.US_ASCII);
            decoder.decode(line, 0, line.length, heard);
        }

        assertThat(heard.facts).hasSize(40_000);
    }

    private static String parity(String body) {
        byte[] frame = HexFormat.of().parseHex(body + "000000");
        return "%06x".formatted(Crc24.remainder(frame, frame.length));
    }

    private static byte[] beast(int type, String frame) {
        var out = new ByteArrayOutputStream();
        out.write(0x1a);
        out.write('0' + type);
        for (byte b : HexFormat.of().parseHex("00000000001a" + "40" + frame)) {
            out.write(b);
            if (b == 0x1a) {
                out.write(b);
            }
        }
        return out.toByteArray();
    }

    private static Observation fact(Heard heard, String frame) {
        return heard.facts.stream()
                .map(Heard.Fact::observation)
                .filter(fact -> frame.equals(fact.fields().get("frame")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(frame));
    }

    private static void compare(Observation fact, JsonNode entry) {
        assertThat(fact.trackId()).as("%s", entry).endsWith(entry.get("id").asText());
        assertThat(fact.messageType()).isEqualTo(entry.get("df").asText());
        for (String field :
                List.of("tc", "subtype", "callsign", "category", "squawk", "cpr_odd", "cpr_lat", "cpr_lon")) {
            // Of types that it does not read it gives zero.
            boolean unread = field.equals("subtype") && entry.path("subtype").asInt() == 0;
            if (entry.has(field) && !unread) {
                assertThat(String.valueOf(fact.fields().getOrDefault(field, "absent")))
                        .as("%s of %s in %s", field, entry, fact)
                        .isEqualTo(entry.get(field).asText());
            }
        }
        near(entry, "altitude_ft", fact.altitude() / FOOT, 1e-6);
        near(entry, "speed_kn", fact.speed() / KNOT, 1);
        near(entry, "lat", fact.latitude(), 1e-5);
        near(entry, "lon", fact.longitude(), 1e-5);
        var rate = (Double) fact.fields().getOrDefault("vertical_rate", Double.NaN);
        near(entry, "vertical_rate_fpm", rate / FOOT * 60, 1e-6);
        boolean overGround = entry.path("speed_type").asText().equals("groundspeed");
        if (overGround) {
            // It rounds angles west of north towards north, by up to a degree and a half.
            near(entry, "heading_deg", fact.course(), 1.5);
        }
        if (entry.path("air_ground").asText().equals("airborne")) {
            assertThat(fact.fields()).as("%s", entry).containsEntry("on_ground", false);
        }
    }

    private static void near(JsonNode entry, String field, double value, double tolerance) {
        if (entry.has(field)) {
            assertThat(value)
                    .as("%s of %s", field, entry)
                    .isCloseTo(entry.get(field).asDouble(), Offset.offset(tolerance));
        }
    }
}
