package org.vtoc.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

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
            GET    /api/v1/users                 1 3 3 3 + 3 3 3 1
            POST   /api/v1/users                 1 3 3 3 + 3 3 3 1
            GET    /api/v1/users/{id}            1 3 3 3 + 3 3 3 1
            PATCH  /api/v1/users/{id}            1 3 3 3 + 3 3 3 1
            DELETE /api/v1/users/{id}            1 3 3 3 + 3 3 3 1
            GET    /api/v1/api-keys              1 3 3 3 + 3 3 3 1
            POST   /api/v1/api-keys              1 3 3 3 + 3 3 3 1
            GET    /api/v1/api-keys/{id}         1 3 3 3 + 3 3 3 1
            DELETE /api/v1/api-keys/{id}         1 3 3 3 + 3 3 3 1
            GET    /api/v1/audit                 1 3 3 3 + 3 3 3 1
            GET    /api/v1/audit/verify          1 3 3 3 + 3 3 3 1
            """;

    private static final TestCenter CENTER = TestCenter.start("route-table");

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
    }

    @Test
    void everyRouteAnswersEveryCallerAsTheTableSays() {
        check(
                TABLE,
                Stream.of(CENTER.audit.routes(), CENTER.identity.routes())
                        .flatMap(List::stream)
                        .toList());
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
        CENTER.makeUser("viewer", "{\"ops\":\"viewer\"}");
        CENTER.makeUser("operator", "{\"ops\":\"operator\"}");
        CENTER.makeUser("elsewhere", "{\"intel\":\"operator\"}");
        Api expired = key("\"ingest\",\"station:ops\"", Optional.of("2026-11-20T20:01:00Z"));
        CENTER.clock.advance(Duration.ofMinutes(2));
        List<Api> callers = List.of(
                CENTER.anonymous(),
                CENTER.signedIn("viewer"),
                CENTER.signedIn("operator"),
                CENTER.signedIn("elsewhere"),
                CENTER.admin(),
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
        return CENTER.anonymous()
                .with(CENTER.admin()
                        .post("/api-keys", "{\"name\":\"test\",\"scopes\":[%s]%s}".formatted(scopes, end))
                        .at("/key"));
    }
}
