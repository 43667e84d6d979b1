package org.vtoc.server.audit;

import java.net.InetAddress;
import java.util.Optional;
import java.util.UUID;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.security.Caller;

/// Who is answerable for a change.
///
/// @param kind `user`, `key`, `anonymous` or `system`
/// @param id the user's or key's id
/// @param name as it was at the time
/// @param address where the request came from
public record Actor(String kind, Optional<UUID> id, String name, Optional<String> address) {
    /// The one who sent this request.
    public static Actor of(Exchange exchange) {
        return of(exchange.caller(), exchange.client());
    }

    public static Actor of(Caller caller, InetAddress address) {
        Optional<String> from = Optional.of(address.getHostAddress());
        return switch (caller) {
            case Caller.Anonymous anonymous -> new Actor("anonymous", Optional.empty(), anonymous.name(), from);
            case Caller.User user -> new Actor("user", Optional.of(user.id()), user.name(), from);
            case Caller.Key key -> new Actor("key", Optional.of(key.id()), key.name(), from);
        };
    }

    /// The program itself, by the name of the part that acts.
    public static Actor system(String part) {
        return new Actor("system", Optional.empty(), part, Optional.empty());
    }
}
