package org.vtoc.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLoadTest {
    private final AtomicLong served = new AtomicLong();
    private HttpServer server = newServer();

    private static HttpServer newServer() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    @BeforeEach
    void start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/good", exchange -> {
            exchange.getRequestBody().readAllBytes();
            served.incrementAndGet();
            exchange.sendResponseHeaders(201, -1);
            exchange.close();
        });
        server.createContext("/closing", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Connection", "close");
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private HttpLoad.Result load(String path) {
        byte[] request = HttpLoad.request("POST", path, "", "{}");
        return HttpLoad.run(
                new HttpLoad.Plan(
                        server.getAddress().getPort(), 3, () -> request, (_, answer) -> answer.status() == 201 ? 1 : 0),
                Duration.ofMillis(50),
                Duration.ofMillis(200),
                () -> {});
    }

    @Test
    void whatTheServerServedIsWhatWasAcknowledged() {
        HttpLoad.Result result = load("/good");

        assertThat(result.allRows()).isEqualTo(served.get()).isPositive();
        assertThat(result.refused()).isZero();
    }

    @Test
    void aServerThatAnswersWithAnErrorAndHangsUpCountsAsRefusing() {
        HttpLoad.Result result = load("/closing");

        assertThat(result.allRows()).isZero();
        assertThat(result.refused()).isGreaterThanOrEqualTo(3);
    }
}
