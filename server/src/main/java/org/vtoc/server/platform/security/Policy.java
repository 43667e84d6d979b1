package org.vtoc.server.platform.security;

import java.util.List;
import java.util.Optional;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;

/// The one place that decides who may do what. What is not allowed here is refused.
public final class Policy {
    private Policy() {}

    /// Lets the caller through, or refuses: 401 who is not known, 403 who is known and may not.
    public static void require(Caller caller, Access access) {
        switch (access) {
            case Access.Open _ -> {}
            case Access.SignedIn _ -> {
                if (!(user(caller) instanceof Caller.User)) {
                    throw notAllowed("This needs a signed-in user; an API key is not enough.");
                }
            }
            case Access.Admin _ -> {
                if (!(user(caller) instanceof Caller.User user && user.admin())) {
                    throw notAllowed("This needs an administrator.");
                }
            }
            case Access.Scoped(Scope scope) -> requireScope(user(caller), scope);
            case Access.InStation(Role role, Optional<Scope> scope) -> requireKeyScope(user(caller), scope);
        }
    }

    /// The stations, of those served, in which the caller has the access; for reads that name no station.
    public static List<String> reachable(Caller caller, Access.InStation access, List<String> served) {
        return served.stream()
                .filter(station -> allows(caller, access, station))
                .toList();
    }

    /// Refuses unless the caller has the access in this station: 404 where the caller has no role at all (the
    /// station is not theirs to know of), 403 where the role is too low.
    public static void requireIn(Caller caller, Access.InStation access, String station) {
        if (allows(caller, access, station)) {
            return;
        }
        if (!knows(user(caller), station)) {
            throw noSuchStation(station);
        }
        throw notAllowed(
                "This needs the role %s in station %s.".formatted(access.role().wireName(), station));
    }

    public static boolean allows(Caller caller, Access.InStation access, String station) {
        return switch (caller) {
            case Caller.Anonymous _ -> false;
            case Caller.User user -> {
                Role role = user.stations().get(station);
                yield user.admin() || (role != null && role.includes(access.role()));
            }
            case Caller.Key key ->
                access.scope().filter(key.scopes()::contains).isPresent()
                        && key.stations().contains(station);
        };
    }

    public static ProblemException noSuchStation(String station) {
        return ProblemException.of(RequestError.NOT_FOUND, "There is no station %s.".formatted(station));
    }

    private static void requireScope(Caller caller, Scope scope) {
        boolean allowed =
                switch (caller) {
                    case Caller.Key key -> key.scopes().contains(scope);
                    case Caller.User user -> user.admin();
                    case Caller.Anonymous _ -> false;
                };
        if (!allowed) {
            throw notAllowed("This needs an API key of scope %s.".formatted(scope.wireName()));
        }
    }

    /// Refuses who has the access in no station; for requests that name none.
    public static void requireSomewhere(Caller caller, Access.InStation access) {
        Role role = access.role();
        if (caller instanceof Caller.User user
                && !user.admin()
                && role.compareTo(Role.VIEWER) > 0
                && user.stations().values().stream().noneMatch(held -> held.includes(role))) {
            throw notAllowed("This needs the role %s in a station.".formatted(role.wireName()));
        }
    }

    private static void requireKeyScope(Caller caller, Optional<Scope> scope) {
        if (caller instanceof Caller.Key key
                && scope.filter(key.scopes()::contains).isEmpty()) {
            throw notAllowed(scope.map(needed -> "This needs an API key of scope %s.".formatted(needed.wireName()))
                    .orElse("This needs a signed-in user; an API key is not enough."));
        }
    }

    private static boolean knows(Caller caller, String station) {
        return switch (caller) {
            case Caller.Anonymous _ -> false;
            case Caller.User user -> user.admin() || user.stations().containsKey(station);
            case Caller.Key key -> key.stations().contains(station);
        };
    }

    private static Caller user(Caller caller) {
        if (caller instanceof Caller.Anonymous) {
            throw ProblemException.of(RequestError.NOT_AUTHENTICATED, "Sign in, or send an API key.");
        }
        return caller;
    }

    private static ProblemException notAllowed(String detail) {
        return ProblemException.of(RequestError.NOT_ALLOWED, detail);
    }
}
