package org.vtoc.server.live;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Duration;
import java.time.InstantSource;
import org.vtoc.server.platform.http.SocketEndpoint;
import org.vtoc.server.platform.http.SocketFrame;

/// The sending side of a connection: writes frames and knows how long the peer has not taken one. Frames are written
/// by one thread; any thread may look at the time or end the connection.
final class Outbox {
    /// Closing codes (RFC 6455, 7.4.1, and the IANA registry).
    static final int GOING_AWAY = 1001;

    static final int POLICY_VIOLATION = 1008;
    static final int INTERNAL_ERROR = 1011;
    static final int TRY_AGAIN_LATER = 1013;

    /// A peer that takes no frame for this long is told that it is too slow, and dropped after twice the time.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SocketEndpoint.Socket socket;
    private final InstantSource clock;
    /// Milliseconds since 1970 at which the frame under way began; 0 while none is.
    private volatile long sendingSince;

    private volatile boolean tooSlow;

    Outbox(SocketEndpoint.Socket socket, InstantSource clock) {
        this.socket = socket;
        this.clock = clock;
    }

    void send(String text) {
        send(SocketFrame.text(text));
    }

    void send(SocketFrame frame) {
        write(() -> socket.send(frame));
    }

    void pong(byte[] payload) {
        write(() -> socket.pong(payload));
    }

    void close(int code, String reason) {
        write(() -> socket.close(code, reason));
    }

    void drop() {
        socket.drop();
    }

    private void write(Runnable frame) {
        sendingSince = clock.millis();
        try {
            frame.run();
        } finally {
            sendingSince = 0;
        }
    }

    /// Whether a frame took the peer too long to take; it is to be closed with [#TRY_AGAIN_LATER].
    boolean isTooSlow() {
        return tooSlow;
    }

    /// Looks how long the frame under way has taken; from any thread.
    ///
    /// @return whether the peer has taken nothing for so long that no word will reach it
    boolean isStuck() {
        long since = sendingSince;
        if (since == 0) {
            return false;
        }
        long waited = clock.millis() - since;
        tooSlow |= waited > PATIENCE.toMillis();
        return waited > 2 * PATIENCE.toMillis();
    }

    /// A JSON string with its quotes.
    static String quote(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
