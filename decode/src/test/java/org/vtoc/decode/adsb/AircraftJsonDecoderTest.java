package org.vtoc.decode.adsb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vtoc.decode.Capture;
import org.vtoc.decode.Expected;
import org.vtoc.decode.Heard;
import org.vtoc.decode.Kind;

class AircraftJsonDecoderTest {
    private static final String SNAPSHOT = "dump1090mqtt/aircraft_london_2026-07-29";

    @Test
    void everyAircraftOfTheLondonSnapshotDecodesAsExpected() {
        var heard = Heard.of(new AircraftJsonDecoder(), Capture.bytes(SNAPSHOT + ".json"));
        var expected = Capture.expected(SNAPSHOT + ".expected.jsonl");

        assertThat(expected).hasSize(25);
        assertThat(heard.facts).hasSize(expected.size());
        assertThat(heard.malformed).isEmpty();
        for (int i = 0; i < expected.size(); i++) {
            var entry = expected.get(i);
            var fact = heard.at(i + 1);
            assertThat(fact.trackId()).isEqualTo("icao:" + entry.get("id").asText());
            var compared = new Expected(entry, fact);
            compared.position();
            compared.motion();
            compared.number("altitude_ft", fact.altitude(), 0.3048, 1);
            compared.numberField("vertical_rate_fpm", "vertical_rate", 0.00508, 0.01);
            compared.field("callsign", "callsign");
            compared.field("squawk", "squawk");
            compared.field("on_ground", "on_ground");
            if (fact.hasPosition()) {
                compared.number("position_time_unix", fact.timeMillis() / 1000.0, 1, 0.001);
            } else {
                assertThat(fact.timeMillis() / 1000.0)
                        .isLessThanOrEqualTo(entry.get("time_unix").asDouble());
            }
        }
    }

    @Test
    void theOlderNamesOfDump1090AreUnderstood() {
        var fact = Heard.one(new AircraftJsonDecoder(), """
                {"now":1700000000,"aircraft":[{"hex":"4CA2B6","flight":"EIN52N  ","altitude":"ground","speed":12,
                "track":90,"vert_rate":-64,"lat":53.4,"lon":-6.2,"seen":0.5,"seen_pos":2}]}""");

        assertThat(fact.trackId()).isEqualTo("icao:4ca2b6");
        assertThat(fact.fields()).containsEntry("on_ground", true).containsEntry("callsign", "EIN52N");
        assertThat(fact.altitude()).isNaN();
        assertThat(fact.course()).isEqualTo(90);
        assertThat(fact.timeMillis()).isEqualTo(1_699_999_998_000L);
    }

    @Test
    void theListOfDump1090SaysItselfWhatIsGood() {
        var fact = Heard.one(new AircraftJsonDecoder(), """
                [{"hex":"4ca2b6","lat":0,"lon":0,"validposition":0,"track":0,"validtrack":0,"altitude":1000}]""");

        assertThat(fact.hasPosition()).isFalse();
        assertThat(fact.course()).isNaN();
        assertThat(fact.altitude()).isEqualTo(304.8);
    }

    @Test
    void anAggregatorsListIsUnderstood() {
        var fact = Heard.one(new AircraftJsonDecoder(), """
                {"ac":[{"hex":"4ca2b6","type":"mlat","r":"EI-DEO","t":"A320","desc":"AIRBUS \\u0041-320",
                "alt_baro":100,"alt_geom":200,"mlat":["lat","lon"],"true_heading":10.5,"category":"A3"}],
                "now":1700000000123}""");

        assertThat(fact.messageType()).isEqualTo("mlat");
        assertThat(fact.timeMillis()).isEqualTo(1_700_000_000_123L);
        assertThat(fact.heading()).isEqualTo(10.5);
        assertThat(fact.fields())
                .containsEntry("registration", "EI-DEO")
                .containsEntry("aircraft_type", "A320")
                .containsEntry("description", "AIRBUS A-320")
                .containsEntry("altitude_geometric", 60.96)
                .containsEntry("mlat", List.of("lat", "lon"));
    }

    @Test
    void aPositionOverAMinuteOldIsTheLastOne() {
        var fact = Heard.one(new AircraftJsonDecoder(), """
                {"now":1700000000.0,"aircraft":[{"hex":"~2c1234","seen":1,
                "lastPosition":{"lat":51.5,"lon":-0.1,"nic":8,"rc":186,"seen_pos":70.5}}]}""");

        assertThat(fact.trackId()).isEqualTo("adsb:~2c1234");
        assertThat(fact.latitude()).isEqualTo(51.5);
        assertThat(Instant.ofEpochMilli(fact.timeMillis())).isEqualTo("2023-11-14T22:12:09.500Z");
    }

    @Test
    void vehiclesAndObstaclesAreNoAircraft() {
        var heard = Heard.of(new AircraftJsonDecoder(), """
                [{"hex":"4ca2b6","category":"C2"},{"hex":"4ca2b7","category":"C3"},{"hex":"4ca2b8","category":"C0"}]""");

        assertThat(heard.facts)
                .extracting(fact -> fact.observation().kind())
                .containsExactly(Kind.VEHICLE, Kind.OBJECT, Kind.AIRCRAFT);
    }

    @Test
    void aBadItemIsNamedByItsNumberAndTheOthersCount() {
        var heard = Heard.of(new AircraftJsonDecoder(), """
                {"aircraft":[{"hex":"4ca2b6"},7,{"hex":"xyz"},{"hex":"4ca2b6" "lat":1},{"hex":"4ca2b6","lat":95,"lon":1},
                {"hex":"4ca2b6","lat":"1"},{},{"hex":"4ca2b7"},{"hex":"4ca2b6","t":"A320","t":"A321"}]}""");

        assertThat(heard.facts).extracting(Heard.Fact::number).containsExactly(1L, 8L);
        assertThat(heard.malformed)
                .containsExactly(
                        new Heard.Fault(2, "item is not an object"),
                        new Heard.Fault(3, "hex is not six hexadecimal digits"),
                        new Heard.Fault(4, "broken JSON"),
                        new Heard.Fault(5, "latitude out of range"),
                        new Heard.Fault(6, "lat is not a number"),
                        new Heard.Fault(7, "hex missing"),
                        new Heard.Fault(9, "duplicate key"));
    }

    @Test
    void whatStandsBeforeACutCounts() {
        var heard =
                Heard.of(new AircraftJsonDecoder(), "{\"now\":1,\"aircraft\":[{\"hex\":\"4ca2b6\"},{\"hex\":\"4ca2");

        assertThat(heard.facts).hasSize(1);
        assertThat(heard.malformed).containsExactly(new Heard.Fault(2, "cut off"));
    }

    @Test
    void oneAircraftToALineAndSnapshotsAfterEachOtherAreCountedOn() {
        var heard = Heard.of(new AircraftJsonDecoder(), """
                {"now":1700000000,"hex":"4ca2b6","lat":1,"lon":2}
                <html>no</html>
                {"aircraft":[]}
                {"aircraft":[{"hex":"4ca2b7"}]}
                """);

        assertThat(heard.facts).extracting(Heard.Fact::number).containsExactly(1L, 2L);
        assertThat(heard.malformed).containsExactly(new Heard.Fault(2, "not JSON"));
    }

    @Test
    void aDocumentWithoutAircraftIsNamed() {
        assertThat(Heard.fault(new AircraftJsonDecoder(), "{\"messages\":1}")).isEqualTo("no list of aircraft");
    }
}
