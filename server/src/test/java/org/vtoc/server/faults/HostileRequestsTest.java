package org.vtoc.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestPostgres;

/// Requests that mean harm, against the center as it is run, on the heap that the launcher gives it: out of memory it
/// would exit. After each, it still answers others.
class HostileRequestsTest {
    private static final Program CENTER = Program.up(TestPostgres.newFolder("hostile-requests"));
    private static final Api ADMIN = CENTER.admin();
    private static final String KEY = ADMIN.post(
                    "/api-keys", "{\"name\":\"feed\",\"scopes\":[\"ingest\",\"station:ops\"]}")
            .at("/key");
    private static final Api FEED = CENTER.anonymous().with(KEY);
    private static final int MIB = 1024 * 1024;

    @AfterAll
    static void close() {
        CENTER.close();
    }

    @AfterEach
    void theCenterStillAnswersOthers() {
        assertThat(CENTER.isAlive()).isTrue();
        assertThat(CENTER.anonymous().get("//readyz").status()).isEqualTo(200);
    }

    private static String events(String more) {
        return Wire.head(
                "POST /api/v1/telemetry/events HTTP/1.1\nContent-Type: application/json\nAuthorization: Bearer " + KEY
                        + "\n" + more);
    }

    private static Wire.Reply post(byte[] body) throws IOException {
        try (Wire wire = Wire.to(CENTER.address())) {
            return wire.send(events("Content-Length: " + body.length))
                    .send(body)
                    .reply();
        }
    }

    private static byte[] filled(String start, String repeated, int bytes) {
        byte[] all = new byte[bytes];
        byte[] unit = repeated.getBytes(StandardCharsets.US_ASCII);
        byte[] head = start.getBytes(StandardCharsets.US_ASCII);
        for (int i = head.length; i < bytes; i++) {
            all[i] = unit[(i - head.length) % unit.length];
        }
        System.arraycopy(head, 0, all, 0, head.length);
        return all;
    }

