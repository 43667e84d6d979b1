package org.vtoc.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

class SignInTest {
    private static final TestCenter CENTER = TestCenter.start("sign-in");

    @AfterAll
    static void close() {
        CENTER.close();
    }

    @Test
    void aUserSignsInByNameOrByEmailInAnyCase() {
        Api.Reply made = CENTER.admin().post("/users", """
                {"username": "Ada", "email": "Ada@example.org", "password": "a sound horse eats hay"}""");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains("/api/v1/users/" + made.at("/id"));
        for (String login : new String[] {"Ada", "ada", "ada@EXAMPLE.org"}) {
            Api.Reply reply = CENTER.signIn(login, TestCenter.PASSWORD);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.at("/token_type")).isEqualTo("Bearer");
            assertThat(reply.at("/expires_in")).isEqualTo("1800");
            assertThat(CENTER.anonymous()
                            .with(reply.at("/access_token"))
                            .get("/auth/me")
                            .at("/username"))
                    .isEqualTo("Ada");
        }
    }

    @Test
    void anUnknownUserAndAWrongPasswordAreToldTheSame() {
        Api.Reply unknown = CENTER.signIn("nobody-here", "wrong wrong wrong");
        Api.Reply wrong = CENTER.signIn("admin", "wrong wrong wrong");

        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(wrong.at("/code")).isEqualTo("WRONG_CREDENTIALS");
    }

    @Test
    void anAccessTokenEndsAfterHalfAnHour() {
        CENTER.makeUser("brief", "{}");
        Api brief = CENTER.signedIn("brief");

        assertThat(brief.get("/auth/me").status()).isEqualTo(200);
        CENTER.clock.advance(Duration.ofMinutes(31));

        assertThat(brief.get("/auth/me").status()).isEqualTo(401);
        CENTER.clock.advance(Duration.ofMinutes(-31));
    }
}
