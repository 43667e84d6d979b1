package org.vtoc.decode.aprs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vtoc.decode.Heard;
import org.vtoc.decode.Kind;
import org.vtoc.decode.Observation;

class AprsPacketsTest {
    @Test
    void anObjectIsTrackedByItsOwnName() {
        var fact = one(";LEADER   *092345z4903.50N/07201.75W>088/036");

        assertThat(fact.trackId()).isEqualTo("aprs:LEADER");
        assertThat(fact.messageType()).isEqualTo("object");
        assertThat(fact.kind()).isEqualTo(Kind.VEHICLE);
        assertThat(fact.course()).isEqualTo(88);
        assertThat(fact.fields()).containsEntry("alive", true).containsEntry("reported_by", "N0CALL");
        assertThat(one(";LEADER   _092345z4903.50N/07201.75W>088/036").fields()).containsEntry("alive", false);
        assertThat(one(";TUNNEL 12*092345z/5L!!<*e7A7P[").kind()).isEqualTo(Kind.OBJECT);
        assertThat(fault(";LEADER *092345z4903.50N/07201.75W>088/036")).isEqualTo("bad object");
        assertThat(fault(";LEADER   *0923")).isEqualTo("object too short");
    }

    @Test
    void anItemHasAShortNameAndNoTime() {
        var fact = one(")AID #2!4903.50N/07201.75WA");

        assertThat(fact.trackId()).isEqualTo("aprs:AID #2");
        assertThat(fact.messageType()).isEqualTo("item");
        assertThat(one(")G/WB4APR_53  .  N\\002  .  Wd").fields()).containsEntry("alive", false);
        assertThat(fault(")AB!4903.50N/07201.75WA")).isEqualTo("bad item");
    }

    @Test
    void symbolsSayWhatAStationIs() {
        var kinds = List.of(
                symbol("/'"),
                symbol("/^"),
                symbol("/X"),
                symbol("/O"),
                symbol("/s"),
                symbol("\\s"),
                symbol("/>"),
                symbol("9u"),
                symbol("/["),
                symbol("A["),
                symbol("\\["),
                symbol("\\S"),
                symbol("/-"),
                symbol("I&"));

        assertThat(kinds)
                .containsExactly(
                        Kind.AIRCRAFT,
                        Kind.AIRCRAFT,
                        Kind.AIRCRAFT,
                        Kind.AIRCRAFT,
                        Kind.VESSEL,
                        Kind.VESSEL,
                        Kind.VEHICLE,
                        Kind.VEHICLE,
                        Kind.PERSON,
                        Kind.PERSON,
                        Kind.STATION,
                        Kind.SATELLITE,
                        Kind.STATION,
                        Kind.STATION);
    }

    @Test
    void messagesHaveAnAddresseeAnIdAndAcknowledgements() {
        var message = one(":WU2Z     :Testing{003");
        assertThat(message.trackId()).isEqualTo("aprs:N0CALL");
        assertThat(message.messageType()).isEqualTo("message");
        assertThat(message.hasPosition()).isFalse();
        assertThat(message.fields())
                .containsEntry("addressee", "WU2Z")
                .containsEntry("message", "Testing")
                .containsEntry("message_id", "003");
        assertThat(one(":KB2ICI-14:ack003").fields()).containsEntry("message_ack", "003");
        assertThat(one(":KB2ICI-14:rej003").fields()).containsEntry("message_reject", "003");
        assertThat(one(":KB2ICI-14:yes{AB}12").fields())
                .containsEntry("message_id", "AB")
                .containsEntry("message_ack", "12");
        assertThat(one(":KB2ICI-14:a {brace} in the text").fields()).containsEntry("message", "a {brace} in the text");
        assertThat(one(":N0QBF-11 :PARM.Battery,Btemp,ATemp").messageType()).isEqualTo("telemetry-message");
        assertThat(fault(":WU2Z :Testing")).isEqualTo("bad message");
    }

    @Test
    void statusCapabilitiesAndQueriesAreText() {
        assertThat(one(">092345zNet Control Center").fields())
                .containsEntry("timestamp", "092345z")
                .containsEntry("status", "Net Control Center");
        assertThat(one("<IGATE,MSG_CNT=43,LOC_CNT=14").fields()).containsEntry("text", "IGATE,MSG_CNT=43,LOC_CNT=14");
        assertThat(one("?APRS?").messageType()).isEqualTo("query");
    }

    @Test
    void bytesThatAreNotUtf8AreLatin1() {
        assertThat(one(">Gr\u00fc\u00dfe").fields()).containsEntry("status", "Gr\u00fc\u00dfe");
        assertThat(one(">Gr\u00c3\u00bc\u00c3\u009fe").fields()).containsEntry("status", "Gr\u00fc\u00dfe");
    }