    @Test
    void aBodyOf100MebibytesIsRefusedByItsLength() throws IOException {
        Wire.Reply reply;
        try (Wire wire = Wire.to(CENTER.address())) {
            wire.send(events("Content-Length: " + 100 * MIB));
            byte[] piece = filled("", " ", MIB);
            for (int i = 0; i < 100; i++) {
                wire.send(piece);
            }
            reply = wire.reply();
        }

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.isProblem()).isTrue();
    }

    @Test
    void aBodyOf100MebibytesInChunksIsRefusedOnTheWay() throws IOException {
        Wire.Reply reply;
        try (Wire wire = Wire.to(CENTER.address())) {
            wire.send(events("Transfer-Encoding: chunked"));
            byte[] piece = filled("100000\r\n", " ", MIB + 10);
            piece[piece.length - 2] = '\r';
            piece[piece.length - 1] = '\n';
            for (int i = 0; i < 100; i++) {
                wire.send(piece);
            }
            reply = wire.reply();
        }

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.isProblem()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7fffffff", "80000000", "fffffffff"})
    void aSingleHugeChunkIsRefusedBeforeItIsRead(String size) throws IOException {
        try (Wire wire = Wire.to(CENTER.address())) {
            Wire.Reply reply = wire.send(events("Transfer-Encoding: chunked"))
                    .send(size + "\r\n")
                    .reply();

            assertThat(reply.status()).isIn(400, 413);
            assertThat(reply.isProblem()).isTrue();
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xyz\r\n",
                "-1\r\n",
                "\r\n",
                "2;a=b\r\n[]\r\n0\r\n\r\n",
                "2\r\n[]\r\n0\r\nA: b\r\n\r\n",
                "2\n[]\n0\n\n"
            })
    void chunksThatAreNoneAreRefused(String chunks) throws IOException {
        try (Wire wire = Wire.to(CENTER.address())) {
            Wire.Reply reply =
                    wire.send(events("Transfer-Encoding: chunked")).send(chunks).reply();

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.isProblem()).isTrue();
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @Test
    void aBodyInChunksIsTakenAndItsConnectionGoesOn() throws IOException {
        try (Wire wire = Wire.to(CENTER.address())) {
            for (int i = 0; i < 2; i++) {
                wire.send(events("Transfer-Encoding: chunked")).send("1\r\n[\r\n00001\r\n]\r\n0\r\n\r\n");

                assertThat(wire.reply().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void whoWaitsForAWordBeforeABodyInChunksGetsIt() throws IOException {
        try (Wire wire = Wire.to(CENTER.address())) {
            wire.send(events("Transfer-Encoding: chunked\nExpect: 100-continue"));
            assertThat(wire.reply().status()).isEqualTo(100);

            wire.send("2\r\n[]\r\n0\r\n\r\n");
            Wire.Reply reply = wire.reply();
            // It may be said twice (RFC 9110, 15.2).
            assertThat(reply.status() == 100 ? wire.reply().status() : reply.status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"payload\":{\"a\":", "{\"a\":", "[{\"payload\":["})
    void tenMillionLevelsAreRefused(String level) throws IOException {
        Wire.Reply reply = post(filled("", level, 10_000_000 - 10_000_000 % level.length()));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.isProblem()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,", "{},", "[],"})
    void anArrayOfMillionsOfElementsIsRefused(String element) throws IOException {
        Wire.Reply reply = post(filled("[", element, 10_000_000));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.isProblem()).isTrue();
    }

    @Test
    void millionsOfElementsInsideAnEventDoNotHarm() throws IOException {
        byte[] body = filled("{\"payload\":{\"a\":[", "1,", 10_000_000);
        byte[] end = "1]},\"source_slug\":\"hostile\"}".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(end, 0, body, body.length - end.length, end.length);

        Wire.Reply reply = post(body);

        assertThat(reply.status()).isLessThan(500).isNotZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"latitude":1              | 400
            {latitude:1}               | 400
            [{"latitude":1},]          | 400
            {} {}                      | 400
            nul                        | 400
            {"latitude":NaN}           | 400
            {"latitude":Infinity}      | 400
            {"latitude":0x10}          | 400
            {"latitude":01}            | 400
            {"latitude":1e999}         | 422
            {"latitude":-91,"longitude":0}  | 422
            {"latitude":0,"longitude":180.0001} | 422
            {"latitude":"1"}           | 422
            {"latitude":1}             | 422
            {"altitude":true}          | 422
            {"event_time":"1970-01-01T00:00:00Z"} | 422
            {"event_time":"2100-01-01T00:00:00Z"} | 422
            {"event_time":"+999999999-12-31T23:59:59Z"} | 422
            {"event_time":"-999999999-01-01T00:00:00Z"} | 422
            {"event_time":1234567890}  | 422
            {"unknown":1}              | 422
            {"kind":"dragon"}          | 422
            {"kind":"other","kind":"other"} | 422
            {"track_id":"a\\u0000b"}   | 422
            {"track_id":"\\ud800"}     | 422
            {"payload":[1]}            | 422
            {"station":"../ops"}       | 404
            null                       | 422
            7                          | 422
            "text"                     | 422
            """)
    void aBodyThatIsNoEventIsRefused(String body, int status) {
        Api.Reply reply = FEED.post("/telemetry/events", body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.at("/status")).isEqualTo(Integer.toString(status));
    }

    @Test
    void numbersTextsAndNamesBeyondTheirLimitsAreRefused() {
        String long1 = "x".repeat(MIB);
        for (String body : List.of(
                "{\"latitude\":1" + "0".repeat(64) + "}",
                "{\"latitude\":0." + "1".repeat(100_000) + "}",
                "{\"" + long1 + "\":1}",
                "{\"track_id\":\"" + long1 + "\"}",
                "{\"payload\":{\"" + long1 + "\":1}}")) {
            Api.Reply reply = FEED.post("/telemetry/events", body);

            assertThat(reply.status()).as(reply.text()).isIn(400, 422);
            assertThat(reply.text()).hasSizeLessThan(4096);
        }
    }

    @Test
    void aBodyThatIsNotUtf8IsRefused() throws IOException {
        for (byte[] body : List.of(
                new byte[] {
                    '{', '"', 't', 'r', 'a', 'c', 'k', '_', 'i', 'd', '"', ':', '"', (byte) 0xc0, (byte) 0x80, '"', '}'
                },
                "{\"track_id\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1),
                "{\"track_id\":\"a\"}".getBytes(StandardCharsets.UTF_16LE),
                new byte[64])) {
            assertThat(post(body).status()).isEqualTo(400);
        }
    }

    @Test
    void aCompressedBodyIsRefusedAndNeverInflated() throws IOException {
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb)) {
            byte[] zeros = new byte[MIB];
            for (int i = 0; i < 500; i++) {
                gzip.write(zeros);
            }
        }
        for (String coding : List.of("gzip", "x-gzip", "deflate", "br", "zstd", "gzip, gzip", "unheard")) {
            try (Wire wire = Wire.to(CENTER.address())) {
                Wire.Reply reply = wire.send(events("Content-Encoding: " + coding + "\nContent-Length: " + bomb.size()))
                        .send(bomb.toByteArray())
                        .reply();

                assertThat(reply.status()).as(coding).isIn(400, 415);
                assertThat(reply.isProblem()).as(coding).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "multipart/form-data; boundary=x",
                "nonsense",
                ";",
                "application/json, text/html"
            })
    void aBodyOfAnotherTypeIsRefused(String type) {
        Api.Reply reply = FEED.header("Content-Type", type).post("/telemetry/events", "[]");

        assertThat(reply.status()).isEqualTo(415);
    }

    @Test
    void manyLargeBodiesAtOnceDoNotExhaustTheHeap() throws Exception {
        byte[] body = filled("[{\"payload\":{\"a\":\"", "x", 10 * MIB);
        // Fields of 60 KiB, each its own; the whole is one good event.
        for (int i = 60_000; i < body.length - 100; i += 60_000) {
            byte[] next = "\",\"b%06d\":\"".formatted(i / 60_000).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(next, 0, body, i, next.length);
        }
        byte[] end = "\"}}]".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(end, 0, body, body.length - end.length, end.length);
        byte[] chunked = Arrays.copyOf("a00000\r\n".getBytes(StandardCharsets.US_ASCII), body.length + 15);
        System.arraycopy(body, 0, chunked, 8, body.length);
        System.arraycopy("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII), 0, chunked, body.length + 8, 7);

        var statuses = new ArrayList<Integer>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Wire.Reply>>();
            for (int i = 0; i < 40; i++) {
                Callable<Wire.Reply> call = i % 4 == 0 ? () -> chunked(chunked) : () -> post(body);
                answers.add(clients.submit(call));
            }
            assertThat(CENTER.anonymous().get("//healthz").status()).isEqualTo(200);
            for (Future<Wire.Reply> answer : answers) {
                statuses.add(status(answer));
            }
        }

        assertThat(statuses).allMatch(status -> status == 200 || status == 429 || status == 503);
        assertThat(statuses).contains(200);
    }

    private static Wire.Reply chunked(byte[] chunks) throws IOException {
        try (Wire wire = Wire.to(CENTER.address())) {
            return wire.send(events("Transfer-Encoding: chunked")).send(chunks).reply();
        }
    }

    private static int status(Future<Wire.Reply> answer) throws InterruptedException, ExecutionException {
        Wire.Reply reply = answer.get();
        if (reply.status() == 503 || reply.status() == 429) {
            assertThat(reply.headers()).containsKey("retry-after");
        }
        return reply.status();
    }

    @Test
    void aStrangerMaySendOnlyLittle() throws IOException {
        Api.Reply login = CENTER.anonymous().post("/auth/login", " ".repeat(20_000));
        assertThat(login.status()).isEqualTo(413);

        try (Wire wire = Wire.to(CENTER.address())) {
            // Refused before anything of the chunk was read.
            Wire.Reply reply = wire.send(Wire.head("POST /api/v1/users HTTP/1.1\nTransfer-Encoding: chunked"))
                    .send("7fffffff\r\n")
                    .reply();

            assertThat(reply.status()).isEqualTo(401);
            assertThat(wire.isEnded()).isTrue();
        }
    }
}
