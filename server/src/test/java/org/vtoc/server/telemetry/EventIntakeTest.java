package org.vtoc.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

class EventIntakeTest {
    private static final TestCenter CENTER = TelemetryCenter.start("event-intake");
    private static final Api ADMIN = CENTER.admin();

    @AfterAll
    static void close() {
        CENTER.close();
    }

    private static long stored(String condition) {
        return CENTER.databases.station("ops").jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT count(*) FROM event WHERE " + condition)
                .mapTo(Long.class)
                .one());
    }

    @Test
    void oneEventIsStoredAndAnsweredWithItsId() {
        var reply = ADMIN.post("/telemetry/events", """
                {"source_slug":"one","track_id":"icao:4ca2b6","latitude":51.5,"longitude":-0.1,"altitude":1000.5,
                 "heading":360,"course":0,"speed":82.31,"payload":{"callsign":"BAW1","n":1.50},"raw_data":"MSG,3"}""");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.headers().firstValue("Location")).contains("/api/v1/telemetry/events/" + reply.at("/id"));
        assertThat(reply.at("/kind")).isEqualTo("aircraft");
        var read = ADMIN.get("/telemetry/events/" + reply.at("/id"));
        assertThat(read.body()).isEqualTo(reply.body());
        assertThat(read.text()).contains("\"n\":1.50").contains("\"speed\":82.31");
    }

    @Test
    void aRepeatChangesNothingWhateverItSaysElse() {
        var first = ADMIN.post("/telemetry/events", """
                {"source_slug":"keyed","event_key":"k","latitude":1,"longitude":2}""");
        var again = ADMIN.post(
                "/telemetry/events", """
                {"source_slug":"keyed","event_key":"k","event_time":"%s","latitude":5,"longitude":6}""".formatted(CENTER.clock.instant().minus(Duration.ofDays(3))));

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(stored("event_key = 'k'")).isEqualTo(1);
    }

    @Test
    void ofAnArrayTheGoodRowsAreStoredAndTheBadOnesNamed() {
        var reply = ADMIN.post("/telemetry/events", """
                [{"source_slug":"many","latitude":1,"longitude":2,"event_key":"a"},
                 {"source_slug":"many","latitude":1,"longitude":2,"event_key":"a"},
                 {"source_slug":"many","latitude":91,"longitude":181},
                 7,
                 {"source_slug":"many","colour":"red"},
                 {"latitude":1,"longitude":2},
                 {"source_slug":"many","latitude":1},
                 {"source_slug":"many","latitude":3,"longitude":4,"station":"nowhere"},
                 {"source_slug":"many","latitude":3,"longitude":4,"latitude":3},
                 {"source_slug":"many","raw_data":"%s"}]""".formatted("x".repeat(70_000)));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().get("accepted").asInt()).isEqualTo(1);
        assertThat(reply.body().get("duplicates").asInt()).isEqualTo(1);
        var named = new ArrayList<Integer>();
        reply.body().get("rejected").forEach(row -> named.add(row.get("index").asInt()));
        assertThat(named).containsExactly(2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(reply.body().at("/rejected/0/detail").asText())
                .contains("latitude")
                .contains("longitude");
        assertThat(reply.body().at("/rejected/2/detail").asText()).contains("colour");
    }

    @Test
    void linesAreTakenOneByOne() {
        var reply = ADMIN.header("Content-Type", "application/x-ndjson").post("/telemetry/events", """
                {"source_slug":"lines","latitude":1,"longitude":2}
                {"source_slug":"lines","latitude":

                {"source_slug":"lines","latitude":3,"longitude":4}
                """);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().get("accepted").asInt()).isEqualTo(2);
        assertThat(reply.body().at("/rejected/0/index").asInt()).isEqualTo(1);
    }

    @Test
    void eachLineKeepsItsOwnPayload() {
        ADMIN.header("Content-Type", "application/x-ndjson").post("/telemetry/events", """
                {"source_slug":"payloads","event_key":"1","payload":{"note":"one"}}
                {"source_slug":"payloads","event_key":"2","payload":{"note":"the second","more":[1,2]}}
                """);

        var items = ADMIN.get("/telemetry/events?source=payloads").body().get("items");
        assertThat(items)
                .extracting(item -> item.get("payload").toString())
                .containsExactlyInAnyOrder("{\"note\":\"one\"}", "{\"note\":\"the second\",\"more\":[1,2]}");
    }

    @Test
    void anAnswerWithEveryRowRefusedIsStillGood() {
        var reply = ADMIN.post("/telemetry/events", "[{\"latitude\":1}]");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().get("accepted").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "400 | {\"latitude\":",
                "400 | {\"source_slug\":\"x\",\"latitude\":NaN,\"longitude\":1}",
                "400 | {\"source_slug\":\"x\"} {}",
                "400 | nonsense",
                "422 | 7",
                "422 | {\"source_slug\":\"x\",\"latitude\":\"1\",\"longitude\":1}",
                "422 | {\"source_slug\":\"x\",\"latitude\":1e400,\"longitude\":1}",
                "422 | {\"source_slug\":\"x\",\"latitude\":90.1,\"longitude\":1}",
                "422 | {\"source_slug\":\"x\",\"latitude\":1,\"longitude\":1,\"event_time\":\"1970-01-01T00:00:00Z\"}",
                "422 | {\"source_slug\":\"x\",\"latitude\":1,\"longitude\":1,\"event_time\":\"2100-01-01T00:00:00Z\"}",
                "422 | {\"source_slug\":\"x\",\"latitude\":1,\"longitude\":1,\"event_time\":\"yesterday\"}",
                "422 | {\"source_slug\":\"x\",\"latitude\":1,\"longitude\":1,\"latitude\":2}",
                "422 | {\"source_slug\":\"x\",\"latitude\":1,\"longitude\":1,\"payload\":[1]}",
                "422 | {\"source_slug\":\"x\",\"latitude\":1,\"longitude\":1,\"raw_data\":\"a\\u0000b\"}",
                "422 | {\"source_slug\":\"x\",\"latitude\":1,\"longitude\":1,\"kind\":\"ufo\"}",
                "422 | {\"source_slug\":\"../x\",\"latitude\":1,\"longitude\":1}",
                "404 | {\"source_slug\":\"x\",\"latitude\":1,\"longitude\":1,\"station\":\"nowhere\"}",
            })
    void whatIsWrongIsRefusedWithItsStatus(int status, String body) {
        var reply = ADMIN.post("/telemetry/events", body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(reply.at("/detail")).isNotBlank();
    }

    @Test
    void moreRowsThanTheLimitAreRefusedWhole() {
        var body = "[" + "{\"source_slug\":\"flood\"},".repeat(10_000) + "{\"source_slug\":\"flood\"}]";

        assertThat(ADMIN.post("/telemetry/events", body).status()).isEqualTo(413);
        assertThat(ADMIN.get("/telemetry/events?source=flood")
                        .body()
                        .get("items")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void theWrongContentTypeAndCompressedBodiesAreRefused() {
        assertThat(ADMIN.header("Content-Type", "text/plain")
                        .post("/telemetry/events", "{}")
                        .status())
                .isEqualTo(415);
        assertThat(ADMIN.header("Content-Encoding", "gzip")
                        .post("/telemetry/events", "{}")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void aDisabledSourceTakesNothing() {
        ADMIN.post("/telemetry/events", "{\"source_slug\":\"off\",\"latitude\":1,\"longitude\":2}");
        CENTER.databases
                .station("ops")
                .jdbi()
                .useHandle(handle -> handle.execute("UPDATE source SET enabled = false WHERE slug = 'off'"));
        try (Telemetry other = TelemetryCenter.telemetry(CENTER)) {
            assertThat(other.sources().find("ops", "off").orElseThrow().enabled())
                    .isFalse();
        }
        assertThat(ADMIN.post("/telemetry/ingest/never-seen", "{}").status()).isEqualTo(404);
    }

    @Test
    void largeBatchesWithTheSameKeysFromSeveralSidesAreStoredOnce() throws Exception {
        var replies = new ArrayList<Future<Api.Reply>>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                var keys = new ArrayList<Integer>();
                for (int key = 0; key < 400; key++) {
                    keys.add(key);
                }
                Collections.shuffle(keys, new Random(i));
                var rows = keys.stream()
                        .map(key -> "{\"source_slug\":\"sides\",\"event_key\":\"s%d\",\"latitude\":%d,\"longitude\":%d}"
                                .formatted(key, key % 90, key % 180))
                        .toList();
                replies.add(executor.submit(() -> ADMIN.post("/telemetry/events", "[" + String.join(",", rows) + "]")));
            }
        }
        int accepted = 0;
        int duplicates = 0;
        for (var reply : replies) {
            assertThat(reply.get().status()).as(reply.get().text()).isEqualTo(200);
            accepted += reply.get().body().get("accepted").asInt();
            duplicates += reply.get().body().get("duplicates").asInt();
        }
        assertThat(accepted).isEqualTo(400);
        assertThat(duplicates).isEqualTo(7 * 400);
        assertThat(stored("event_key LIKE 's%'")).isEqualTo(400);
    }

    @Test
    void concurrentRequestsAreEachAnsweredForTheirOwnRows() throws Exception {
        var replies = new ArrayList<Future<Api.Reply>>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                // Every key comes twice, from two requests at once.
                int key = i / 2;
                replies.add(executor.submit(() -> ADMIN.post(
                        "/telemetry/events",
                        "{\"source_slug\":\"crowd\",\"event_key\":\"c%d\",\"latitude\":1,\"longitude\":2}"
                                .formatted(key))));
            }
        }
        var ids = new HashSet<String>();
        int fresh = 0;
        for (var reply : replies) {
            assertThat(reply.get().status()).isIn(200, 201);
            fresh += reply.get().status() == 201 ? 1 : 0;
            ids.add(reply.get().at("/id"));
        }
        assertThat(fresh).isEqualTo(100);
        assertThat(ids).hasSize(100);
        assertThat(stored("event_key LIKE 'c%'")).isEqualTo(100);
    }
}
