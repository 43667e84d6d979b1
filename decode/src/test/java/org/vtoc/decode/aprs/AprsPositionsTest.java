package org.vtoc.decode.aprs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.vtoc.decode.Heard;
import org.vtoc.decode.Kind;
import org.vtoc.decode.Observation;

class AprsPositionsTest {
    @Test
    void aPositionWithTimeCourseSpeedAndAltitude() {
        var fact = one("@092345z4903.50N/07201.75W>088/036 on the way /A=001234 home");

        assertThat(fact.trackId()).isEqualTo("aprs:N0CALL-9");
        assertThat(fact.messageType()).isEqualTo("location");
        assertThat(fact.kind()).isEqualTo(Kind.VEHICLE);
        assertThat(fact.timeMillis()).isEqualTo(Observation.NO_TIME);
        assertThat(fact.latitude()).isCloseTo(49.058333, within(1e-6));
        assertThat(fact.longitude()).isCloseTo(-72.029167, within(1e-6));
        assertThat(fact.course()).isEqualTo(88);
        assertThat(fact.speed()).isCloseTo(18.52, within(1e-9));
        assertThat(fact.altitude()).isCloseTo(376.1232, within(1e-9));
        assertThat(fact.fields())
                .containsEntry("tocall", "APRS")
                .containsEntry("path", "WIDE1-1,qAR,N0GATE")
                .containsEntry("timestamp", "092345z")
                .containsEntry("symbol", "/>")
                .containsEntry("format", "uncompressed")
                .containsEntry("comment", "on the way  home");
    }

    @Test
    void hiddenDigitsMoveThePositionToTheMiddle() {
        assertPosition("!4903.5 N/07201.7 W-", 49 + 3.55 / 60, -72 - 1.75 / 60);
        assertPosition("!4903.  N/07201.  W-", 49 + 3.5 / 60, -72 - 1.5 / 60);
        assertPosition("!490 .  N/0720 .  W-", 49 + 5.0 / 60, -72 - 5.0 / 60);
        assertPosition("!49  .  S/072  .  E-", -49.5, 72.5);
        assertThat(one("!49  .  N/072  .  W-").fields()).containsEntry("ambiguity", 4L);
        // What the latitude hides is hidden in the longitude even if it is written there.
        assertPosition("!4903.  N/07201.75W-", 49 + 3.5 / 60, -72 - 1.5 / 60);
        assertThat(fault("!4903. 0N/07201.75W-")).isEqualTo("bad position ambiguity");
    }

    @Test
    void aCompressedPositionCarriesCourseAndSpeedOrRangeOrAltitude() {
        var moving = one("=/5L!!<*e7>7P[");
        assertThat(moving.latitude()).isCloseTo(49.5, within(1e-5));
        assertThat(moving.longitude()).isCloseTo(-72.75, within(1e-5));
        assertThat(moving.course()).isEqualTo(88);
        assertThat(moving.speed()).isCloseTo(36.2 * 1852 / 3600, within(0.03));

        assertThat((Double) one("=/5L!!<*e7>{?!").fields().get("radio_range"))
                .isCloseTo(20.13 * 1609.344, within(10.0));
        assertThat(one("=/5L!!<*e7OS]S").altitude()).isCloseTo(10004.52 * 0.3048, within(0.5));
        assertThat(one("=/5L!!<*e7O  S").altitude()).isNaN();
        assertThat(one("=a5L!!<*e7v  S").fields()).containsEntry("symbol", "0v");
    }

    @Test
    void extensionsAreReadAndTakenOutOfTheComment() {
        assertThat(one("!4903.50N/07201.75W#PHG5132 relay").fields())
                .containsEntry("phg", "5132")
                .containsEntry("comment", "relay");
        assertThat(one("!4903.50N/07201.75W#PHG5132A/relay").fields())
                .containsEntry("phg", "5132A")
                .containsEntry("comment", "relay");
        assertThat(one("!4903.50N/07201.75W#RNG0050").fields()).containsEntry("radio_range", 50 * 1609.344);
        assertThat(one("!4903.50N/07201.75W#DFS2360").fields()).containsEntry("dfs", "2360");
        assertThat(one("!4903.50N/07201.75W-.../...quiet").course()).isNaN();
        assertThat(one("!4903.50N/07201.75W-.../...quiet").speed()).isNaN();
    }

    @Test
    void moreDigitsFollowInTheComment() {
        var decimal = one("!4903.50N/07201.75W- here !W26! still");
        assertThat(decimal.latitude()).isCloseTo(49 + 3.502 / 60, within(1e-9));
        assertThat(decimal.longitude()).isCloseTo(-72 - 1.756 / 60, within(1e-9));
        assertThat(decimal.fields()).containsEntry("comment", "here  still").containsEntry("datum", "W");

        var base91 = one("!4903.50N/07201.75W-!wN!!");
        assertThat(base91.latitude()).isCloseTo(49 + (3.5 + 45 / 91.0 * 0.01) / 60, within(1e-9));
        assertThat(base91.longitude()).isCloseTo(-72 - 1.75 / 60, within(1e-9));
        assertThat(one("!4903.50N/07201.75W-!Wxy!").fields()).containsEntry("comment", "!Wxy!");
    }

