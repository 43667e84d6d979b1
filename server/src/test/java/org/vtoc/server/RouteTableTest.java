package org.vtoc.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.vtoc.server.platform.db.DataFolder;
import org.vtoc.server.platform.db.StationSpec;
import org.vtoc.server.platform.http.HttpConfig;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.playbook.PlaybookConfig;
import org.vtoc.server.telemetry.TelemetryConfig;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;
import org.vtoc.server.testing.TestClock;
import org.vtoc.server.testing.TestPostgres;

/// Every route for every kind of caller. The table is written by hand: what it says is what we want, whatever the
/// code says.
///
/// A line is a method, a path, what each of [#PRINCIPALS] gets, and the body to send, if not `{}`:
/// - `+` let through, whatever comes after that
/// - `1` 401, `3` 403
/// - `4` 404, because the station is not theirs to know of
///
/// Requests about a station name `ops`.
class RouteTableTest {
    private static final List<String> PRINCIPALS = List.of(
            "anonymous",
            "viewer",
            "operator",
            "operator elsewhere",
            "administrator",
            "ingest key of the station",
            "ingest key without a station",
            "metrics key",
            "expired key");

    private static final String TABLE = """
            POST   /api/v1/auth/login            + + + + + + + + +
            POST   /api/v1/auth/refresh          + + + + + + + + +
            POST   /api/v1/auth/logout           + + + + + + + + +
            POST   /api/v1/auth/change-password  1 + + + + 3 3 3 1
            GET    /api/v1/auth/me               1 + + + + 3 3 3 1
            PUT    /api/v1/auth/me               1 + + + + 3 3 3 1
            GET    /api/v1/auth/sessions         1 + + + + 3 3 3 1
            DELETE /api/v1/auth/sessions/{id}    1 + + + + 3 3 3 1
            GET    /api/v1/users                 1 3 3 3 + 3 3 3 1
            POST   /api/v1/users                 1 3 3 3 + 3 3 3 1
            GET    /api/v1/users/{id}            1 3 3 3 + 3 3 3 1
            PATCH  /api/v1/users/{id}            1 3 3 3 + 3 3 3 1
            DELETE /api/v1/users/{id}            1 3 3 3 + 3 3 3 1
            GET    /api/v1/users/{id}/sessions              1 3 3 3 + 3 3 3 1
            DELETE /api/v1/users/{id}/sessions/{session}    1 3 3 3 + 3 3 3 1
            GET    /api/v1/api-keys              1 3 3 3 + 3 3 3 1
            POST   /api/v1/api-keys              1 3 3 3 + 3 3 3 1
            GET    /api/v1/api-keys/{id}         1 3 3 3 + 3 3 3 1
            DELETE /api/v1/api-keys/{id}         1 3 3 3 + 3 3 3 1
            GET    /api/v1/audit                 1 3 3 3 + 3 3 3 1
            GET    /api/v1/audit/verify          1 3 3 3 + 3 3 3 1
            GET    /api/v1/queue                 1 3 3 3 + 3 3 3 1
            GET    /api/v1/jobs                  1 3 3 3 + 3 3 3 1
            GET    /api/v1/jobs/{id}             1 3 3 3 + 3 3 3 1
            POST   /api/v1/jobs/{id}/requeue     1 3 3 3 + 3 3 3 1
            POST   /api/v1/jobs/{id}/cancel      1 3 3 3 + 3 3 3 1
            GET    /healthz                      + + + + + + + + +
            GET    /health                       + + + + + + + + +
            GET    /readyz                       + + + + + + + + +
            GET    /metrics                      + 3 3 3 + 3 3 + +
            GET    /api/openapi                  + + + + + + + + +
            GET    /api/docs                     + + + + + + + + +
            GET    /api/v1/about                 + + + + + + + + +
            GET    /api/v1/basemap               1 + + + + 3 3 3 1
            GET    /api/v1/basemap/state         1 + + + + 3 3 3 1
            PUT    /api/v1/basemap               1 3 3 3 + 3 3 3 1
            DELETE /api/v1/basemap               1 3 3 3 + 3 3 3 1
            GET    /api/v1/stations              1 + + 4 + 3 3 3 1
            POST   /api/v1/stations              1 3 3 3 + 3 3 3 1
            GET    /api/v1/stations/{station}    1 + + 4 + 3 3 3 1
            GET    /api/v1/tracks                1 + + 4 + 3 3 3 1
            GET    /api/v1/tracks/{track_id}     1 + + 4 + 3 3 3 1
            PATCH  /api/v1/tracks/{track_id}     1 3 + 4 + 3 3 3 1
            GET    /api/v1/tracks/{track_id}/trail          1 + + 4 + 3 3 3 1
            GET    /api/v1/replay                           1 + + 4 + 3 3 3 1
            GET    /api/v1/telemetry/histogram              1 + + 4 + 3 3 3 1
            GET    /api/v1/geofences             1 + + 4 + 3 3 3 1
            POST   /api/v1/geofences             1 3 + 4 + 3 3 3 1
            GET    /api/v1/geofences/crossings   1 + + 4 + 3 3 3 1
            GET    /api/v1/geofences/{id}        1 + + 4 + 3 3 3 1
            PATCH  /api/v1/geofences/{id}        1 3 + 4 + 3 3 3 1
            DELETE /api/v1/geofences/{id}        1 3 + 4 + 3 3 3 1
            GET    /api/v1/channels                            1 + + 4 + 3 3 3 1
            POST   /api/v1/channels                            1 3 + 4 + 3 3 3 1
            GET    /api/v1/channels/{id}                       1 + + 4 + 3 3 3 1
            PATCH  /api/v1/channels/{id}                       1 3 + 4 + 3 3 3 1
            PUT    /api/v1/channels/{id}/read                  1 + + 4 + 3 3 3 1
            POST   /api/v1/channels/{id}/members               1 3 + 4 + 3 3 3 1
            DELETE /api/v1/channels/{id}/members/{user}        1 3 + 4 + 3 3 3 1
            GET    /api/v1/channels/{id}/threads               1 + + 4 + 3 3 3 1
            POST   /api/v1/channels/{id}/threads               1 3 + 4 + 3 3 3 1
            GET    /api/v1/threads/{id}                        1 + + 4 + 3 3 3 1
            GET    /api/v1/threads/{id}/messages               1 + + 4 + 3 3 3 1
            POST   /api/v1/threads/{id}/messages               1 3 + 4 + 3 3 3 1
            GET    /api/v1/messages                            1 + + 4 + 3 3 3 1
            GET    /api/v1/messages/{id}                       1 + + 4 + 3 3 3 1
            PATCH  /api/v1/messages/{id}                       1 3 + 4 + 3 3 3 1
            DELETE /api/v1/messages/{id}                       1 3 + 4 + 3 3 3 1
            GET    /api/v1/messages/{id}/revisions             1 + + 4 + 3 3 3 1
            PUT    /api/v1/messages/{id}/reactions/{emoji}     1 3 + 4 + 3 3 3 1
            DELETE /api/v1/messages/{id}/reactions/{emoji}     1 3 + 4 + 3 3 3 1
            GET    /api/v1/people                              1 + + 4 + 3 3 3 1
            GET    /api/v1/stations/{station}/playbooks     1 + + 4 + 3 3 3 1
            GET    /api/v1/agentkit/catalogue               1 3 3 3 + 3 3 3 1
            GET    /api/v1/agent-actions/tools              1 + + 4 + 3 3 3 1
            POST   /api/v1/agentkit/runs                    1 3 + 4 + 3 3 3 1
            GET    /api/v1/agentkit/runs                    1 + + 4 + 3 3 3 1
            GET    /api/v1/agentkit/runs/{id}               1 + + 4 + 3 3 3 1
            GET    /api/v1/agentkit/approvals               1 + + 4 + 3 3 3 1
            POST   /api/v1/agentkit/runs/{id}/approve       1 3 + 4 + 3 3 3 1
            POST   /api/v1/agentkit/runs/{id}/reject        1 3 + 4 + 3 3 3 1
            POST   /api/v1/agentkit/runs/{id}/cancel        1 3 + 4 + 3 3 3 1
            POST   /api/v1/agentkit/runs/{id}/retry         1 3 + 4 + 3 3 3 1
            POST   /api/v1/agentkit/runs/{id}/replay        1 3 + 4 + 3 3 3 1
            POST   /api/v1/telemetry/events                 1 3 + 4 + + 4 3 1
            POST   /api/v1/telemetry/ingest/{source}        1 3 + 4 + + 4 3 1
            GET    /api/v1/telemetry/events                 1 + + 4 + 3 3 3 1
            GET    /api/v1/telemetry/events/{id}            1 + + 4 + 3 3 3 1
            PATCH  /api/v1/telemetry/events/{id}            1 3 + 4 + 3 3 3 1
            DELETE /api/v1/telemetry/events/{id}            1 3 + 4 + 3 3 3 1
            GET    /api/v1/telemetry/storage                1 + + 4 + 3 3 3 1
            GET    /api/v1/telemetry/sources                1 + + 4 + 3 3 3 1
            POST   /api/v1/telemetry/sources                1 3 + 4 + 3 3 3 1
            GET    /api/v1/telemetry/sources/{slug}         1 + + 4 + 3 3 3 1
            PATCH  /api/v1/telemetry/sources/{slug}         1 3 + 4 + 3 3 3 1
            DELETE /api/v1/telemetry/sources/{slug}         1 3 + 4 + 3 3 3 1
            GET    /api/v1/telemetry/sources/{slug}/silences 1 + + 4 + 3 3 3 1
            GET    /api/v1/telemetry/sources/{slug}/raw     1 3 + 4 + 3 3 3 1
            POST   /api/v1/telemetry/sources/test           1 3 + 4 + 3 3 3 1
            POST   /api/v1/telemetry/sources/{slug}/run     1 3 + 4 + 3 3 3 1
            """;

