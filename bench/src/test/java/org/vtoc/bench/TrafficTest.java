package org.vtoc.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TrafficTest {
    private static final Instant NOW = Instant.parse("2026-11-20T20:14:31.250Z");

    @Test
    void aBatchIsAJsonArrayOfEventsOfNow() throws Exception {
        JsonNode events = new ObjectMapper().readTree(new Traffic(InstantSource.fixed(NOW), 7).events(500));

        assertThat(events).hasSize(500);
        assertThat(events.get(0).path("track_id").asText()).isEqualTo("icao:400007");
        assertThat(events.get(0).path("event_time").asText()).isEqualTo("2026-11-20T20:14:31.007Z");
        assertThat(events.get(0).path("payload").path("cs").asText()).isEqualTo("FLT7");
    }

    @Test
    void copyRowsHaveEveryColumnAndAnIdOfTheirTime() {
        String[] row =
                new Traffic(InstantSource.fixed(NOW), 7).copyRows(1).strip().split("\t", -1);

        UUID id = UUID.fromString(row[1]);
        assertThat(row).hasSize(17);
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
        assertThat(row[9]).isEqualTo("45170");
    }
}
