package org.vtoc.server.identity;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.audit.AuditEntry;
import org.vtoc.server.platform.error.FieldError;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Stations;
import org.vtoc.server.platform.http.TextChange;
import org.vtoc.server.platform.security.Role;

/// Who the users are, and changing that. Thread-safe.
final class Users {
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]{1,189}");

    /// A user to make.
    record NewUser(
            Optional<String> username,
            Optional<String> email,
            Optional<String> password,
            Optional<Boolean> admin,
            Optional<Map<String, Role>> stations) {}

    /// What to change of a user; what is absent stays.
    ///
    /// @param email null takes the address away
    record UserChange(
            TextChange email,
            Optional<String> password,
            Optional<Boolean> admin,
            Optional<Boolean> disabled,
            Optional<Map<String, Role>> stations) {}

    private final Jdbi db;
    private final Audit audit;
    private final Directory directory;
    private final Passwords passwords;
    private final Randomness random;
    private final Stations stations;
    private final InstantSource clock;
    private final UserStore store = new UserStore();
    private final SessionStore sessions = new SessionStore();

    Users(Identity.Parts parts) {
        this.db = parts.db();
        this.audit = parts.audit();
        this.directory = parts.directory();
        this.passwords = parts.passwords();
        this.random = parts.random();
        this.stations = parts.stations();
        this.clock = parts.clock();
    }

    List<User> list(String after, int limit) {
        return db.withHandle(handle -> store.list(handle, after, limit));
    }

    User one(UUID id) {
        return db.withHandle(handle -> require(handle, id));
    }

    User create(NewUser asked, Actor actor) {
        var errors = new ArrayList<FieldError>();
        String username = asked.username().orElse("");
        if (!USERNAME.matcher(username).matches()) {
            errors.add(new FieldError("username", "needs 1 to 64 letters, digits, dots, dashes or underscores"));
        }
        asked.email().ifPresent(email -> checkEmail(email, errors));
        asked.password()
                .ifPresentOrElse(
                        password -> checkPassword("password", password, errors),
                        () -> errors.add(new FieldError("password", "is missing")));
        Map<String, Role> roles = roles(asked.stations().orElse(Map.of()), errors);
        refuse(errors);
        var user = new User(
                random.id(),
                username,
                asked.email(),
                asked.admin().orElse(false),
                false,
                roles,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        return insert(user, asked.password().orElseThrow(), actor);
    }

    /// Makes the first administrator, if there is no user yet.
    ///
    /// @return whether there was none
    boolean createFirst(String username, String password) {
        if (db.withHandle(store::any)) {
            return false;
        }
        var user = new User(
                random.id(),
                username,
                Optional.empty(),
                true,
                false,
                Map.of(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        insert(user, password, Actor.system("first-start"));
        return true;
    }

    static boolean isUsername(String text) {
        return USERNAME.matcher(text).matches();
    }

    private User insert(User user, String password, Actor actor) {
        String hash = passwords.inTurn(() -> passwords.hash(password));
        db.useTransaction(tx -> {
            store.lock(tx);
            if (store.usernameTaken(tx, user.username())) {
                throw ProblemException.of(
                        IdentityError.USERNAME_TAKEN, "There is a user named %s already.".formatted(user.username()));
            }
            user.email().ifPresent(email -> requireFree(tx, email, user.id()));
            store.insert(tx, user, hash);
            audit.append(tx, new AuditEntry(actor, "user.created", user.username(), facts(user)));
        });
        directory.put(user);
        return user;
    }

    User change(UUID id, UserChange asked, Actor actor) {
        var errors = new ArrayList<FieldError>();
        asked.email().text().ifPresent(email -> checkEmail(email, errors));
        asked.password().ifPresent(password -> checkPassword("password", password, errors));
        Optional<Map<String, Role>> roles = asked.stations().map(named -> roles(named, errors));
        refuse(errors);
        Optional<String> hash = asked.password().map(password -> passwords.inTurn(() -> passwords.hash(password)));
        var ended = new ArrayList<UUID>();
        User changed = db.inTransaction(tx -> {
            store.lock(tx);
            User old = require(tx, id);
            var user = new User(
                    id,
                    old.username(),
                    asked.email().of(old.email()),
                    asked.admin().orElse(old.admin()),
                    asked.disabled().orElse(old.disabled()),
                    roles.orElse(old.stations()),
                    old.createdAt());
            if (!user.admin() || user.disabled()) {
                requireOtherAdministrator(tx, old);
            }
            user.email().ifPresent(email -> requireFree(tx, email, id));
            store.update(tx, user);
            hash.ifPresent(text -> store.setPassword(tx, id, text));
            if (user.disabled() || hash.isPresent()) {
                ended.addAll(sessions.endOthers(tx, id, Optional.empty()));
            }
            var details = new LinkedHashMap<String, Object>(facts(user));
            details.put("password", hash.isPresent() ? "changed" : "kept");
            details.put("before", facts(old));
            audit.append(tx, new AuditEntry(actor, "user.changed", user.username(), details));
            return user;
        });
        directory.put(changed);
        directory.removeSessions(ended);
        return changed;
    }

    void delete(UUID id, Actor actor) {
        db.useTransaction(tx -> {
            store.lock(tx);
            User user = require(tx, id);
            requireOtherAdministrator(tx, user);
            store.delete(tx, id);
            audit.append(tx, AuditEntry.of(actor, "user.deleted", user.username()));
        });
        directory.removeUser(id);
    }

    /// Sets a generated password and ends all sessions of the user.
    ///
    /// @return the password; empty if there is no such user
    Optional<String> resetPassword(String username, Actor actor) {
        String password = random.password();
        String hash = passwords.inTurn(() -> passwords.hash(password));
        Optional<UUID> reset = db.inTransaction(tx -> {
            store.lock(tx);
            Optional<User> user = store.findByName(tx, username);
            user.ifPresent(found -> {
                store.setPassword(tx, found.id(), hash);
                sessions.endOthers(tx, found.id(), Optional.empty());
                audit.append(tx, AuditEntry.of(actor, "user.password-reset", found.username()));
            });
            return user.map(User::id);
        });
        return reset.map(_ -> password);
    }

    private void requireOtherAdministrator(Handle tx, User user) {
        if (user.admin() && !user.disabled() && !store.otherAdministrator(tx, user.id())) {
            throw ProblemException.of(
                    IdentityError.LAST_ADMINISTRATOR,
                    "%s is the last administrator who can sign in; make another one first.".formatted(user.username()));
        }
    }

    private void requireFree(Handle tx, String email, UUID except) {
        if (store.emailTaken(tx, email, except)) {
            throw ProblemException.of(
                    IdentityError.EMAIL_TAKEN, "Another user has the e-mail address %s.".formatted(email));
        }
    }

    private User require(Handle handle, UUID id) {
        return store.find(handle, id)
                .orElseThrow(() ->
                        ProblemException.of(RequestError.NOT_FOUND, "There is no user with the id %s.".formatted(id)));
    }

    private Map<String, Role> roles(Map<String, Role> named, List<FieldError> errors) {
        var roles = new HashMap<String, Role>();
        named.forEach((text, role) -> {
            Optional<String> station = stations.find(text);
            if (station.isEmpty()) {
                errors.add(new FieldError("stations." + text, "is not a station"));
            } else if (Optional.ofNullable(role).isEmpty()) {
                errors.add(new FieldError("stations." + text, "needs a role: viewer or operator"));
            } else {
                roles.put(station.get(), role);
            }
        });
        return roles;
    }

    private static void checkEmail(String email, List<FieldError> errors) {
        if (!EMAIL.matcher(email).matches()) {
            errors.add(new FieldError("email", "is not an e-mail address"));
        }
    }

    static void checkPassword(String field, String password, List<FieldError> errors) {
        Passwords.objection(password).ifPresent(objection -> errors.add(new FieldError(field, objection)));
    }

    static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }

    private static Map<String, Object> facts(User user) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("admin", user.admin());
        facts.put("disabled", user.disabled());
        facts.put("stations", user.stations());
        user.email().ifPresent(email -> facts.put("email", email));
        return facts;
    }
}
