package org.vtoc.server.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.vtoc.server.platform.security.Scope;

/// A program's key, without its secret.
///
/// @param prefix the part of the key that may be shown
/// @param scopes as the API spells them: `ingest`, `station:ops`
/// @param createdBy the user's name at the time
/// @param lastUsedAt exact to about half a minute
public record ApiKey(
        UUID id,
        String name,
        String prefix,
        List<String> scopes,
        String createdBy,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> lastUsedAt) {
    /// What a key and the scope of a station start with.
    static final String PREFIX = "vtoc_";

    static final String STATION = "station:";

    public ApiKey {
        scopes = List.copyOf(scopes);
    }

    static List<String> spell(Set<Scope> scopes, Set<String> stations) {
        var all = new ArrayList<String>();
        new TreeSet<>(scopes).forEach(scope -> all.add(scope.wireName()));
        new TreeSet<>(stations).forEach(station -> all.add(STATION + station));
        return all;
    }
}