    private static final TestClock CLOCK = new TestClock();
    private static final DataFolder FOLDER = DataFolder.open(TestPostgres.newFolder("route-table"));
    private static final Wiring CENTER = Wiring.start(
            new ServerConfig(
                    HttpConfig.local(0),
                    FOLDER.path(),
                    Optional.empty(),
                    Optional.empty(),
                    StationSpec.list("ops,intel,logistics"),
                    "admin",
                    Optional.of(TestCenter.PASSWORD),
                    Path.of("no-such-file.yml"),
                    PlaybookConfig.of(Path.of("no-such-file.yml")),
                    Optional.empty(),
                    TelemetryConfig.defaults(),
                    false),
            FOLDER,
            CLOCK);
    private static final Api ADMIN = signedIn("admin");

    private record Line(String method, String path, List<String> outcomes, String body) {
        static Line parse(String text) {
            String[] parts = text.strip().split("\\s+", 3 + PRINCIPALS.size());
            return new Line(
                    parts[0],
                    parts[1],
                    List.of(parts).subList(2, 2 + PRINCIPALS.size()),
                    parts.length > 2 + PRINCIPALS.size() ? parts[2 + PRINCIPALS.size()] : "{}");
        }

        String key() {
            return method + " " + path;
        }
    }

    @AfterAll
    static void close() {
        CENTER.close();
        FOLDER.close();
    }

