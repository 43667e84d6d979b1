package org.vtoc.decode.ais;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vtoc.decode.Capture;
import org.vtoc.decode.Expected;
import org.vtoc.decode.Heard;
import org.vtoc.decode.Observation;

/// Recordings of four networks against the decodes of gpsdecode.
class AisCapturesTest {
    private static final Set<String> WITH_POSITION = Set.of("1", "2", "3", "4", "9", "11", "18", "19", "21");
    private static final Set<String> WITH_MOTION = Set.of("1", "2", "3", "9", "18", "19", "27");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aislib/dma_stream_2010-06-11",
                "aislib/dma_oresund_2011-06-28",
                "gpsd/gpsd_sample",
                "vessels-monitoring/vernon_seine_2016-04-10"
            })
    void everyMessageDecodesAsExpectedAndNothingElseDoes(String capture) {
        byte[] log = Capture.bytes(capture + ".nmea");
        var heard = Heard.of(new AisDecoder(), log);
        var lines = new String(log, StandardCharsets.ISO_8859_1).lines().toList();
        var expectedLines = new HashSet<Long>();

        for (var entry : Capture.expected(capture + ".expected.jsonl")) {
            long line = entry.get("line").asLong();
            expectedLines.add(line);
            compare(entry, heard.at(line));
        }

        assertThat(heard.facts)
                .filteredOn(fact -> !expectedLines.contains(fact.number()))
                .allMatch(fact -> isUnknownToTheReference(fact, lines));
    }

    private static void compare(JsonNode entry, Observation fact) {
        var compared = new Expected(entry, fact);
        String type = entry.get("msg_type").asText();
        assertThat(fact.trackId()).isEqualTo("mmsi:" + entry.get("id").asText());
        assertThat(fact.messageType()).isEqualTo(type);
        if (WITH_POSITION.contains(type)) {
            compared.position();
        }
        if (WITH_MOTION.contains(type)) {
            compared.motion();
        }
        switch (type) {
            case "1", "2", "3" -> {
                compared.number("heading_deg", fact.heading(), 1, 1);
                compared.field("nav_status", "nav_status");
            }
            case "4", "11" -> assertThat(fact.timeMillis()).isEqualTo(time(entry));
            case "5", "19", "21" -> {
                compared.field("name", "name");
                compared.field("callsign", "callsign");
                compared.field("destination", "destination");
                compared.field("imo", "imo");
                compared.field("ship_type", "ship_type");
                compared.field("aid_type", "aid_type");
                compared.numberField("draught_m", "draught", 1, 0.05);
            }
            case "9" -> compared.number("altitude_m", fact.altitude(), 1, 1);
            case "18" -> compared.number("heading_deg", fact.heading(), 1, 1);
            // The reference prints these two to a tenth of a degree.
            case "17", "27" -> {
                compared.number("lat", fact.latitude(), 1, 0.0501);
                compared.number("lon", fact.longitude(), 1, 0.0501);
            }
            default -> assertThat(fact.hasPosition()).isFalse();
        }
    }

    /// A date or hour that does not exist means that the station has no time.
    private static long time(JsonNode entry) {
        try {
            return Instant.parse(entry.get("time").asText()).toEpochMilli();
        } catch (DateTimeException _) {
            return Observation.NO_TIME;
        }
    }

    private static boolean isUnknownToTheReference(Heard.Fact fact, List<String> lines) {
        String line = lines.get((int) fact.number() - 1);
        return fact.observation().messageType().equals("24") || line.matches("!(BY|SS|--).*");
    }
}
