package org.vtoc.server.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Page;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.security.Access;

final class ApiKeyResource {
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    /// For the API document.
    record ApiKeyPage(List<ApiKey> items, Optional<String> next) {}

    /// Where a piece of the list ended.
    private record Cursor(Instant createdAt, UUID id) {
        static Cursor parse(String text) {
            try {
                String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
                if (parts.length == 2) {
                    Instant at = Instant.parse(parts[0]);
                    if (!at.isBefore(Instant.EPOCH) && at.isBefore(LAST)) {
                        return new Cursor(at, UUID.fromString(parts[1]));
                    }
                }
            } catch (IllegalArgumentException | DateTimeException _) {
                // Said below: whatever is wrong with it, it isn't a cursor of ours.
            }
            throw ProblemException.invalid("cursor", "is not one that this list gave");
        }

        static String of(ApiKey last) {
            String text = "%s %s".formatted(last.createdAt(), last.id());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private final ApiKeys keys;

    ApiKeyResource(ApiKeys keys) {
        this.keys = keys;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api-keys", Access.admin(), this::list)
                        .summary("The API keys, newest first, without their secrets")
                        .query("limit", "how many, 1 to 1000")
                        .query("cursor", "the next of the piece before")
                        .answers(200, ApiKeyPage.class),
                Route.post("/api-keys", Access.admin(), this::create)
                        .summary("Make an API key; the answer shows it for the only time")
                        .takes(ApiKeys.NewKey.class)
                        .answers(201, ApiKeys.Made.class),
                Route.get("/api-keys/{id}", Access.admin(), this::one)
                        .summary("One API key, without its secret")
                        .answers(200, ApiKey.class),
                Route.delete("/api-keys/{id}", Access.admin(), this::revoke)
                        .summary("Revoke an API key; its connections are dropped")
                        .answers(204));
    }

    private Answer list(Exchange exchange) {
        int limit = exchange.limit();
        Cursor before = exchange.query("cursor").map(Cursor::parse).orElse(new Cursor(LAST, new UUID(0, 0)));
        List<ApiKey> found = keys.list(before.createdAt(), before.id(), limit + 1);
        boolean more = found.size() > limit;
        List<ApiKey> page = more ? found.subList(0, limit) : found;
        return Answer.ok(new Page<>(page, more ? Optional.of(Cursor.of(page.getLast())) : Optional.empty()));
    }

    private Answer create(Exchange exchange) throws IOException {
        ApiKeys.Made made = keys.create(exchange.body(ApiKeys.NewKey.class), Actor.of(exchange));
        return Answer.created(Route.API + "/api-keys/" + made.apiKey().id(), made);
    }

    private Answer one(Exchange exchange) {
        return Answer.ok(keys.one(exchange.pathId("id")));
    }

    private Answer revoke(Exchange exchange) {
        keys.revoke(exchange.pathId("id"), Actor.of(exchange));
        return Answer.noContent();
    }
}
