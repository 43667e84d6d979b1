package org.vtoc.server.live;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Duration;
import java.time.InstantSource;
import org.vtoc.server.platform.http.SocketEndpoint;

/// The sending side of a connection: writes frames and knows how long the peer has not taken one. Frames are written
/// by one thread; any thread may look at the time or end the connection.
final class Outbox {
    /// Closing codes (RFC 6455, 7.4.1, and the IANA registry).
    static final int GOING_AWAY = 1001;

    static final int POLICY_VIOLATION = 1008;
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

    void send(String frame) {
        sendingSince = clock.millis();
        try {
            socket.send(frame);
        } finally {
            sendingSince = 0;
        }
    }

    /// Whether a frame took the peer too long to take; it is to be closed with [#TRY_AGAIN_LATER].
    boolean isTooSlow() {
        return tooSlow;
    }

    void close(int code, String reason) {
        sendingSince = clock.millis();
        socket.close(code, reason);
    }

    void cutIfStuck() {
        long since = sendingSince;
        if (since == 0) {
            return;
        }
        long stuck = clock.millis() - since;
        if (stuck > PATIENCE.toMillis()) {
            tooSlow = true;
        }
        if (stuck > 2 * PATIENCE.toMillis()) {
            socket.terminate();
        }
    }

    void terminate() {
        socket.terminate();
    }

    /// A JSON string with its quotes.
    static String quote(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
