package org.vtoc.server.platform.security;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Who makes a request.
///
/// A user has a role per station, or is an administrator and may do everything. A key has scopes and may reach the
/// stations that its scopes name.
public sealed interface Caller {
    /// The name that audit rows and other people see.
    String name();

    /// Nobody has shown who they are.
    record Anonymous() implements Caller {
        @Override
        public String name() {
            return "anonymous";
        }
    }

    /// @param stations role per station slug
    /// @param session the refresh family that the token belongs to
    /// @param expires when the access token ends
    record User(UUID id, String name, boolean admin, Map<String, Role> stations, UUID session, Instant expires)
            implements Caller {
        public User {
            stations = Map.copyOf(stations);
        }
    }

    /// @param stations slugs of the stations that it may reach
    /// @param expires when it ends, if ever
    record Key(UUID id, String name, Set<Scope> scopes, Set<String> stations, Optional<Instant> expires)
            implements Caller {
        public Key {
            scopes = Set.copyOf(scopes);
            stations = Set.copyOf(stations);
        }
    }
}
