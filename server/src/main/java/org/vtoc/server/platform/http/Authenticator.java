package org.vtoc.server.platform.http;

import org.vtoc.server.platform.security.Caller;

/// Finds out who sends a credential: an access token or an API key.
@FunctionalInterface
public interface Authenticator {
    /// @return never anonymous: a credential that is not good is refused with 401
    Caller authenticate(String credential);
}
