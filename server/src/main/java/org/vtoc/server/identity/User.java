package org.vtoc.server.identity;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.vtoc.server.platform.security.Role;

/// A person who may sign in.
///
/// @param stations role per station slug; an administrator needs none
public record User(
        UUID id,
        String username,
        Optional<String> email,
        boolean admin,
        boolean disabled,
        Map<String, Role> stations,
        Instant createdAt) {
    public User {
        stations = Map.copyOf(stations);
    }
}
