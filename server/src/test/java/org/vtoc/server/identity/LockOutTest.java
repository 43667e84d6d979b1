package org.vtoc.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

class LockOutTest {
    private static final TestCenter CENTER = TestCenter.start("lock-out");

    @AfterAll
    static void close() {
        CENTER.close();
    }

    @Test
    void wrongTriesMakeOneWaitLongerAndLonger() {
        CENTER.makeUser("target", "{}");
        fail("target", "10.0.0.1", 5);

        Api.Reply locked = signIn("target", TestCenter.PASSWORD, "10.0.0.1");
        assertThat(locked.status()).isEqualTo(429);
        assertThat(locked.at("/code")).isEqualTo("SIGN_IN_LOCKED");
        assertThat(locked.headers().firstValue("Retry-After")).contains("15");

        CENTER.clock.advance(Duration.ofSeconds(16));
        fail("target", "10.0.0.1", 1);
        assertThat(signIn("target", TestCenter.PASSWORD, "10.0.0.1").headers().firstValue("Retry-After"))
                .contains("30");
        CENTER.clock.advance(Duration.ofSeconds(31));
        assertThat(signIn("TARGET", TestCenter.PASSWORD, "10.0.0.1").status()).isEqualTo(200);
        fail("target", "10.0.0.1", 4);
        assertThat(signIn("target", TestCenter.PASSWORD, "10.0.0.1").status()).isEqualTo(200);
        assertThat(CENTER.admin()
                        .get("/audit?action=session.locked")
                        .body()
                        .at("/items")
                        .findValuesAsText("target"))
                .filteredOn("target"::equals)
                .hasSize(2);
    }

    @Test
    void anUnknownUserIsLockedLikeAKnownOne() {
        fail("no-such-user", "10.0.0.2", 5);

        assertThat(signIn("no-such-user", TestCenter.PASSWORD, "10.0.0.2").status())
                .isEqualTo(429);
    }

    private static void fail(String user, String address, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(signIn(user, "wrong password " + i, address).status()).isEqualTo(401);
        }
    }

    private static Api.Reply signIn(String user, String password, String address) {
        return CENTER.anonymous()
                .header("X-Forwarded-For", address)
                .post("/auth/login", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(user, password));
    }
}
