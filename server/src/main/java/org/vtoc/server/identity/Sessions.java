package org.vtoc.server.identity;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.audit.AuditEntry;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.security.Caller;

/// Signing in and out, and what keeps someone signed in. Thread-safe.
final class Sessions {
    static final Duration REFRESH_LIFETIME = Duration.ofDays(7);

    /// Sessions that a user may have at once; the longest unused one makes room.
    static final int MAX_PER_USER = 200;

    /// What a sign-in or a refresh gives.
    ///
    /// @param expiresIn seconds until the access token ends
    record Tokens(String accessToken, String refreshToken, String tokenType, long expiresIn) {}

    /// A session as it is shown.
    ///
    /// @param address where it was opened from
    /// @param usedAt when it was opened or last renewed
    /// @param current whether whoever asks is signed in by it
    record View(UUID id, String address, Instant createdAt, Instant usedAt, Instant expiresAt, boolean current) {}

    private sealed interface Refreshed {
        record Rotated(String refreshToken, Directory.Session session) implements Refreshed {}

        record Reused(UUID session) implements Refreshed {}

        record Unknown() implements Refreshed {}
    }

    private final Jdbi db;
    private final Audit audit;
    private final Directory directory;
    private final Passwords passwords;
    private final SignInGuard guard;
    private final AccessTokens accessTokens;
    private final Randomness random;
    private final InstantSource clock;
    private final UserStore users = new UserStore();
    private final SessionStore store = new SessionStore();

    Sessions(Identity.Parts parts) {
        this.db = parts.db();
        this.audit = parts.audit();
        this.directory = parts.directory();
        this.passwords = parts.passwords();
        this.guard = new SignInGuard(parts.clock());
        this.accessTokens = parts.accessTokens();
        this.random = parts.random();
        this.clock = parts.clock();
    }

    /// @throws ProblemException 401 for a wrong name or password or a disabled user, all alike; 429 while locked
    Tokens signIn(String login, String password, InetAddress address) {
        Optional<UserStore.Credentials> found = db.withHandle(handle -> users.credentials(handle, login));
        check(found, login, password, address);
        UserStore.Credentials user = found.filter(known -> !known.disabled()).orElseThrow(Sessions::wrong);
        Instant now = clock.instant();
        var session = new Directory.Session(random.id(), user.id(), now.plus(REFRESH_LIFETIME));
        String refreshToken = random.secret();
        List<UUID> ended = db.inTransaction(tx -> {
            if (!store.open(tx, session, user.passwordHash(), address.getHostAddress(), now)) {
                throw wrong();
            }
            store.addToken(tx, session.id(), Digest.of(refreshToken), session.expires());
            List<UUID> beyond = store.endBeyond(tx, user.id(), MAX_PER_USER);
            audit.append(
                    tx, AuditEntry.of(actor(user.id(), user.username(), address), "session.opened", user.username()));
            return beyond;
        });
        directory.removeSessions(ended);
        directory.put(session);
        return tokens(session, refreshToken);
    }

    /// Gives new tokens for a refresh token, which is then spent. A spent one ends the whole session: somebody else
    /// has a copy.
    ///
    /// @throws ProblemException 401 for a token that is unknown, spent or too old
    Tokens refresh(String refreshToken, InetAddress address) {
        Refreshed refreshed = db.inTransaction(tx -> {
            Instant now = clock.instant();
            byte[] hash = Digest.of(refreshToken);
            Optional<SessionStore.Found> found = store.lock(tx, hash).filter(held -> now.isBefore(held.tokenExpires()));
            if (found.isEmpty()) {
                return new Refreshed.Unknown();
            }
            Directory.Session old = found.get().session();
            if (found.get().used()) {
                store.end(tx, old.id());
                Actor actor = actor(old.user(), found.get().username(), address);
                audit.append(
                        tx,
                        AuditEntry.of(actor, "session.token-reused", found.get().username()));
                return new Refreshed.Reused(old.id());
            }
            var session = new Directory.Session(old.id(), old.user(), now.plus(REFRESH_LIFETIME));
            String next = random.secret();
            store.useToken(tx, hash, now);
            store.addToken(tx, session.id(), Digest.of(next), session.expires());
            store.prolong(tx, session.id(), now, session.expires());
            return new Refreshed.Rotated(next, session);
        });
        return switch (refreshed) {
            case Refreshed.Rotated(String next, Directory.Session session) -> {
                directory.prolong(session);
                yield tokens(session, next);
            }
            case Refreshed.Reused(UUID session) -> {
                directory.removeSessions(List.of(session));
                throw refused("This refresh token was used before; its session has ended. Sign in again.");
            }
            case Refreshed.Unknown _ -> throw refused("This refresh token is not known, or too old. Sign in again.");
        };
    }

