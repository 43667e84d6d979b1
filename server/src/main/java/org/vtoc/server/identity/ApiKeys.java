package org.vtoc.server.identity;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.audit.AuditEntry;
import org.vtoc.server.platform.error.FieldError;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Stations;
import org.vtoc.server.platform.security.Scope;

/// Keys for programs. Thread-safe.
final class ApiKeys {
    static final int MAX_KEYS = 10_000;

    private static final int MAX_NAME = 100;

    /// A key to make.
    record NewKey(
            Optional<String> name,
            Optional<List<String>> scopes,
            Optional<UUID> serverId,
            Optional<Instant> expiresAt) {}

    /// A new key, with its secret for the only time.
    record Made(@JsonUnwrapped ApiKey apiKey, String key) {}

    private final Jdbi db;
    private final Audit audit;
    private final Directory directory;
    private final Randomness random;
    private final Stations stations;
    private final InstantSource clock;
    private final ApiKeyStore store = new ApiKeyStore();

    ApiKeys(Identity.Parts parts) {
        this.db = parts.db();
        this.audit = parts.audit();
        this.directory = parts.directory();
        this.random = parts.random();
        this.stations = parts.stations();
        this.clock = parts.clock();
    }

    Made create(NewKey asked, Actor actor) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var errors = new ArrayList<FieldError>();
        String name = asked.name().map(String::strip).orElse("");
        if (name.isEmpty() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            errors.add(new FieldError("name", "needs 1 to %d characters".formatted(MAX_NAME)));
        }
        asked.serverId()
                .ifPresent(server ->
                        errors.add(new FieldError("server_id", "there is no server with the id %s".formatted(server))));
        if (asked.expiresAt().filter(end -> !end.isAfter(now)).isPresent()) {
            errors.add(new FieldError("expires_at", "has passed already"));
        }
        var scopes = EnumSet.noneOf(Scope.class);
        var reach = new TreeSet<String>();
        readScopes(asked.scopes().orElse(List.of()), scopes, reach, errors);
        Users.refuse(errors);

        String publicPart = random.publicPart();
        String secret = random.secret();
        var shown = new ApiKey(
                random.id(),
                name,
                ApiKey.PREFIX + publicPart,
                ApiKey.spell(scopes, reach),
                actor.name(),
                now,
                asked.expiresAt(),
                Optional.empty());
        var key = new Directory.Key(shown, publicPart, Digest.of(secret), scopes, reach);
        db.useTransaction(tx -> {
            if (store.count(tx) >= MAX_KEYS) {
                throw ProblemException.of(
                        IdentityError.TOO_MANY_KEYS, "There are %d keys; delete one first.".formatted(MAX_KEYS));
            }
            store.insert(tx, key);
            audit.append(
                    tx,
                    new AuditEntry(actor, "api-key.created", name, Map.of("id", shown.id(), "scopes", shown.scopes())));
        });
        directory.put(key);
        return new Made(shown, shown.prefix() + "_" + secret);
    }

    private void readScopes(List<String> texts, Set<Scope> scopes, Set<String> reach, List<FieldError> errors) {
        for (String text : texts) {
            Optional<Scope> scope = Stream.of(Scope.values())
                    .filter(known -> known.wireName().equals(text))
                    .findFirst();
            Optional<String> station = Optional.ofNullable(text)
                    .filter(named -> named.startsWith(ApiKey.STATION))
                    .flatMap(named -> stations.find(named.substring(ApiKey.STATION.length())));
            scope.ifPresent(scopes::add);
            station.ifPresent(reach::add);
            if (scope.isEmpty() && station.isEmpty()) {
                errors.add(new FieldError(
                        "scopes", "%s is none of agent, ingest, metrics, agentkit, station:<slug>".formatted(text)));
            }
        }
        if (texts.isEmpty()) {
            errors.add(new FieldError("scopes", "needs at least one"));
        }
    }

    List<ApiKey> list(Instant before, UUID id, int limit) {
        return db.withHandle(handle -> store.list(handle, before, id, limit));
    }

    ApiKey one(UUID id) {
        return db.withHandle(handle -> store.find(handle, id)).orElseThrow(() -> unknown(id));
    }

    void revoke(UUID id, Actor actor) {
        db.useTransaction(tx -> {
            String name = store.find(tx, id).map(ApiKey::name).orElseThrow(() -> unknown(id));
            if (!store.delete(tx, id)) {
                throw unknown(id);
            }
            audit.append(tx, new AuditEntry(actor, "api-key.revoked", name, Map.of("id", id)));
        });
        directory.removeKey(id);
    }

    private static ProblemException unknown(UUID id) {
        return ProblemException.of(RequestError.NOT_FOUND, "There is no API key with the id %s.".formatted(id));
    }
}
