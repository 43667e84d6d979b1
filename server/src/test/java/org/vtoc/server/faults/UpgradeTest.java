package org.vtoc.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.vtoc.server.platform.db.OlderServer;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.Eventually;
import org.vtoc.server.testing.TestCenter;
import org.vtoc.server.testing.TestPostgres;

/// A data folder whose databases are of an earlier PostgreSQL, under a program that has a later one.
class UpgradeTest {
    /// What the start says on its way.
    private static final List<String> STEPS =
            List.of("bringing the databases", "database vtoc:", "database vtoc_intel:", "database vtoc_ops:");

    private final Path data = TestPostgres.newFolder("upgrade");
    private final Path postgres = data.resolve("postgres");

    /// What must be the same before and after.
    private record Kept(
            Map<String, JsonNode> events, List<String> fences, JsonNode users, JsonNode keys, String audit) {
        static Kept of(Ledger ledger, Api admin) {
            return new Kept(
                    ledger.stored(admin),
                    admin.get("/geofences").body().findValuesAsText("id"),
                    admin.get("/users").body().get("items"),
                    admin.get("/api-keys").body().get("items"),
                    admin.get("/audit?action=geofence.created").text());
        }
    }

    private String version(String folder) throws IOException {
        return Files.readString(postgres.resolve(folder).resolve("PG_VERSION")).strip();
    }

    private static void make(Api admin, String path, String body) {
        var made = admin.post(path, body);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    private static void fill(Api admin) {
        make(
                admin,
                "/users",
                "{\"username\":\"mira\",\"password\":\"%s\",\"stations\":{\"ops\":\"operator\"}}"
                        .formatted(TestCenter.PASSWORD));
        make(admin, "/api-keys", "{\"name\":\"roof\",\"scopes\":[\"ingest\",\"station:ops\"]}");
        make(admin, "/geofences", "{\"name\":\"Bay\",\"center\":[10.0,50.0],\"radius\":10000}");
        make(admin, "/geofences", "{\"name\":\"Pier\",\"station\":\"intel\",\"center\":[11.0,50.0],\"radius\":500}");
    }

    private static void auditIsWhole(Api admin) {
        var verdict = admin.get("/audit/verify");
        assertThat(verdict.status()).isEqualTo(200);
        assertThat(verdict.at("/whole")).as(verdict.text()).isEqualTo("true");
    }

    @Test
    void everythingComesAlongAndAKillOnTheWayCostsNothing() throws Exception {
        Optional<String> older = OlderServer.major();
        assumeThat(older)
                .as("an earlier PostgreSQL is installed (apt-get install postgresql)")
                .isPresent();
        String major = older.orElseThrow();
        Ledger ledger;
        Kept before;
        try (OlderServer server = OlderServer.start(data, major);
                Program center = Program.up(data, "--database-url", server.url())) {
            Api admin = center.admin();
            fill(admin);
            ledger = Ledger.open(admin, "upgraded");
            Ledger running = ledger;
            Eventually.holds("events are stored", () -> running.acknowledged() >= 500);
            ledger.stop();
            before = Kept.of(ledger, admin);
            auditIsWhole(admin);
            center.askToStop();
            center.awaitEnd();
        }

        for (String step : STEPS) {
            Program.killedAt(data, step);
            assertThat(version("cluster")).isEqualTo(major);
        }
        try (Program center = Program.up(data)) {
            goesOn(center, ledger, before);
        }
        assertThat(version("cluster")).isNotEqualTo(major);
        assertThat(version("cluster." + major)).isEqualTo(major);

        // As a kill between the two renames leaves it.
        Files.move(postgres.resolve("cluster"), postgres.resolve("cluster.upgraded"));
        try (Program center = Program.up(data)) {
            assertThat(ledger.stored(center.admin()).keySet()).isEqualTo(ledger.sentKeys());
        }
    }

    private static void goesOn(Program center, Ledger ledger, Kept before) {
        Api admin = center.admin();
        assertThat(Kept.of(ledger, admin)).isEqualTo(before);
        auditIsWhole(admin);
        var mira = center.anonymous()
                .post("/auth/login", "{\"username\":\"mira\",\"password\":\"%s\"}".formatted(TestCenter.PASSWORD));
        assertThat(mira.status()).isEqualTo(200);

        // Keys, sequences and rights are where they were: repeats are known, and new rows find their place.
        ledger.repost(admin);
        assertThat(ledger.stored(admin).keySet()).isEqualTo(ledger.sentKeys());
        make(admin, "/telemetry/events", "{\"source_slug\":\"new\",\"latitude\":1,\"longitude\":2}");
        assertThat(admin.get("/telemetry/events?source=new").body().get("items"))
                .hasSize(1);
        make(admin, "/geofences", "{\"name\":\"Quay\",\"center\":[10.0,50.0],\"radius\":100}");
        auditIsWhole(admin);
    }
}
