package org.vtoc.server.platform.http;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsRouting;
import java.net.BindException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.vtoc.server.platform.config.StartRefused;

/// The listening server: a route table, WebSocket endpoints and the console's files on one port.
public final class HttpServer implements AutoCloseable {
    private static final int MAX_HEADERS = 16 * 1024;
    private static final int MAX_FRAME = 1024 * 1024;
    private static final Duration LOOK_FOR_IDLE = Duration.ofSeconds(10);

    private final WebServer server;
    private final Peers peers;
    private final HttpConfig config;

    private HttpServer(WebServer server, Peers peers, HttpConfig config) {
        this.server = server;
        this.peers = peers;
        this.config = config;
    }

    /// Starts to listen.
    ///
    /// @throws StartRefused the address can't be bound, or the TLS files can't be used
    public static HttpServer start(HttpConfig config, Dispatcher dispatcher, List<SocketEndpoint> sockets) {
        var http = HttpRouting.builder().any(dispatcher::dispatch);
        var socketRouting = WsRouting.builder();
        for (SocketEndpoint endpoint : sockets) {
            socketRouting.endpoint(endpoint.path(), () -> new SocketAdapter(endpoint));
        }
        var peers = Peers.watched(config.idle());
        var builder = WebServer.builder()
                .host(config.host())
                .port(config.port())
                .maxTcpConnections(config.maxConnections())
                .idleConnectionTimeout(config.idle())
                .idleConnectionPeriod(shorter(config.idle(), LOOK_FOR_IDLE))
                .connectionOptions(new AcceptedSockets(config.idle()))
                .contentEncoding(LibraryAnswers.encodings())
                .directHandlers(LibraryAnswers.problems())
                .shutdownGracePeriod(Duration.ofSeconds(2))
                .shutdownHook(false)
                .addProtocol(Http1Config.builder()
                        .maxHeadersSize(MAX_HEADERS)
                        .addReceiveListener(peers)
                        .build())
                .addProtocol(WsConfig.builder().maxFrameLength(MAX_FRAME).build())
                .addRouting(http)
                .addRouting(socketRouting);
        config.tls().ifPresent(tls -> builder.tls(tls(tls)));
        WebServer server = builder.build();
        try {
            server.start();
        } catch (IllegalStateException | java.io.UncheckedIOException failure) {
            peers.close();
            throw refusal(config, failure);
        }
        return new HttpServer(server, peers, config);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static StartRefused refusal(HttpConfig config, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return new StartRefused(
                        "Port %d on %s can't be used: %s. Stop what uses it, or choose another with --port."
                                .formatted(config.port(), config.host(), cause.getMessage()),
                        failure);
            }
        }
        return new StartRefused("Can't listen on %s:%d: %s.".formatted(config.host(), config.port(), failure), failure);
    }

    private static Tls tls(HttpConfig.Tls files) {
        for (var file : List.of(files.certificate(), files.key())) {
            if (!Files.isReadable(file)) {
                throw new StartRefused("TLS file %s can't be read.".formatted(file));
            }
        }
        try {
            Keys keys = Keys.builder()
                    .pem(pem -> pem.key(Resource.create(files.key()))
                            .certChain(Resource.create(files.certificate()))
                            .certificates(Resource.create(files.certificate())))
                    .build();
            return Tls.builder()
                    .privateKey(keys.privateKey().orElseThrow())
                    .privateKeyCertChain(keys.certChain())
                    .build();
        } catch (RuntimeException failure) {
            throw new StartRefused(
                    "TLS certificate %s and key %s can't be used: both must be PEM (key: PKCS#8). %s"
                            .formatted(files.certificate(), files.key(), failure.getMessage()),
                    failure);
        }
    }

    public int port() {
        return server.port();
    }

    /// The address to open in a browser.
    public String address() {
        String host = config.host().equals("0.0.0.0") || config.host().equals("::") ? "localhost" : config.host();
        return (config.tls().isPresent() ? "https://" : "http://")
                + (host.contains(":") ? "[" + host + "]" : host)
                + ":" + port();
    }

    /// Stops to listen, lets requests under way end, and closes what is left.
    @Override
    public void close() {
        server.stop();
        peers.close();
    }
}
