package org.vtoc.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Loads a server at 127.0.0.1: each connection has one request under way and sends the next when the answer is
/// whole. At the end every request under way is answered before the connections close, so that what was acknowledged
/// can be compared with what was stored, to the row.
///
/// One thread serves all connections, which leaves the cores to the server and its database.
final class HttpLoad {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

    /// Says how many rows an answer acknowledges; 0 for a refusal.
    @FunctionalInterface
    interface Acknowledgement {
        long rows(byte[] bytes, Responses.Whole answer);
    }

    /// What to send where.
    ///
    /// @param requests gives whole requests, made by [#request]
    record Plan(int port, int connections, Supplier<byte[]> requests, Acknowledgement acknowledgement) {}

    /// What came of a run.
    ///
    /// @param rows acknowledged while it was measured
    /// @param seconds that it was measured
    /// @param millis from the first byte sent to the last received, of the answers measured, if there were any
    /// @param allRows acknowledged from the first to the last request, warm-up included
    /// @param refused answers that acknowledged nothing, measured or not
    record Result(long rows, double seconds, Optional<Figures> millis, long allRows, long refused) {}

    private static final class Connection {
        private SocketChannel channel;
        private ByteBuffer out = ByteBuffer.allocate(0);
        private byte[] in = new byte[16 * 1024];
        private int received;
        private long sentAt;
        private boolean busy;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private final Plan plan;
    private final List<Connection> connections = new ArrayList<>();
    private long[] latencies = new long[1 << 16];
    private int answers;
    private long rows;
    private long allRows;
    private long refused;
    private boolean measuring;

    private HttpLoad(Plan plan) {
        this.plan = plan;
    }

    /// A request with everything that HTTP wants.
    ///
    /// @param credential for `Authorization: Bearer`; empty for none
    /// @param body JSON; empty for none
    static byte[] request(String method, String target, String credential, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + (credential.isEmpty() ? "" : "Authorization: Bearer " + credential + "\r\n")
                + (body.isEmpty() ? "" : "Content-Type: application/json\r\n")
                + "Content-Length: " + content.length + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(start, start.length + content.length);
        System.arraycopy(content, 0, whole, start.length, content.length);
        return whole;
    }

    /// Runs for the warm-up and the measured time.
    ///
    /// @param edge is called when the measured time begins and when it ends
    static Result run(Plan plan, Duration warmUp, Duration measured, Runnable edge) {
        var load = new HttpLoad(plan);
        try (Selector selector = Selector.open()) {
            try {
                load.connect(selector);
                load.turn(selector, warmUp, true);
                edge.run();
                load.measuring = true;
                long from = System.nanoTime();
                load.turn(selector, measured, true);
                double seconds = (System.nanoTime() - from) / 1e9;
                load.measuring = false;
                edge.run();
                load.turn(selector, LONGEST_ANSWER, false);
                Optional<Figures> millis = load.answers == 0
                        ? Optional.empty()
                        : Optional.of(Figures.of(Arrays.copyOf(load.latencies, load.answers), 1e6));
                return new Result(load.rows, seconds, millis, load.allRows, load.refused);
            } finally {
                for (Connection connection : load.connections) {
                    connection.channel.close();
                }
            }
        } catch (IOException failure) {
            throw new BenchFailure(
                    "the server hung up after %d rows and %d refusals: %s"
                            .formatted(load.allRows, load.refused, failure),
                    failure);
        }
    }

    private void connect(Selector selector) throws IOException {
        for (int i = 0; i < plan.connections(); i++) {
            var connection = new Connection(open());
            connections.add(connection);
            connection.channel.register(selector, SelectionKey.OP_READ, connection);
        }
    }

    private SocketChannel open() throws IOException {
        var channel = SocketChannel.open(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), plan.port()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        return channel;
    }

    /// A server that fails may answer and hang up; that is a refusal, and the client comes again.
    private void reconnect(Selector selector, Connection connection) throws IOException {
        connection.channel.close();
        connection.channel = open();
        connection.received = 0;
        if (connection.busy) {
            connection.busy = false;
            refused++;
        }
        connection.channel.register(selector, SelectionKey.OP_READ, connection);
    }

    /// @param sending whether new requests are sent; without, it ends as soon as all are answered
    private void turn(Selector selector, Duration time, boolean sending) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        if (sending) {
            for (SelectionKey key : selector.keys()) {
                if (key.attachment() instanceof Connection connection && !connection.busy) {
                    send(key, connection);
                }
            }
        }
        while (sending || connections.stream().anyMatch(connection -> connection.busy)) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                if (!sending) {
                    throw new BenchFailure("no answer within %s".formatted(LONGEST_ANSWER));
                }
                return;
            }
            selector.select(Math.max(1, left / 1_000_000));
            var ready = List.copyOf(selector.selectedKeys());
            selector.selectedKeys().clear();
            for (SelectionKey key : ready) {
                serve(selector, key, sending);
            }
        }
    }

    private void serve(Selector selector, SelectionKey key, boolean sending) throws IOException {
        if (!(key.attachment() instanceof Connection connection)) {
            return;
        }
        try {
            if (key.isWritable()) {
                write(key, connection);
            }
            if (key.isReadable() && read(connection) && sending) {
                send(key, connection);
            }
        } catch (SocketException | EOFException _) {
            reconnect(selector, connection);
            if (sending) {
                send(connection.channel.keyFor(selector), connection);
            }
        }
    }

    private void send(SelectionKey key, Connection connection) throws IOException {
        connection.out = ByteBuffer.wrap(plan.requests().get());
        connection.busy = true;
        connection.sentAt = System.nanoTime();
        write(key, connection);
    }

    private static void write(SelectionKey key, Connection connection) throws IOException {
        connection.channel.write(connection.out);
        int wanted =
                connection.out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    /// @return whether the answer is whole now
    private boolean read(Connection connection) throws IOException {
        if (connection.received == connection.in.length) {
            connection.in = Arrays.copyOf(connection.in, 2 * connection.in.length);
        }
        int count = connection.channel.read(
                ByteBuffer.wrap(connection.in, connection.received, connection.in.length - connection.received));
        if (count < 0) {
            throw new EOFException("closed by the server");
        }
        connection.received += count;
        Responses.Whole answer = Responses.look(connection.in, connection.received);
        if (answer.length() < 0) {
            return false;
        }
        count(connection, answer);
        connection.received = 0;
        connection.busy = false;
        return true;
    }

    private void count(Connection connection, Responses.Whole answer) {
        long acknowledged = plan.acknowledgement().rows(connection.in, answer);
        allRows += acknowledged;
        refused += acknowledged == 0 ? 1 : 0;
        if (measuring) {
            rows += acknowledged;
            if (answers == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * answers);
            }
            latencies[answers++] = System.nanoTime() - connection.sentAt;
        }
    }
}
