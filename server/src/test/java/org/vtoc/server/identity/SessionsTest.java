package org.vtoc.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.vtoc.server.platform.security.Caller;
import org.vtoc.server.platform.security.Role;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

class SessionsTest {
    private static final TestCenter CENTER = TestCenter.start("sessions");

    @AfterAll
    static void close() {
        CENTER.close();
    }

    @Test
    void aRefreshTokenIsTradedOnceAndASecondUseEndsTheWholeSession() {
        CENTER.makeUser("ruth", "{}");
        Api.Reply first = CENTER.signIn("ruth", TestCenter.PASSWORD);
        Api.Reply second = refresh(first.at("/refresh_token"));
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.at("/refresh_token")).isNotEqualTo(first.at("/refresh_token"));
        Api ruth = CENTER.anonymous().with(second.at("/access_token"));
        assertThat(ruth.get("/auth/me").status()).isEqualTo(200);

        Api.Reply reused = refresh(first.at("/refresh_token"));

        assertThat(reused.status()).isEqualTo(401);
        assertThat(reused.at("/code")).isEqualTo("REFRESH_TOKEN_REFUSED");
        assertThat(refresh(second.at("/refresh_token")).status()).isEqualTo(401);
        assertThat(ruth.get("/auth/me").status()).isEqualTo(401);
        assertThat(CENTER.admin()
                        .get("/audit?action=session.token-reused&actor=ruth")
                        .body()
                        .at("/items"))
                .hasSize(1);
    }

    @Test
    void ofManyUsesOfOneRefreshTokenAtOnceOneWins() throws InterruptedException, ExecutionException {
        CENTER.makeUser("race", "{}");
        String token = CENTER.signIn("race", TestCenter.PASSWORD).at("/refresh_token");
        var go = new CountDownLatch(1);
        var replies = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                replies.add(threads.submit(() -> {
                    go.await();
                    return refresh(token).status();
                }));
            }
            go.countDown();
        }

        List<Integer> statuses = new ArrayList<>();
        for (var reply : replies) {
            statuses.add(reply.get());
        }
        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses).filteredOn(status -> status == 401).hasSize(15);
    }

    @Test
    void oneSeesOnesSessionsAndEndsTheOtherOne() {
        CENTER.makeUser("sue", "{}");
        Api sue = CENTER.signedIn("sue");
        CENTER.clock.advance(Duration.ofSeconds(1));
        Api elsewhere = CENTER.signedIn("sue");

        Api.Reply list = sue.get("/auth/sessions");
        assertThat(list.body().at("/items")).hasSize(2);
        assertThat(list.at("/items/0/current")).isEqualTo("false");
        assertThat(list.at("/items/1/current")).isEqualTo("true");
        assertThat(list.at("/items/0/address")).isEqualTo("127.0.0.1");
        String other = list.at("/items/0/id");

        assertThat(sue.delete("/auth/sessions/" + other).status()).isEqualTo(204);
        assertThat(elsewhere.get("/auth/me").status()).isEqualTo(401);
        assertThat(sue.get("/auth/sessions").body().at("/items")).hasSize(1);
        assertThat(sue.delete("/auth/sessions/" + other).status()).isEqualTo(404);
        assertThat(CENTER.admin()
                        .get("/audit?action=session.ended&target=SUE")
                        .body()
                        .at("/items"))
                .hasSize(1);
    }

    @Test
    void anAdministratorEndsASessionOfAUserAndAUserNoneOfAnotherUser() {
        String id = CENTER.makeUser("tess", "{}");
        CENTER.makeUser("thief", "{}");
        Api tess = CENTER.signedIn("tess");
        String session = CENTER.admin().get("/users/" + id + "/sessions").at("/items/0/id");

        assertThat(CENTER.signedIn("thief").delete("/auth/sessions/" + session).status())
                .isEqualTo(404);
        assertThat(tess.get("/auth/me").status()).isEqualTo(200);

        assertThat(CENTER.admin()
                        .delete("/users/" + id + "/sessions/" + session)
                        .status())
                .isEqualTo(204);
        assertThat(tess.get("/auth/me").status()).isEqualTo(401);
        assertThat(CENTER.admin()
                        .get("/users/00000000-0000-0000-0000-000000000001/sessions")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aRefreshTokenEndsAfterAWeekUnused() {
        CENTER.makeUser("slow", "{}");
        String token = CENTER.signIn("slow", TestCenter.PASSWORD).at("/refresh_token");
        String other = CENTER.signIn("slow", TestCenter.PASSWORD).at("/refresh_token");
        CENTER.clock.advance(Duration.ofDays(7).minusMinutes(1));
        assertThat(refresh(token).status()).isEqualTo(200);

        CENTER.clock.advance(Duration.ofMinutes(2));

        assertThat(refresh(other).status()).isEqualTo(401);
        CENTER.clock.advance(Duration.ofDays(-7).minusMinutes(1));
    }

    @Test
    void signingOutEndsTheAccessTokenToo() {
        CENTER.makeUser("leaver", "{}");
        Api.Reply tokens = CENTER.signIn("leaver", TestCenter.PASSWORD);
        Api leaver = CENTER.anonymous().with(tokens.at("/access_token"));

        Api.Reply out = leaver.post("/auth/logout", token(tokens.at("/refresh_token")));

        assertThat(out.status()).isEqualTo(204);
        assertThat(leaver.get("/auth/me").status()).isEqualTo(401);
        assertThat(refresh(tokens.at("/refresh_token")).status()).isEqualTo(401);
    }

    @Test
    void aChangedPasswordEndsTheOtherSessions() {
        CENTER.makeUser("changer", "{}");
        Api other = CENTER.signedIn("changer");
        Api mine = CENTER.signedIn("changer");

        assertThat(change(mine, "not my password", "another sound horse").status())
                .isEqualTo(401);
        assertThat(change(mine, TestCenter.PASSWORD, "too short").status()).isEqualTo(422);
        assertThat(change(mine, TestCenter.PASSWORD, "p".repeat(129)).status()).isEqualTo(422);
        assertThat(change(mine, TestCenter.PASSWORD, "changeme-please-now").status())
                .isEqualTo(422);
        assertThat(change(mine, TestCenter.PASSWORD, "another sound horse").status())
                .isEqualTo(204);

        assertThat(mine.get("/auth/me").status()).isEqualTo(200);
        assertThat(other.get("/auth/me").status()).isEqualTo(401);
        assertThat(CENTER.signIn("changer", TestCenter.PASSWORD).status()).isEqualTo(401);
        assertThat(CENTER.signIn("changer", "another sound horse").status()).isEqualTo(200);
    }

    @Test
    void anOpenConnectionLearnsOfRolesAndOfItsEnd() {
        String id = CENTER.makeUser("watcher", "{\"ops\":\"viewer\"}");
        Caller caller = CENTER.identity.authenticate(
                CENTER.signIn("watcher", TestCenter.PASSWORD).at("/access_token"));
        assertThat(roles(caller)).containsEntry("ops", Role.VIEWER);

        CENTER.admin().patch("/users/" + id, "{\"stations\":{\"log\":\"operator\"}}");
        Caller fresh = CENTER.identity.recheck(caller).orElseThrow();
        assertThat(roles(fresh)).containsOnlyKeys("logistics").containsEntry("logistics", Role.OPERATOR);

        CENTER.admin().patch("/users/" + id, "{\"disabled\":true}");
        assertThat(CENTER.identity.recheck(fresh)).isEmpty();
        assertThat(CENTER.signIn("watcher", TestCenter.PASSWORD).status()).isEqualTo(401);
    }

    @Test
    void whatAnotherProcessChangedCountsAfterTheNextReload() {
        CENTER.makeUser("remote", "{\"ops\":\"viewer\"}");
        Api remote = CENTER.signedIn("remote");

        CENTER.databases
                .control()
                .useHandle(handle -> handle.execute("UPDATE app_user SET disabled = true WHERE username = 'remote'"));
        CENTER.identity.reload();

        assertThat(remote.get("/auth/me").status()).isEqualTo(401);
    }

    private static java.util.Map<String, Role> roles(Caller caller) {
        return ((Caller.User) caller).stations();
    }

    private static Api.Reply change(Api user, String current, String next) {
        return user.post(
                "/auth/change-password",
                "{\"current_password\":\"%s\",\"new_password\":\"%s\"}".formatted(current, next));
    }

    private static Api.Reply refresh(String token) {
        return CENTER.anonymous().post("/auth/refresh", token(token));
    }

    private static String token(String token) {
        return "{\"refresh_token\":\"%s\"}".formatted(token);
    }
}
