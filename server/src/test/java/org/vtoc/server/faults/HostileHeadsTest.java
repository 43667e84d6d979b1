package org.vtoc.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vtoc.server.testing.TestPostgres;

/// Request lines and headers that no honest client sends, on bare connections to the center as it is run.
class HostileHeadsTest {
    private static final Program CENTER = Program.up(TestPostgres.newFolder("hostile-heads"));
    private static final String TOKEN = CENTER.anonymous()
            .post(
                    "/auth/login",
                    "{\"username\":\"admin\",\"password\":\"%s\"}"
                            .formatted(org.vtoc.server.testing.TestCenter.PASSWORD))
            .at("/access_token");

    @AfterAll
    static void close() {
        CENTER.close();
    }

    @AfterEach
    void theCenterStillAnswersOthers() {
        assertThat(CENTER.isAlive()).isTrue();
        assertThat(CENTER.anonymous().get("//readyz").status()).isEqualTo(200);
    }

    private static Wire.Reply ask(String text) throws IOException {
        try (Wire wire = Wire.to(CENTER.address())) {
            return wire.send(text).reply();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\nContent-Length: 2",
                "Content-Length: 2\nContent-Length: 20",
                "Content-Length: 2\nContent-Length: 2",
                "Content-Length: 2, 2",
                "Content-Length: +2",
                "Content-Length: -2",
                "Content-Length: 0x2",
                "Content-Length: 99999999999999999999",
                "Content-Length: two",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: chunked\nTransfer-Encoding: chunked",
                "Transfer-Encoding: Chunked ",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding: identity"
            })
    void aRequestWhoseEndIsNotClearIsRefusedAndNothingBehindItIsRead(String framing) throws IOException {
        try (Wire wire = Wire.to(CENTER.address())) {
            wire.send(Wire.head("POST /api/v1/telemetry/events HTTP/1.1\nContent-Type: application/json\n"
                    + "Authorization: Bearer " + TOKEN + "\n" + framing));
            wire.send("0\r\n\r\nGET /api/v1/about HTTP/1.1\r\nHost: localhost\r\n\r\n");

            Wire.Reply reply = wire.reply();
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.isProblem()).isTrue();
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /healthz\r\n\r\n",
                "GET\r\n\r\n",
                " /healthz HTTP/1.1\r\n\r\n",
                "GET /healthz HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nno colon\r\n\r\n",
                "GET /healthz HTTP/1.1\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: a\u0000b\r\n\r\n",
                "GET /health\u0000z HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /<script> HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET http:// HTTP/1.1\r\nHost: a\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003 hello TLS\r\n\r\n",
                "SSH-2.0-OpenSSH_9.6\r\n\r\n",
                "\r\n\r\n\r\n\r\n"
            })
    void whatIsNoHttpIsRefusedOrTheConnectionEnds(String text) throws IOException {
        try (Wire wire = Wire.to(CENTER.address())) {
            Wire.Reply reply = wire.send(text).reply();

            assertThat(reply.status()).isIn(0, 400, 404, 405);
            if (reply.status() != 0) {
                assertThat(reply.isProblem()).as(reply.body()).isTrue();
                assertThat(reply.body()).doesNotContain("Exception");
            }
        }
    }

    @Test
    void headsBeyondTheirLimitsAreRefused() throws IOException {
        String big = "x".repeat(1_000_000);
        for (String text : List.of(
                "GET /" + big + " HTTP/1.1\r\nHost: a\r\n\r\n",
                big + " / HTTP/1.1\r\nHost: a\r\n\r\n",
                big,
                Wire.head("GET /healthz HTTP/1.1\nX: " + big),
                Wire.head("GET /healthz HTTP/1.1\n" + big + ": x"),
                Wire.head("GET /healthz HTTP/1.1\n" + "A: b\n".repeat(100_000)))) {
            Wire.Reply reply = ask(text);

            assertThat(reply.status()).isIn(0, 400);
            assertThat(reply.status() == 0 || reply.isProblem()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../etc/passwd",
                "/..%2f..%2fetc%2fpasswd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/assets/../../../etc/passwd",
                "/assets/..%5c..%5cboot.ini",
                "/assets/%2e%2e%2f%2e%2e%2fapplication.properties",
                "/..;/etc/passwd",
                "/%00",
                "/%ff%fe",
                "/%zz",
                "/%c0%ae%c0%ae/etc/passwd",
                "//etc/passwd",
                "/../logback.xml",
                "/../org/vtoc/server/Main.class",
                "/../META-INF/MANIFEST.MF",
                "/.git/config",
                "/api/v1/../../etc/passwd",
                "/api/v1/%2e%2e/%2e%2e/healthz/x"
            })
    void noPathLeadsOutOfTheConsole(String path) throws IOException {
        for (String accept : List.of("*/*", "text/html")) {
            Wire.Reply reply = ask(Wire.head("GET " + path + " HTTP/1.1\nAccept: " + accept));

            // The console's page stands for paths that only its router knows.
            boolean page = reply.status() == 200
                    && reply.headers().getOrDefault("content-type", "").startsWith("text/html");
            assertThat(page || reply.status() == 404 || reply.status() == 400 || reply.status() == 401)
                    .as("%s: %s", path, reply)
                    .isTrue();
            assertThat(reply.body()).doesNotContain("root:").doesNotContain("Manifest-Version");
        }
    }

    @Test
    void aHeadIsAnsweredAsAGetWithoutItsBody() throws IOException {
        try (Wire wire = Wire.to(CENTER.address())) {
            wire.send(Wire.head("HEAD /healthz HTTP/1.1"));
            assertThat(wire.headOnly()).isEqualTo(200);

            // Nothing of a body stands before the next answer.
            assertThat(wire.send(Wire.head("GET /healthz HTTP/1.1")).reply().status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "TRACE", "DELETE", "PROPFIND", "CONNECT"})
    void methodsThatAPathDoesNotTakeAreRefused(String method) throws IOException {
        Wire.Reply reply = ask(Wire.head(method + " /healthz HTTP/1.1\nX-Secret: echo-me"));

        assertThat(reply.status()).isIn(400, 405);
        assertThat(reply.isProblem()).isTrue();
        assertThat(reply.body()).doesNotContain("echo-me");
        assertThat(reply.headers()).doesNotContainKey("access-control-allow-origin");
    }
}
