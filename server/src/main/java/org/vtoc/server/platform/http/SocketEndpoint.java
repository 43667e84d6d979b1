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

        /// The connection is gone, whoever ended it. Called once.
        void closed();
    }

    /// The sending side. One thread at a time may send.
    public interface Socket {
        /// Blocks while the peer takes nothing.
        ///
        /// @throws java.io.UncheckedIOException the peer is gone
        void send(String text);

        /// Says good-bye and ends the connection.
        void close(int code, String reason);

        /// Drops the connection without a word, from any thread; a blocked [#send] ends.
        void terminate();
    }
}