    /// Ends the session of a refresh token; one that is unknown has none.
    void signOut(String refreshToken, InetAddress address) {
        Optional<UUID> ended =
                db.inTransaction(tx -> store.lock(tx, Digest.of(refreshToken)).map(found -> {
                    Directory.Session session = found.session();
                    store.end(tx, session.id());
                    Actor actor = actor(session.user(), found.username(), address);
                    audit.append(tx, AuditEntry.of(actor, "session.closed", found.username()));
                    return session.id();
                }));
        ended.ifPresent(session -> directory.removeSessions(List.of(session)));
    }

    /// A user's sessions that still last, the last used first.
    List<View> list(UUID user, Caller asking) {
        Optional<UUID> current =
                asking instanceof Caller.User caller ? Optional.of(caller.session()) : Optional.empty();
        return db.withHandle(handle -> store.list(handle, user, clock.instant(), current));
    }

    /// @throws ProblemException 404 for a session that has ended or is somebody else's
    void end(User user, UUID session, Actor actor) {
        db.useTransaction(tx -> {
            if (!store.end(tx, session, user.id())) {
                throw ProblemException.of(
                        RequestError.NOT_FOUND, "There is no session with the id %s.".formatted(session));
            }
            audit.append(tx, new AuditEntry(actor, "session.ended", user.username(), Map.of("id", session)));
        });
        directory.removeSessions(List.of(session));
    }

    /// Changes one's own password and ends one's other sessions.
    void changePassword(Caller.User caller, String current, String next, InetAddress address) {
        UserStore.Credentials user = db.withHandle(handle -> users.credentials(handle, caller.name()))
                .orElseThrow(Sessions::wrong);
        check(Optional.of(user), caller.name(), current, address);
        if (current.equals(next)) {
            throw ProblemException.invalid("new_password", "is the current one");
        }
        String hash = passwords.inTurn(() -> passwords.hash(next));
        List<UUID> ended = db.inTransaction(tx -> {
            users.lock(tx);
            users.setPassword(tx, caller.id(), hash);
            List<UUID> others = store.endOthers(tx, caller.id(), Optional.of(caller.session()));
            Actor actor = actor(caller.id(), caller.name(), address);
            audit.append(
                    tx,
                    new AuditEntry(
                            actor, "user.password-changed", caller.name(), Map.of("sessions_ended", others.size())));
            return others;
        });
        directory.removeSessions(ended);
    }

    /// Compares in turn. What is locked is refused before and after the wait for it.
    private void check(Optional<UserStore.Credentials> user, String login, String password, InetAddress address) {
        String account = user.map(known -> known.id().toString()).orElse(login);
        Optional<String> hash = user.map(UserStore.Credentials::passwordHash);
        guard.check(account, address);
        Optional<SignInGuard.Failure> failure = passwords.inTurn(() -> {
            guard.check(account, address);
            if (passwords.fits(password, hash)) {
                guard.succeeded(account, address);
                return Optional.empty();
            }
            return Optional.of(guard.failed(account, address));
        });
        if (failure.isPresent()) {
            if (failure.get().locked()) {
                // Not the name as typed: it may be a password.
                String target = user.map(UserStore.Credentials::username).orElse("an unknown user");
                Actor actor = Actor.of(new Caller.Anonymous(), address);
                db.useTransaction(tx -> audit.append(
                        tx,
                        new AuditEntry(
                                actor,
                                "session.locked",
                                target,
                                Map.of("failures", failure.get().count()))));
            }
            throw wrong();
        }
    }

    private Tokens tokens(Directory.Session session, String refreshToken) {
        return new Tokens(
                accessTokens.issue(session.user(), session.id()),
                refreshToken,
                "Bearer",
                AccessTokens.LIFETIME.toSeconds());
    }

    private static Actor actor(UUID id, String username, InetAddress address) {
        return new Actor("user", Optional.of(id), username, Optional.of(address.getHostAddress()));
    }

    private static ProblemException wrong() {
        return ProblemException.of(IdentityError.WRONG_CREDENTIALS, "The user name or the password is wrong.");
    }

    private static ProblemException refused(String detail) {
        return ProblemException.of(IdentityError.REFRESH_TOKEN_REFUSED, detail);
    }
}
