package org.vtoc.server.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Page;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.security.Access;

final class UserResource {
    /// For the API document.
    record UserPage(List<User> items, Optional<String> next) {}

    /// For the API document.
    record SessionPage(List<Sessions.View> items, Optional<String> next) {}

    private final Users users;
    private final Sessions sessions;

    UserResource(Users users, Sessions sessions) {
        this.users = users;
        this.sessions = sessions;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/users", Access.admin(), this::list)
                        .summary("The users, by name")
                        .query("limit", "how many, 1 to 1000")
                        .query("cursor", "the next of the piece before")
                        .answers(200, UserPage.class),
                Route.post("/users", Access.admin(), this::create)
                        .summary("Make a user")
                        .takes(Users.NewUser.class)
                        .answers(201, User.class),
                Route.get("/users/{id}", Access.admin(), this::one)
                        .summary("One user")
                        .answers(200, User.class),
                Route.patch("/users/{id}", Access.admin(), this::change)
                        .summary("Change a user; a new password or disabling ends the user's sessions")
                        .takes(Users.UserChange.class)
                        .answers(200, User.class),
                Route.delete("/users/{id}", Access.admin(), this::delete)
                        .summary("Remove a user")
                        .answers(204),
                Route.get("/users/{id}/sessions", Access.admin(), this::sessions)
                        .summary("Where a user is signed in, the last used first")
                        .inPages()
                        .answers(200, SessionPage.class),
                Route.delete("/users/{id}/sessions/{session}", Access.admin(), this::endSession)
                        .summary("End a session of a user; its connections are dropped")
                        .answers(204));
    }

    private Answer list(Exchange exchange) {
        int limit = exchange.limit();
        String after = exchange.query("cursor").map(UserResource::cursor).orElse("");
        List<User> found = users.list(after, limit + 1);
        boolean more = found.size() > limit;
        List<User> page = more ? found.subList(0, limit) : found;
        Optional<String> next = more
                ? Optional.of(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(page.getLast()
                                .username()
                                .toLowerCase(Locale.ROOT)
                                .getBytes(StandardCharsets.UTF_8)))
                : Optional.empty();
        return Answer.ok(new Page<>(page, next));
    }

    private static String cursor(String text) {
        try {
            String name = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            if (Users.isUsername(name)) {
                return name;
            }
        } catch (IllegalArgumentException _) {
            // Said below: whatever is wrong with it, it isn't a cursor of ours.
        }
        throw ProblemException.invalid("cursor", "is not one that this list gave");
    }

    private Answer create(Exchange exchange) throws IOException {
        User user = users.create(exchange.body(Users.NewUser.class), Actor.of(exchange));
        return Answer.created(Route.API + "/users/" + user.id(), user);
    }

    private Answer one(Exchange exchange) {
        return Answer.ok(users.one(exchange.pathId("id")));
    }

    private Answer change(Exchange exchange) throws IOException {
        var change = exchange.body(Users.UserChange.class);
        return Answer.ok(users.change(exchange.pathId("id"), change, Actor.of(exchange)));
    }

    private Answer sessions(Exchange exchange) {
        User user = users.one(exchange.pathId("id"));
        return Answer.ok(exchange.page(sessions.list(user.id(), exchange.caller())));
    }

    private Answer endSession(Exchange exchange) {
        User user = users.one(exchange.pathId("id"));
        sessions.end(user, exchange.pathId("session"), Actor.of(exchange));
        return Answer.noContent();
    }

    private Answer delete(Exchange exchange) {
        users.delete(exchange.pathId("id"), Actor.of(exchange));
        return Answer.noContent();
    }
}