    private static Api anonymous() {
        return Api.at(CENTER.server().address());
    }

    private static Api signedIn(String username) {
        return anonymous()
                .with(anonymous()
                        .post(
                                "/auth/login",
                                "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, TestCenter.PASSWORD))
                        .at("/access_token"));
    }

    private static void makeUser(String username, String stations) {
        var reply = ADMIN.post(
                "/users",
                "{\"username\":\"%s\",\"password\":\"%s\",\"stations\":%s}"
                        .formatted(username, TestCenter.PASSWORD, stations));
        assertThat(reply.status()).isEqualTo(201);
    }

    @Test
    void everyRouteAnswersEveryCallerAsTheTableSays() {
        check(TABLE, CENTER.routes());
    }

    @Test
    void aStationMadeWhileTheCenterRunsIsServedAtOnce() {
        var made = ADMIN.post("/stations", "{\"slug\":\"sar_north\",\"name\":\"Rescue north\"}");

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.at("/slug")).isEqualTo("sar-north");
        assertThat(made.at("/callsign")).isEqualTo("SAR-NORTH");
        assertThat(ADMIN.post("/stations", "{\"slug\":\"sar-north\"}").status()).isEqualTo(409);
        assertThat(ADMIN.post("/stations", "{\"slug\":\"no such slug!\"}").status())
                .isEqualTo(422);
        assertThat(ADMIN.post(
                                "/telemetry/events?station=sar-north",
                                "{\"source_slug\":\"boat\",\"latitude\":60,\"longitude\":5}")
                        .status())
                .isEqualTo(201);
        assertThat(ADMIN.get("/tracks?station=SAR_NORTH").body().get("features"))
                .hasSize(1);
        assertThat(ADMIN.get("/audit?action=station.created").at("/items/0/target"))
                .isEqualTo("sar-north");
        assertThat(ADMIN.get("/audit/verify").at("/whole")).isEqualTo("true");
    }

