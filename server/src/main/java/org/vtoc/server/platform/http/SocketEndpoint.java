package org.vtoc.server.platform.http;

/// A WebSocket path and what serves each connection to it.
///
/// @param path from the server's root
/// @param maxMessage the largest message taken, in characters; a larger one closes with 1009
public record SocketEndpoint(String path, int maxMessage, Opener opener) {
    @FunctionalInterface
    public interface Opener {
        Session open(Socket socket);
    }

    /// One connection's listener. Its methods are called by one thread at a time.
    public interface Session {
        void message(String text);

        /// A ping frame, to be answered with a pong of the same bytes.
        void ping(byte[] payload);

        /// The peer sent what the connection does not take; it is to be closed with this code.
        void refuse(int code, String reason);

        /// The connection is gone, whoever ended it. Called once.
        void closed();
    }

    /// The sending side. One thread at a time may send, and it should be a virtual one: a virtual thread that is
    /// interrupted while it is blocked here drops the connection.
    public interface Socket {
        /// Blocks while the peer takes nothing.
        ///
        /// @throws java.io.UncheckedIOException the peer is gone
        void send(SocketFrame frame);

        void pong(byte[] payload);

        /// Says good-bye; the peer should end the connection.
        void close(int code, String reason);

        /// Ends the connection, whatever the peer does.
        void drop();
    }
}