    @Test
    void telemetryIsTextOrBase91() {
        assertThat(one("T#005,199,000,255,073,123,01101001").fields().get("telemetry"))
                .isEqualTo(Map.of(
                        "seq", 5.0, "a1", 199.0, "a2", 0.0, "a3", 255.0, "a4", 73.0, "a5", 123.0, "bits", "01101001"));
        assertThat(one("T#MIC,199,,-1.5,,,01").fields().get("telemetry"))
                .isEqualTo(Map.of("a1", 199.0, "a3", -1.5, "bits", "01000000"));
        assertThat(one("!4903.50N/07201.75W-|!!!\"#$%&'()*!!| ok").fields())
                .containsEntry("comment", "ok")
                .containsEntry(
                        "telemetry",
                        Map.of(
                                "seq",
                                0.0,
                                "a1",
                                1.0,
                                "a2",
                                185.0,
                                "a3",
                                369.0,
                                "a4",
                                553.0,
                                "a5",
                                737.0,
                                "bits",
                                "00000000"));
        assertThat(fault("T#1,1,-1.,3")).isEqualTo("bad telemetry");
        assertThat(fault("T#x,1")).isEqualTo("bad telemetry");
    }

    @Test
    void weatherIsGivenInSiUnits() {
        var positionless = one("_10090556c220s004g005t077r000p000P000h50b09900wRSW");
        assertThat(positionless.messageType()).isEqualTo("wx");
        assertWeather(positionless, "wind_direction", 220);
        assertWeather(positionless, "wind_speed", 1.788);
        assertWeather(positionless, "wind_gust", 2.235);
        assertWeather(positionless, "temperature", 25);
        assertWeather(positionless, "humidity", 50);
        assertWeather(positionless, "pressure", 990);
        assertWeather(positionless, "rain_1h", 0);

        var fixed = one("@092345z4903.50N/07201.75W_220/004g005t-07r001p020P030h00b10150s004#123");
        assertThat(fixed.course()).isNaN();
        assertThat(fixed.latitude()).isCloseTo(49.058333, within(1e-6));
        assertWeather(fixed, "temperature", -21.667);
        assertWeather(fixed, "rain_24h", 5.08);
        assertWeather(fixed, "humidity", 100);
        assertWeather(fixed, "snow_24h", 1.016);
        assertThat(one("!4903.50N/07201.75W_no sensors yet").fields()).containsEntry("comment", "no sensors yet");
        assertThat(fault("_1009055c220")).isEqualTo("bad weather report");
    }

    @Test
    void ultimeterStationsSendHexadecimal() {
        var packet = one("$ULTW0031003702CE0069----000086A00001----011901CC00000005");
        assertWeather(packet, "temperature", 22.111);
        assertWeather(packet, "wind_gust", 1.361);
        assertWeather(packet, "wind_direction", 78);
        assertThat(one("!!00000066013D000028710166--------0158053201200210").messageType())
                .isEqualTo("wx");
        assertThat(fault("$ULTW")).isEqualTo("bad weather report");
    }

    @Test
    void aThirdPartyPacketIsItsOwnSource() {
        var fact = one("}DL1ABC-5>APRS,TCPIP,N0CALL*:!4903.50N/07201.75W-");

        assertThat(fact.trackId()).isEqualTo("aprs:DL1ABC-5");
        assertThat(fact.fields()).containsEntry("relayed_by", "N0CALL");
        assertThat(fault("}A>B:}C>D:>x")).isEqualTo("third-party packet inside another");
    }

    @Test
    void badHeadersAndUnknownPacketsAreNamed() {
        assertThat(Heard.fault(new AprsDecoder(), "N0_CALL>APRS:>x")).isEqualTo("bad source call sign");
        assertThat(Heard.fault(new AprsDecoder(), "N0CALL>aprs:>x")).isEqualTo("bad destination address");
        assertThat(Heard.fault(new AprsDecoder(), "N0CALL>APRS-16:>x")).isEqualTo("bad destination address");
        assertThat(Heard.fault(new AprsDecoder(), "N0CALL>APRS,BAD_CALL:>x")).isEqualTo("bad call sign in the path");
        assertThat(Heard.fault(new AprsDecoder(), "hello")).isEqualTo("packet has no body");
        assertThat(fault("")).isEqualTo("empty packet");
        assertThat(fault("{Q1qwerty")).isEqualTo("user-defined format");
        assertThat(fault(" UIDIGI 1.9")).isEqualTo("unknown data type");
    }

    @Test
    void aTracedServerAddressMayStandInThePath() {
        assertThat(Heard.one(new AprsDecoder(), "N0CALL>APRS,qAI,N0GATE,7F0000010000000000000000000000AB:>x")
                        .messageType())
                .isEqualTo("status");
    }

    @Test
    void linesOfTheServerGiveNothing() {
        var heard = Heard.of(new AprsDecoder(), "# logresp N0CALL verified\r\n\r\nN0CALL>APRS:>up\r\n");

        assertThat(heard.facts).extracting(Heard.Fact::number).containsExactly(3L);
        assertThat(heard.malformed).isEmpty();
    }

    private static Kind symbol(String symbol) {
        return one("!4903.50N" + symbol.charAt(0) + "07201.75W" + symbol.charAt(1))
                .kind();
    }

    private static void assertWeather(Observation fact, String name, double value) {
        assertThat(fact.fields().get("weather"))
                .isInstanceOfSatisfying(Map.class, weather -> assertThat((Double) weather.get(name))
                        .isCloseTo(value, within(0.001)));
    }

    private static Observation one(String body) {
        return Heard.one(new AprsDecoder(), "N0CALL>APRS,TCPIP*:" + body + "\r\n");
    }

    private static String fault(String body) {
        return Heard.fault(new AprsDecoder(), "N0CALL>APRS,TCPIP*:" + body + "\r\n");
    }
}
