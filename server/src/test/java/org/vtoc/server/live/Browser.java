package org.vtoc.server.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A live connection as a browser has it: sends frames, waits for frames, remembers how it was closed.
final class Browser implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final BlockingQueue<ByteBuffer> binary = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream partialBinary = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    private Browser(String address) {
        socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(address.replaceFirst("^http", "ws") + "/api/v1/ws"), this)
                .join();
    }

    static Browser at(String address) {
        return new Browser(address);
    }

    static Browser signedIn(String address, String token) {
        var browser = new Browser(address);
        browser.send("{\"type\":\"auth\",\"token\":\"%s\"}".formatted(token));
        browser.await("auth_success");
        return browser;
    }

    Browser send(String frame) {
        socket.sendText(frame, true).join();
        return this;
    }

    Browser sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        return this;
    }

    /// The next frame of the type; others are passed over.
    JsonNode await(String type) {
        return await(frame -> frame.path("type").asText().equals(type));
    }

    JsonNode await(Predicate<JsonNode> wanted) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                JsonNode frame = frames.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (frame == null) {
                    throw new AssertionError("the frame did not come");
                }
                if (frame.isMissingNode()) {
                    throw new AssertionError("closed with " + closed.join());
                }
                if (wanted.test(frame)) {
                    return frame;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted");
        }
    }

    /// The code with which the center ends the connection.
    int awaitClose() {
        return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /// The next binary frame.
    ByteBuffer awaitBinary() {
        try {
            ByteBuffer frame = binary.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("no binary frame came");
            }
            return frame;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted");
        }
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        partialBinary.writeBytes(part);
        if (last) {
            binary.add(ByteBuffer.wrap(partialBinary.toByteArray()).order(ByteOrder.LITTLE_ENDIAN));
            partialBinary.reset();
        }
        from.request(1);
        return CompletableFuture.completedFuture(from);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                frames.add(JSON.readTree(partial.toString()));
            } catch (IOException failure) {
                closed.completeExceptionally(failure);
            }
            partial.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(from);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(status);
        frames.add(MissingNode.getInstance());
        return CompletableFuture.completedFuture(from);
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed.completeExceptionally(failure);
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
    }
}
