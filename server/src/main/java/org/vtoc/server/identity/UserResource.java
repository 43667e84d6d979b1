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
    private final Users users;

    UserResource(Users users) {
        this.users = users;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/users", Access.admin(), this::list)
                        .summary("The users, by name")
                        .query("limit", "how many, 1 to 1000")
                        .query("cursor", "the next of the piece before")
                        .answers(200, Page.class),
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

    private Answer delete(Exchange exchange) {
        users.delete(exchange.pathId("id"), Actor.of(exchange));
        return Answer.noContent();
    }
}
