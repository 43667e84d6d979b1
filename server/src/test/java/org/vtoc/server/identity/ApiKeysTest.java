package org.vtoc.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.security.Access;
import org.vtoc.server.platform.security.Caller;
import org.vtoc.server.platform.security.Scope;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

class ApiKeysTest {
    private static final TestCenter CENTER = TestCenter.start(
            "api-keys",
            Route.post(
                    "/intake",
                    Access.operatorOrKey(Scope.INGEST),
                    exchange -> Answer.ok(Map.of("station", exchange.writable()))));

    @AfterAll
    static void close() {
        CENTER.close();
    }

    @Test
    void aKeyIsShownOnceAndReachesTheStationsOfItsScopes() {
        Api.Reply made = make("{\"name\":\"feed\",\"scopes\":[\"ingest\",\"station:log\"]}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("/key")).matches("vtoc_[a-z2-9]{8}_[A-Za-z0-9_-]{43}");
        assertThat(made.body().at("/scopes"))
                .extracting(node -> node.asText())
                .containsExactly("ingest", "station:logistics");

        Api.Reply shown = CENTER.admin().get("/api-keys/" + made.at("/id"));
        assertThat(shown.at("/prefix")).isEqualTo(made.at("/key").substring(0, 13));
        assertThat(shown.body().has("key")).isFalse();

        Api key = CENTER.anonymous().header("X-API-Key", made.at("/key"));
        assertThat(key.post("/intake?station=logistics", "{}").status()).isEqualTo(200);
        assertThat(key.post("/intake?station=ops", "{}").status()).isEqualTo(404);
        assertThat(key.post("/intake", "{}").status()).isEqualTo(404);
        assertThat(key.get("/auth/me").status()).isEqualTo(403);
        assertThat(CENTER.anonymous()
                        .with(made.at("/key") + "x")
                        .get("/auth/me")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aRevokedKeyIsRefusedAtOnceAndAnOpenConnectionLearnsOfIt() {
        Api.Reply made = make("{\"name\":\"gone\",\"scopes\":[\"metrics\"]}");
        Caller caller = CENTER.identity.authenticate(made.at("/key"));
        assertThat(CENTER.identity.recheck(caller)).contains(caller);

        assertThat(CENTER.admin().delete("/api-keys/" + made.at("/id")).status())
                .isEqualTo(204);

        assertThat(CENTER.identity.recheck(caller)).isEmpty();
        assertThat(CENTER.anonymous()
                        .with(made.at("/key"))
                        .post("/intake", "{}")
                        .status())
                .isEqualTo(401);
        assertThat(CENTER.admin().delete("/api-keys/" + made.at("/id")).status())
                .isEqualTo(404);
    }

    @Test
    void aKeyEndsAtItsTime() {
        String end = CENTER.clock.instant().plus(Duration.ofMinutes(10)).toString();
        Api.Reply made = make(
                "{\"name\":\"brief\",\"scopes\":[\"ingest\",\"station:ops\"],\"expires_at\":\"%s\"}".formatted(end));
        Api key = CENTER.anonymous().with(made.at("/key"));
        assertThat(key.post("/intake", "{}").status()).isEqualTo(200);

        CENTER.clock.advance(Duration.ofMinutes(10));

        assertThat(key.post("/intake", "{}").status()).isEqualTo(401);
        CENTER.clock.advance(Duration.ofMinutes(-10));
    }

    @Test
    void whatIsWrongWithANewKeyIsNamed() {
        for (String bad : List.of(
                "{\"scopes\":[\"ingest\"]}",
                "{\"name\":\"x\"}",
                "{\"name\":\"x\",\"scopes\":[\"everything\"]}",
                "{\"name\":\"x\",\"scopes\":[\"station:mars\"]}",
                "{\"name\":\"x\",\"scopes\":[null]}",
                "{\"name\":\"x\",\"scopes\":[\"agent\"],\"server_id\":\"8a0f4f86-2f1e-4b39-9d43-0f4a5a1c2b3d\"}",
                "{\"name\":\"x\",\"scopes\":[\"agent\"],\"expires_at\":\"2020-01-01T00:00:00Z\"}",
                "{\"name\":\"x\",\"scopes\":[\"agent\"],\"admin\":true}")) {
            assertThat(make(bad).status()).as(bad).isEqualTo(422);
        }
    }

    @Test
    void theLastUseIsWrittenDownWithTheNextReload() {
        Api.Reply made = make("{\"name\":\"used\",\"scopes\":[\"ingest\",\"station:ops\"]}");
        CENTER.anonymous().with(made.at("/key")).post("/intake", "{}");

        CENTER.identity.reload();

        Api.Reply shown = CENTER.admin().get("/api-keys/" + made.at("/id"));
        assertThat(shown.at("/last_used_at")).isNotEmpty();
        assertThat(CENTER.admin().get("/api-keys?limit=1").body().at("/items")).hasSize(1);
        CENTER.identity.reload();
        assertThat(CENTER.anonymous()
                        .with(made.at("/key"))
                        .post("/intake", "{}")
                        .status())
                .isEqualTo(200);
    }

    private static Api.Reply make(String body) {
        return CENTER.admin().post("/api-keys", body);
    }
}