    @Test
    void negativeAltitudesAndTextBeforeThePosition() {
        assertThat(one("!4903.50N/07201.75W-/A=-00020").altitude()).isCloseTo(-6.096, within(1e-9));
        assertThat(one("TNC v1.4 !4903.50N/07201.75W-").latitude()).isCloseTo(49.058333, within(1e-6));
    }

    @Test
    void aMicEPacketHidesHalfOfItselfInTheDestination() {
        var fact = Heard.one(new AprsDecoder(), "N0CALL>S32UVT,WIDE1-1:`(_fn\"Oj/\"4T}]hello=");

        assertThat(fact.kind()).isEqualTo(Kind.VEHICLE);
        assertThat(fact.latitude()).isCloseTo(33 + 25.64 / 60, within(1e-9));
        assertThat(fact.longitude()).isCloseTo(-112 - 7.74 / 60, within(1e-9));
        assertThat(fact.course()).isEqualTo(251);
        assertThat(fact.speed()).isCloseTo(20 * 1852 / 3600.0, within(1e-9));
        assertThat(fact.altitude()).isEqualTo(61);
        assertThat(fact.fields())
                .containsEntry("symbol", "/j")
                .containsEntry("mice_bits", "100")
                .containsEntry("mice_message", "returning")
                .containsEntry("format", "mice");
    }

    @Test
    void micEKnowsCustomMessagesSouthAndEastLowLongitudesAndDevices() {
        var custom = Heard.one(new AprsDecoder(), "N0CALL>A32564:`(_fn\"Oj/]text=");
        assertThat(custom.latitude()).isCloseTo(-3 - 25.64 / 60, within(1e-9));
        assertThat(custom.longitude()).isCloseTo(12 + 7.74 / 60, within(1e-9));
        assertThat(custom.fields())
                .containsEntry("mice_message", "custom 3")
                .containsEntry("device", "Kenwood TM-D710")
                .containsEntry("comment", "]text=");
        // With the offset, 180 to 189 stand for 100 to 109 degrees and 190 to 199 for 0 to 9.
        assertThat(Heard.one(new AprsDecoder(), "N0CALL>S32UVT:`p_fn\"Oj/").longitude())
                .isCloseTo(-104 - 7.74 / 60, within(1e-9));
        assertThat(Heard.one(new AprsDecoder(), "N0CALL>S32UVT:`z_fn\"Oj/").longitude())
                .isCloseTo(-4 - 7.74 / 60, within(1e-9));
        assertThat(Heard.one(new AprsDecoder(), "N0CALL>S32ULZ:`(_fn\"Oj/").fields())
                .containsEntry("ambiguity", 2L);
    }

    @Test
    void sentencesOfAGpsArePackets() {
        var minimum = one("$GPRMC,063909,A,3349.4302,N,11700.3721,W,43.022,89.3,291099,13.6,E*52");
        assertThat(minimum.latitude()).isCloseTo(33.823837, within(1e-6));
        assertThat(minimum.longitude()).isCloseTo(-117.006202, within(1e-6));
        assertThat(minimum.course()).isEqualTo(89.3);
        assertThat(Instant.ofEpochMilli(minimum.timeMillis())).isEqualTo("1999-10-29T06:39:09Z");

        assertThat(one("$GPGGA,102705,5157.9762,N,00029.3256,W,1,04,2.0,75.7,M,47.6,M,,")
                        .altitude())
                .isEqualTo(75.7);
        assertThat(fault("$GPRMC,063909,A,3349.4302,N,11700.3721,W,43.022,89.3,291099,13.6,E*53"))
                .isEqualTo("bad checksum");
        assertThat(fault("$GPRMC,063909,V,3349.4302,N,11700.3721,W,43.022,89.3,291099,13.6,E"))
                .isEqualTo("sentence without a position");
        assertThat(fault("$GPGSV,1,2,3")).isEqualTo("unknown sentence");
    }

    @Test
    void badPositionsAreNamed() {
        assertThat(fault("!49ff.50N/07201.75W-")).isEqualTo("bad position");
        assertThat(fault("!4903.50N,07201.75W-")).isEqualTo("bad symbol table");
        assertThat(fault("!9003.50N/07201.75W-")).isEqualTo("position out of range");
        assertThat(fault("!4903.50N/072")).isEqualTo("position too short");
        assertThat(fault("=/5L!!<*e~>7P[")).isEqualTo("bad compressed position");
        assertThat(Heard.fault(new AprsDecoder(), "N0CALL>APRS:`(_fn\"Oj/")).isEqualTo("Mic-E packet too short");
        assertThat(Heard.fault(new AprsDecoder(), "N0CALL>S32UAT:`(_fn\"Oj/"))
                .isEqualTo("bad Mic-E destination address");
    }

    private static void assertPosition(String body, double latitude, double longitude) {
        var fact = one(body);
        assertThat(fact.latitude()).isCloseTo(latitude, within(1e-9));
        assertThat(fact.longitude()).isCloseTo(longitude, within(1e-9));
    }

    private static Observation one(String body) {
        return Heard.one(new AprsDecoder(), "N0CALL-9>APRS,WIDE1-1,qAR,N0GATE:" + body + "\r\n");
    }

    private static String fault(String body) {
        return Heard.fault(new AprsDecoder(), "N0CALL-9>APRS,WIDE1-1,qAR,N0GATE:" + body + "\r\n");
    }
}