    @Test
    void shortListsComeInPagesToo() {
        var first = ADMIN.get("/stations?limit=1");
        assertThat(first.body().get("items")).hasSize(1);
        assertThat(ADMIN.get("/stations?limit=1&cursor=" + first.at("/next")).at("/items/0/slug"))
                .isEqualTo("intel");
        assertThat(ADMIN.get("/stations?limit=1000").body().get("next").isNull())
                .isTrue();
        assertThat(ADMIN.get("/stations?cursor=x").status()).isEqualTo(422);
        assertThat(ADMIN.get("/auth/sessions?limit=1").status()).isEqualTo(200);
    }

    /// So that a change of the API is seen where changes are reviewed.
    @Test
    void theCommittedApiDocumentIsTheOneServed() throws IOException {
        String served = anonymous().get("//api/openapi").body().toPrettyString() + "\n";
        Path made = Path.of("target", "openapi.json");
        Files.writeString(made, served);

        assertThat(Files.readString(Path.of("..", "docs", "openapi.json")))
                .as("docs/openapi.json; if the change is meant, copy server/%s there".formatted(made))
                .isEqualTo(served);
    }

    private static void check(String table, List<Route> routes) {
        Map<String, Line> lines = new TreeMap<>();
        table.lines().filter(text -> !text.isBlank()).map(Line::parse).forEach(line -> lines.put(line.key(), line));
        assertThat(routes.stream().map(route -> route.method() + " " + route.path()))
                .as("routes, against the table")
                .containsExactlyInAnyOrderElementsOf(lines.keySet());

        Map<String, Api> principals = principals();
        var wrong = new ArrayList<String>();
        for (Line line : lines.values()) {
            for (int i = 0; i < PRINCIPALS.size(); i++) {
                String principal = PRINCIPALS.get(i);
                String outcome = outcome(principals.get(principal), line);
                if (!outcome.equals(line.outcomes().get(i))) {
                    wrong.add("%s as %s: %s, not %s"
                            .formatted(
                                    line.key(),
                                    principal,
                                    outcome,
                                    line.outcomes().get(i)));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String outcome(@org.jspecify.annotations.Nullable Api principal, Line line) {
        if (principal == null) {
            throw new IllegalStateException("a principal is missing");
        }
        String path = line.path()
                .replaceAll("\\{station}", "ops")
                .replaceAll("\\{[a-z_]+}", "8a0f4f86-2f1e-4b39-9d43-0f4a5a1c2b3d");
        boolean body = !line.method().equals("GET") && !line.method().equals("DELETE");
        Api.Reply reply = principal
                .header("X-Station-Slug", "ops")
                .send(line.method(), "/" + path, body ? Optional.of(line.body()) : Optional.empty());
        return switch (reply.status()) {
            case 401 -> reply.at("/code").equals("NOT_AUTHENTICATED") ? "1" : "+";
            case 403 -> "3";
            case 404 -> reply.at("/detail").startsWith("There is no station") ? "4" : "+";
            case 500 -> "failed: " + reply.text();
            default -> "+";
        };
    }

    private static Map<String, Api> principals() {
        makeUser("viewer", "{\"ops\":\"viewer\"}");
        makeUser("operator", "{\"ops\":\"operator\"}");
        makeUser("elsewhere", "{\"intel\":\"operator\"}");
        Api expired = key("\"ingest\",\"station:ops\"", Optional.of("2026-11-20T20:01:00Z"));
        CLOCK.advance(Duration.ofMinutes(2));
        List<Api> callers = List.of(
                anonymous(),
                signedIn("viewer"),
                signedIn("operator"),
                signedIn("elsewhere"),
                ADMIN,
                key("\"ingest\",\"station:ops\"", Optional.empty()),
                key("\"ingest\"", Optional.empty()),
                key("\"metrics\"", Optional.empty()),
                expired);
        var principals = new LinkedHashMap<String, Api>();
        for (int i = 0; i < PRINCIPALS.size(); i++) {
            principals.put(PRINCIPALS.get(i), callers.get(i));
        }
        return principals;
    }

    private static Api key(String scopes, Optional<String> expires) {
        String end = expires.map(at -> ",\"expires_at\":\"%s\"".formatted(at)).orElse("");
        return anonymous()
                .with(ADMIN.post("/api-keys", "{\"name\":\"test\",\"scopes\":[%s]%s}".formatted(scopes, end))
                        .at("/key"));
    }
}
