package org.vtoc.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.platform.config.StartRefused;
import org.vtoc.server.platform.db.Databases;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;
import org.vtoc.server.testing.TestPostgres;
import org.vtoc.server.testing.TestStations;

class UsersTest {
    private static final TestCenter CENTER = TestCenter.start("users");

    @AfterAll
    static void close() {
        CENTER.close();
    }

    @Test
    void whatIsWrongWithANewUserIsNamedFieldByField() {
        Api.Reply reply = CENTER.admin().post("/users", """
                {"username": "a b", "email": "nowhere", "password": "short", "stations": {"mars": "viewer"}}""");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body().at("/errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("username", "email", "password", "stations.mars");
        assertThat(CENTER.admin().post("/users", "{\"role\":\"god\"}").status()).isEqualTo(422);
        assertThat(CENTER.admin()
                        .post("/users", "{\"username\":\"x\",\"stations\":{\"ops\":\"boss\"}}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void namesAndAddressesBelongToOneUserWhateverTheirCase() {
        String body = "{\"username\":\"%s\",\"email\":\"%s\",\"password\":\"a sound horse eats hay\"}";
        assertThat(CENTER.admin()
                        .post("/users", body.formatted("Grace", "g@example.org"))
                        .status())
                .isEqualTo(201);

        Api.Reply name = CENTER.admin().post("/users", body.formatted("gRACE", "h@example.org"));
        Api.Reply address = CENTER.admin().post("/users", body.formatted("hopper", "G@example.org"));

        assertThat(name.status()).isEqualTo(409);
        assertThat(name.at("/code")).isEqualTo("USERNAME_TAKEN");
        assertThat(address.at("/code")).isEqualTo("EMAIL_TAKEN");
    }

    @Test
    void aUserIsShownChangedAndRemoved() {
        String id = CENTER.makeUser("passing", "{\"OPS\":\"viewer\"}");
        Api passing = CENTER.signedIn("passing");

        Api.Reply changed = CENTER.admin().patch("/users/" + id, "{\"email\":\"p@example.org\"}");
        assertThat(changed.at("/stations/ops")).isEqualTo("viewer");
        assertThat(changed.at("/email")).isEqualTo("p@example.org");
        assertThat(passing.put("/auth/me", "{\"admin\":true}").status()).isEqualTo(422);
        assertThat(passing.put("/auth/me", "{\"email\":\"q@example.org\"}").at("/email"))
                .isEqualTo("q@example.org");
        assertThat(CENTER.admin().get("/users/" + id).at("/email")).isEqualTo("q@example.org");

        assertThat(CENTER.admin().delete("/users/" + id).status()).isEqualTo(204);
        assertThat(passing.get("/auth/me").status()).isEqualTo(401);
        assertThat(CENTER.admin().get("/users/" + id).status()).isEqualTo(404);
        assertThat(CENTER.admin().delete("/users/" + id).status()).isEqualTo(404);
        assertThat(actions("passing")).containsExactly("user.deleted", "user.changed", "user.changed", "user.created");
    }

    @Test
    void nullTakesAnAddressAwayAndAbsenceKeepsIt() {
        String id = CENTER.makeUser("unreachable", "{}");
        CENTER.admin().patch("/users/" + id, "{\"email\":\"u@example.org\"}");

        assertThat(CENTER.admin().patch("/users/" + id, "{\"disabled\":false}").at("/email"))
                .isEqualTo("u@example.org");
        Api.Reply removed = CENTER.admin().patch("/users/" + id, "{\"email\":null}");

        assertThat(removed.status()).isEqualTo(200);
        assertThat(removed.body().has("email")).isFalse();
        assertThat(CENTER.admin().patch("/users/" + id, "{\"email\":7}").status())
                .isEqualTo(422);
        Api unreachable = CENTER.signedIn("unreachable");
        unreachable.put("/auth/me", "{\"email\":\"u@example.org\"}");
        assertThat(unreachable.put("/auth/me", "{\"email\":null}").body().has("email"))
                .isFalse();
        assertThat(CENTER.admin()
                        .get("/audit?action=user.changed&target=unreachable")
                        .at("/items/0/details/before/email"))
                .isEqualTo("u@example.org");
    }

    @Test
    void theUsersAreListedPieceByPiece() {
        for (String name : List.of("list-a", "list-b", "list-c")) {
            CENTER.makeUser(name, "{}");
        }

        Api.Reply first = CENTER.admin().get("/users?limit=2");
        Api.Reply second = CENTER.admin().get("/users?limit=1000&cursor=" + first.at("/next"));

        assertThat(first.body().at("/items")).hasSize(2);
        assertThat(second.body().at("/items").findValuesAsText("username"))
                .contains("list-c")
                .doesNotContainAnyElementsOf(first.body().at("/items").findValuesAsText("username"));
        assertThat(second.body().at("/next").isNull()).isTrue();
        assertThat(CENTER.admin().get("/users?cursor=%20").status()).isEqualTo(422);
        assertThat(first.text()).doesNotContain("argon2", "password");
    }

    @Test
    void theLastAdministratorCantBeRemovedDemotedOrDisabled() {
        String id = CENTER.admin().get("/auth/me").at("/id");
        String other = CENTER.makeUser("second-admin", "{}");
        CENTER.admin().patch("/users/" + other, "{\"admin\":true}");
        assertThat(CENTER.admin()
                        .patch("/users/" + other, "{\"disabled\":true}")
                        .status())
                .isEqualTo(200);

        Api.Reply removed = CENTER.admin().delete("/users/" + id);

        assertThat(removed.status()).isEqualTo(409);
        assertThat(removed.at("/code")).isEqualTo("LAST_ADMINISTRATOR");
        assertThat(CENTER.admin().patch("/users/" + id, "{\"admin\":false}").status())
                .isEqualTo(409);
        assertThat(CENTER.admin().patch("/users/" + id, "{\"disabled\":true}").status())
                .isEqualTo(409);
        assertThat(CENTER.admin().get("/users").status()).isEqualTo(200);
    }

    @Test
    void theFirstStartMakesAnAdministratorWithAGeneratedPasswordOrARealOne() {
        var clock = InstantSource.system();
        try (Databases databases = TestPostgres.fresh("ops");
                Audit audit = Audit.open(
                        () -> Map.of(Audit.CONTROL, databases.control()),
                        TestPostgres.newFolder("first-start.json"),
                        new byte[32],
                        clock);
                Identity identity = Identity.open(
                        databases.control(), audit, new TestStations(List.of("ops")), new byte[32], clock)) {
            for (String bad : List.of("short", "changeme-changeme", "<your password here>", "aaaaaaaaaaaaaaaa")) {
                assertThatThrownBy(() -> identity.bootstrap("chief", Optional.of(bad)))
                        .isInstanceOf(StartRefused.class)
                        .hasMessageContaining("VTOC_ADMIN_PASSWORD");
            }
            Optional<String> generated = identity.bootstrap("chief", Optional.empty());

            assertThat(generated.orElseThrow()).matches("[a-z2-9]{5}(-[a-z2-9]{5}){3}");
            assertThat(identity.bootstrap("chief", Optional.empty())).isEmpty();
        }
    }

    private static List<String> actions(String target) {
        return CENTER.databases.control().withHandle(handle -> handle.createQuery(
                        "SELECT action FROM audit_row WHERE target = :target AND action LIKE 'user.%' ORDER BY position DESC")
                .bind("target", target)
                .mapTo(String.class)
                .list());
    }
}
