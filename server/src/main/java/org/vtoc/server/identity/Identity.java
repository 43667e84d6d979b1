package org.vtoc.server.identity;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.platform.config.StartRefused;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Authenticator;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.http.Stations;
import org.vtoc.server.platform.security.Caller;

/// Who may come in, and as whom. Thread-safe.
///
/// Finding a caller costs no query: users, sessions and keys are held in memory. A change made here counts at once,
/// one made by another process within [#RELOAD].
public final class Identity implements Authenticator, AutoCloseable {
    /// How often what other processes have changed is read.
    static final Duration RELOAD = Duration.ofSeconds(10);

    private static final long CLEAN_EVERY_RELOADS = 360;
    private static final Logger LOG = LoggerFactory.getLogger(Identity.class);

    /// What the parts of this feature share.
    record Parts(
            Jdbi db,
            Audit audit,
            Directory directory,
            Passwords passwords,
            AccessTokens accessTokens,
            Randomness random,
            Stations stations,
            InstantSource clock) {}

    private final Parts parts;
    private final Users users;
    private final Sessions sessions;
    private final ApiKeys keys;
    private final UserStore userStore = new UserStore();
    private final SessionStore sessionStore = new SessionStore();
    private final ApiKeyStore keyStore = new ApiKeyStore();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("identity").factory());
    private long reloads;

    private Identity(Parts parts) {
        this.parts = parts;
        this.users = new Users(parts);
        this.sessions = new Sessions(parts);
        this.keys = new ApiKeys(parts);
    }

    /// Opens identity on the control database, with everything read into memory.
    ///
    /// @param tokenSeed 32 secret bytes from which the key of access tokens is made; the same for all processes
    ///     of an installation
    public static Identity open(Jdbi db, Audit audit, Stations stations, byte[] tokenSeed, InstantSource clock) {
        var identity = new Identity(new Parts(
                db,
                audit,
                new Directory(clock),
                new Passwords(),
                new AccessTokens(tokenSeed, clock),
                new Randomness(new SecureRandom()),
                stations,
                clock));
        identity.reload();
        var _ = identity.timer.scheduleWithFixedDelay(
                identity::tryReload, RELOAD.toMillis(), RELOAD.toMillis(), TimeUnit.MILLISECONDS);
        return identity;
    }

    public List<Route> routes() {
        return Stream.of(
                        new AuthResource(sessions, users, parts.directory()).routes(),
                        new UserResource(users, sessions).routes(),
                        new ApiKeyResource(keys).routes())
                .flatMap(List::stream)
                .toList();
    }

    /// Makes the first administrator, if there is no user yet.
    ///
    /// @param password the password to set; empty for a generated one
    /// @return the generated password, to be shown once
    /// @throws StartRefused if the name or the given password won't do
    public Optional<String> bootstrap(String username, Optional<String> password) {
        if (!parts.db().withHandle(userStore::any)) {
            if (!Users.isUsername(username)) {
                throw new StartRefused(
                        "VTOC_ADMIN_USERNAME needs 1 to 64 letters, digits, dots, dashes or underscores.");
            }
            password.flatMap(Passwords::objection).ifPresent(objection -> {
                throw new StartRefused(
                        "VTOC_ADMIN_PASSWORD %s. Leave it out to get a generated one.".formatted(objection));
            });
            String generated = parts.random().password();
            if (users.createFirst(username, password.orElse(generated)) && password.isEmpty()) {
                return Optional.of(generated);
            }
        }
        return Optional.empty();
    }

    /// Sets a generated password for a user, and ends the user's sessions everywhere.
    ///
    /// @return the password, to be shown once; empty if there is no such user
    public Optional<String> resetPassword(String username) {
        Optional<String> password = users.resetPassword(username, Actor.system("reset-password"));
        reload();
        return password;
    }

    /// @throws ProblemException 401 if the credential is neither a good access token nor a good API key
    @Override
    public Caller authenticate(String credential) {
        return find(credential)
                .orElseThrow(() -> ProblemException.of(
                        RequestError.NOT_AUTHENTICATED,
                        "The access token or API key is not known, has expired or was revoked."));
    }

    private Optional<Caller> find(String credential) {
        if (credential.startsWith(ApiKey.PREFIX)) {
            String[] parts = credential.substring(ApiKey.PREFIX.length()).split("_", 2);
            return parts.length == 2 ? this.parts.directory().caller(parts[0], parts[1]) : Optional.empty();
        }
        return parts.accessTokens().read(credential).flatMap(claims -> parts.directory()
                .caller(claims.user(), claims.session(), claims.expires()));
    }

    /// The users who may sign in. In memory.
    public List<User> users() {
        return parts.directory().users();
    }

    /// The same caller as it is now, with the roles that it has now; empty if it may no longer come in. In memory.
    public Optional<Caller> recheck(Caller caller) {
        return parts.directory().recheck(caller);
    }

    /// Reads what other processes may have changed, and writes down when keys were last used.
    void reload() {
        var used = parts.directory().takeUsed();
        if (!used.isEmpty()) {
            parts.db().useTransaction(tx -> keyStore.used(tx, used));
        }
        parts.directory().reload(() -> {
            Instant now = parts.clock().instant();
            return parts.db()
                    .withHandle(handle -> new Directory.Content(
                            userStore.all(handle), sessionStore.all(handle, now), keyStore.all(handle)));
        });
    }

    private void tryReload() {
        try {
            reload();
            if (reloads++ % CLEAN_EVERY_RELOADS == 0) {
                Instant now = parts.clock().instant();
                parts.db().useTransaction(tx -> sessionStore.forgetExpired(tx, now));
            }
        } catch (RuntimeException failure) {
            LOG.warn("users and keys could not be read anew; will try again", failure);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
