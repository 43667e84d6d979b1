package org.vtoc.server.platform.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where and how the center listens.
///
/// @param host the address to bind to
/// @param port the port; 0 takes a free one
/// @param tls certificate and key, for HTTPS
/// @param trustedProxies addresses or networks (`10.0.0.0/8`) whose `X-Forwarded-For` is believed
/// @param maxConnections open connections at once
/// @param idle how long a silent connection is kept, and how long a peer may keep a request or an answer waiting
public record HttpConfig(
        String host, int port, Optional<Tls> tls, List<String> trustedProxies, int maxConnections, Duration idle) {
    public record Tls(Path certificate, Path key) {}

    public HttpConfig {
        trustedProxies = List.copyOf(trustedProxies);
    }

    public static HttpConfig local(int port) {
        return new HttpConfig("127.0.0.1", port, Optional.empty(), List.of(), 16_384, Duration.ofSeconds(95));
    }
}
