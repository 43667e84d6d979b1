package org.vtoc.server.platform.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.ConnectionContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The other side of a connection, and how long the connection's thread waits for it: the HTTP library waits without
/// end for the rest of a request and for an answer to be taken. A peer that keeps the thread waiting for too long is
/// dropped, see [Peers].
final class Peer {
    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

    /// The slowest that bytes may come or go once the first time to wait is over.
    private static final int BYTES_PER_SECOND = 1024;

    private static final Duration LINGER = Duration.ofSeconds(30);
    private static final Duration LINGER_SILENT = Duration.ofSeconds(2);

    /// Each connection has one thread for all its life.
    private static final ThreadLocal<Optional<Peer>> CURRENT = ThreadLocal.withInitial(Optional::empty);

    private final ConnectionContext connection;
    private final Duration patience;
    private final Thread thread = Thread.currentThread();
    private boolean waiting;
    private long deadline;

    private Peer(ConnectionContext connection, Duration patience) {
        this.connection = connection;
        this.patience = patience;
    }

    /// Makes the peer of a connection known to the connection's thread.
    static Peer meet(ConnectionContext connection, Duration patience) {
        var peer = new Peer(connection, patience);
        CURRENT.set(Optional.of(peer));
        return peer;
    }

    static Optional<Peer> known() {
        return CURRENT.get();
    }

    /// The peer that the thread of a request serves.
    static Peer current() {
        return CURRENT.get().orElseThrow(() -> new IllegalStateException("not the thread of a connection"));
    }

    ConnectionContext connection() {
        return connection;
    }

    /// A time in which the thread waits for its peer, until it is closed.
    final class Wait implements AutoCloseable {
        /// Some bytes have come, or are about to go.
        void allow(long bytes) {
            synchronized (Peer.this) {
                deadline += Duration.ofSeconds(1).toNanos() * bytes / BYTES_PER_SECOND;
            }
        }

        @Override
        public void close() {
            end();
        }
    }

    Wait begin() {
        return begin(patience);
    }

    synchronized Wait begin(Duration atMost) {
        waiting = true;
        deadline = System.nanoTime() + atMost.toNanos();
        return new Wait();
    }

    synchronized void end() {
        waiting = false;
    }

    /// A stream whose writes wait for the peer for so long only.
    OutputStream watched(OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                try (Wait wait = begin()) {
                    wait.allow(length);
                    out.write(bytes, from, length);
                }
            }

            @Override
            public void flush() throws IOException {
                try (Wait _ = begin()) {
                    out.flush();
                }
            }

            @Override
            public void close() throws IOException {
                try (Wait _ = begin()) {
                    out.close();
                }
            }
        };
    }

    /// Takes what the peer still sends, for a while: an answer is lost to a peer that is cut off while it sends
    /// (RFC 9112, 9.6).
    void linger() {
        DataReader in = connection.dataReader();
        long end = System.nanoTime() + LINGER.toNanos();
        try {
            while (true) {
                long left = Math.min(end - System.nanoTime(), LINGER_SILENT.toNanos());
                try (Wait _ = begin(Duration.ofNanos(left))) {
                    in.ensureAvailable();
                }
                in.skip(in.available());
            }
        } catch (UncheckedIOException | DataReader.InsufficientDataAvailableException gone) {
            LOG.debug("the peer has ended the connection", gone);
        }
    }

    /// Drops the connection of a peer that is late: a virtual thread that is interrupted while it is blocked on a
    /// socket closes it.
    ///
    /// @return whether the thread lives on
    boolean look(long now) {
        synchronized (this) {
            if (waiting && now - deadline > 0) {
                waiting = false;
                thread.interrupt();
            }
        }
        return thread.isAlive();
    }
}
