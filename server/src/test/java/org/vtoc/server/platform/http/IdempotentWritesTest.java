package org.vtoc.server.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.security.Access;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

class IdempotentWritesTest {
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static final CountDownLatch INSIDE = new CountDownLatch(1);
    private static final CountDownLatch GO_ON = new CountDownLatch(1);

    private static final TestCenter CENTER = TestCenter.start(
            "idempotent-writes",
            Route.post("/count", Access.signedIn(), IdempotentWritesTest::count),
            Route.post("/open", Access.open("for the test"), IdempotentWritesTest::count),
            Route.post("/slow", Access.signedIn(), IdempotentWritesTest::slow),
            Route.post("/refusing", Access.signedIn(), IdempotentWritesTest::refuse),
            Route.post("/streamed", Access.signedIn(), IdempotentWritesTest::stream),
            Route.post("/large", Access.signedIn(), exchange -> {
                CALLS.incrementAndGet();
                return Answer.ok(Map.of("text", "x".repeat(IdempotentWrites.MAX_ANSWER)));
            }));

    @AfterAll
    static void close() {
        CENTER.close();
    }

    @Test
    void aRepeatGetsTheFirstAnswerAndDoesNothing() {
        Api.Reply first = admin("a-1").post("/count", "{\"a\":1}");
        Api.Reply second = admin("a-1").post("/count", "{\"a\":1}");

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(admin("a-2").post("/count", "{\"a\":1}").text()).isNotEqualTo(first.text());
    }

    @Test
    void aStreamedAnswerIsGivenAgainToo() {
        Api.Reply first = admin("s-1").post("/streamed", "{}");
        Api.Reply second = admin("s-1").post("/streamed", "{}");

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.body().has("call")).isTrue();
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused() {
        admin("b-1").post("/count", "{\"a\":1}");

        assertThat(admin("b-1").post("/count", "{\"a\":2}").status()).isEqualTo(422);
        assertThat(admin("b-1").post("/count?x=1", "{\"a\":1}").status()).isEqualTo(422);
        assertThat(admin("k".repeat(256)).post("/count", "{}").status()).isEqualTo(422);
    }

    @Test
    void keysBelongToTheirCallerAndRouteAndAnonymousCallersHaveNone() {
        CENTER.makeUser("other", "{}");
        String mine = admin("c-1").post("/count", "{}").text();

        String theirs = CENTER.signedIn("other")
                .header("Idempotency-Key", "c-1")
                .post("/count", "{}")
                .text();
        Api anonymous = CENTER.anonymous().header("Idempotency-Key", "c-1");

        assertThat(theirs).isNotEqualTo(mine);
        assertThat(anonymous.post("/open", "{}").text())
                .isNotEqualTo(anonymous.post("/open", "{}").text());
    }

    @Test
    void aRepeatWhileTheFirstIsUnderWayWaits() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> admin("d-1").post("/slow", "{}"));
            INSIDE.await();

            Api.Reply early = admin("d-1").post("/slow", "{}");
            assertThat(early.status()).isEqualTo(409);
            assertThat(early.headers().firstValue("Retry-After")).contains("1");

            GO_ON.countDown();
            assertThat(first.get().status()).isEqualTo(201);
            assertThat(admin("d-1").post("/slow", "{}").text())
                    .isEqualTo(first.get().text());
        }
    }

    @Test
    void aKeyIsFreeAgainAfterARefusal() {
        assertThat(admin("e-1").post("/refusing", "{}").status()).isEqualTo(409);
        assertThat(admin("e-1").post("/refusing", "{\"other\":true}").status()).isEqualTo(409);
    }

    @Test
    void aKeyOfADeadTryIsFreeAfterAWhileAndOneOfYesterdayIsNew() {
        String first = admin("f-1").post("/count", "{}").text();
        CENTER.databases
                .control()
                .useHandle(handle ->
                        handle.execute("UPDATE idempotent_write SET status = NULL, answer = NULL WHERE key = 'f-1'"));
        assertThat(admin("f-1").post("/count", "{}").status()).isEqualTo(409);

        CENTER.clock.advance(Duration.ofMinutes(3));
        String second = admin("f-1").post("/count", "{}").text();
        assertThat(second).isNotEqualTo(first);
        assertThat(admin("f-1").post("/count", "{}").text()).isEqualTo(second);

        CENTER.clock.advance(Duration.ofHours(25));
        Api later = CENTER.signedIn("admin").header("Idempotency-Key", "f-1");
        assertThat(later.post("/count", "{}").text()).isNotEqualTo(second);
        CENTER.clock.advance(Duration.ofHours(-25).minusMinutes(3));
    }

    @Test
    void anAnswerTooLargeToKeepIsNotDoneTwice() {
        int before = CALLS.get();
        assertThat(admin("g-1").post("/large", "{}").status()).isEqualTo(200);

        Api.Reply repeat = admin("g-1").post("/large", "{}");

        assertThat(repeat.status()).isEqualTo(409);
        assertThat(CALLS.get()).isEqualTo(before + 1);
    }

    @Test
    void theSecretOfAKeyIsNotKeptInPlain() {
        String body = "{\"name\":\"once\",\"scopes\":[\"metrics\"]}";
        Api.Reply first = admin("h-1").post("/api-keys", body);
        Api.Reply second = admin("h-1").post("/api-keys", body);

        byte[] stored = CENTER.databases.control().withHandle(handle -> handle.createQuery(
                        "SELECT answer FROM idempotent_write WHERE key = 'h-1'")
                .mapTo(byte[].class)
                .one());
        assertThat(second.at("/key")).isEqualTo(first.at("/key"));
        assertThat(new String(stored, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("vtoc_");
    }

    private static Answer count(Exchange exchange) {
        int call = CALLS.incrementAndGet();
        return Answer.created("/somewhere/" + call, Map.of("call", call));
    }

    private static Answer stream(Exchange exchange) {
        int call = CALLS.incrementAndGet();
        return Answer.stream(json -> {
                    json.writeStartObject();
                    json.writeNumberField("call", call);
                    json.writeEndObject();
                })
                .status(201);
    }

    private static Answer slow(Exchange exchange) {
        INSIDE.countDown();
        try {
            GO_ON.await();
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failure);
        }
        return count(exchange);
    }

    private static Answer refuse(Exchange exchange) {
        throw ProblemException.of(RequestError.WRONG_STATE, "Always.");
    }

    private static Api admin(String key) {
        return CENTER.admin().header("Idempotency-Key", key);
    }
}
