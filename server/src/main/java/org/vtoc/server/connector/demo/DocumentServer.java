package org.vtoc.server.connector.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// Serves one document over HTTP, made anew for each request, on the loopback only.
final class DocumentServer implements AutoCloseable {
    private static final String PATH = "/data/aircraft.json";

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    private DocumentServer(HttpServer server) {
        this.server = server;
    }

    static DocumentServer start(Function<Instant, byte[]> document, Pace pace) throws IOException {
        var started =
                new DocumentServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        started.server.setExecutor(started.executor);
        started.server.createContext(PATH, exchange -> answer(exchange, document.apply(pace.now())));
        started.server.start();
        return started;
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
