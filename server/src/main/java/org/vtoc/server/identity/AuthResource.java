package org.vtoc.server.identity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.platform.error.FieldError;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.http.TextChange;
import org.vtoc.server.platform.security.Access;
import org.vtoc.server.platform.security.Role;

final class AuthResource {
    record Login(Optional<String> username, Optional<String> password) {}

    record Token(Optional<String> refreshToken) {}

    record PasswordChange(Optional<String> currentPassword, Optional<String> newPassword) {}

    record MyChange(TextChange email) {}

    /// The signed-in user, as they see themselves.
    record Me(UUID id, String username, Optional<String> email, boolean admin, Map<String, Role> stations) {
        static Me of(User user) {
            return new Me(user.id(), user.username(), user.email(), user.admin(), user.stations());
        }
    }

    private static final int MAX_LOGIN = 254;

    private final Sessions sessions;
    private final Users users;
    private final Directory directory;

    AuthResource(Sessions sessions, Users users, Directory directory) {
        this.sessions = sessions;
        this.users = users;
        this.directory = directory;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/auth/login", Access.open("this is how one signs in"), this::login)
                        .summary("Sign in with user name or e-mail address, and password")
                        .takes(Login.class)
                        .answers(200, Sessions.Tokens.class),
                Route.post("/auth/refresh", Access.open("the refresh token is the credential"), this::refresh)
                        .summary("Trade a refresh token for new tokens; it is spent by that")
                        .takes(Token.class)
                        .answers(200, Sessions.Tokens.class),
                Route.post("/auth/logout", Access.open("the refresh token is the credential"), this::logout)
                        .summary("End the session of a refresh token")
                        .takes(Token.class)
                        .answers(204),
                Route.post("/auth/change-password", Access.signedIn(), this::changePassword)
                        .summary("Change one's own password; ends one's other sessions")
                        .takes(PasswordChange.class)
                        .answers(204),
                Route.get("/auth/me", Access.signedIn(), this::me)
                        .summary("Who is signed in")
                        .answers(200, Me.class),
                Route.put("/auth/me", Access.signedIn(), this::changeMe)
                        .summary("Change what one may of oneself")
                        .takes(MyChange.class)
                        .answers(200, Me.class),
                Route.get("/auth/sessions", Access.signedIn(), this::sessions)
                        .summary("Where one is signed in, the last used first")
                        .inPages()
                        .answers(200, UserResource.SessionPage.class),
                Route.delete("/auth/sessions/{id}", Access.signedIn(), this::endSession)
                        .summary("End a session of one's own; its connections are dropped")
                        .answers(204));
    }

    private Answer login(Exchange exchange) throws IOException {
        Login body = exchange.body(Login.class);
        var errors = new ArrayList<FieldError>();
        String username = text("username", body.username(), errors);
        String password = text("password", body.password(), errors);
        if (username.length() > MAX_LOGIN || username.indexOf(0) >= 0) {
            errors.add(new FieldError("username", "must not be longer than %d characters".formatted(MAX_LOGIN)));
        }
        Users.refuse(errors);
        return Answer.ok(sessions.signIn(username, password, exchange.client()));
    }

    private Answer refresh(Exchange exchange) throws IOException {
        return Answer.ok(sessions.refresh(refreshToken(exchange), exchange.client()));
    }

    private Answer logout(Exchange exchange) throws IOException {
        sessions.signOut(refreshToken(exchange), exchange.client());
        return Answer.noContent();
    }

    private Answer changePassword(Exchange exchange) throws IOException {
        PasswordChange body = exchange.body(PasswordChange.class);
        var errors = new ArrayList<FieldError>();
        String current = text("current_password", body.currentPassword(), errors);
        String next = text("new_password", body.newPassword(), errors);
        if (errors.isEmpty()) {
            Users.checkPassword("new_password", next, errors);
        }
        Users.refuse(errors);
        sessions.changePassword(exchange.user(), current, next, exchange.client());
        return Answer.noContent();
    }

    private Answer me(Exchange exchange) {
        return Answer.ok(Me.of(self(exchange)));
    }

    private Answer changeMe(Exchange exchange) throws IOException {
        MyChange body = exchange.body(MyChange.class);
        var change = new Users.UserChange(
                body.email(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return Answer.ok(Me.of(users.change(exchange.user().id(), change, Actor.of(exchange))));
    }

    private Answer sessions(Exchange exchange) {
        return Answer.ok(exchange.page(sessions.list(exchange.user().id(), exchange.caller())));
    }

    private Answer endSession(Exchange exchange) {
        sessions.end(self(exchange), exchange.pathId("id"), Actor.of(exchange));
        return Answer.noContent();
    }

    private User self(Exchange exchange) {
        return directory
                .user(exchange.user().id())
                .orElseThrow(() -> ProblemException.of(RequestError.NOT_FOUND, "This user no longer exists."));
    }

    private static String refreshToken(Exchange exchange) throws IOException {
        var errors = new ArrayList<FieldError>();
        String token = text("refresh_token", exchange.body(Token.class).refreshToken(), errors);
        Users.refuse(errors);
        return token;
    }

    private static String text(String field, Optional<String> text, List<FieldError> errors) {
        String value = text.orElse("");
        if (value.isEmpty()) {
            errors.add(new FieldError(field, "is missing"));
        }
        return value;
    }
}
