package org.vtoc.server.platform.security;

import java.util.Optional;

/// What a route asks of its caller. [Policy] decides; nothing else does.
public sealed interface Access {
    /// Anyone, signed in or not.
    record Open(String because) implements Access {}

    /// Any signed-in user.
    record SignedIn() implements Access {}

    /// Administrators.
    record Admin() implements Access {}

    /// A user with at least this role in the station concerned, or a key with the scope that reaches the station.
    record InStation(Role role, Optional<Scope> scope) implements Access {}

    /// An administrator, or a key with this scope.
    record Scoped(Scope scope) implements Access {}

    static Access open(String because) {
        return new Open(because);
    }

    static Access signedIn() {
        return new SignedIn();
    }

    static Access admin() {
        return new Admin();
    }

    static Access viewer() {
        return new InStation(Role.VIEWER, Optional.empty());
    }

    static Access operator() {
        return new InStation(Role.OPERATOR, Optional.empty());
    }

    static Access viewerOrKey(Scope scope) {
        return new InStation(Role.VIEWER, Optional.of(scope));
    }

    static Access operatorOrKey(Scope scope) {
        return new InStation(Role.OPERATOR, Optional.of(scope));
    }

    static Access scoped(Scope scope) {
        return new Scoped(scope);
    }
}
