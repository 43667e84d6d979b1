package org.vtoc.server.platform.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.helidon.websocket.WsUpgradeException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts a [SocketEndpoint] session on the HTTP library's WebSocket. The thread that reads never writes: a peer that
/// takes nothing could hold it.
final class SocketAdapter implements WsListener {
    private final SocketEndpoint endpoint;
    private final StringBuilder partial = new StringBuilder();
    private SocketEndpoint.@Nullable Session session;

    SocketAdapter(SocketEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /// A browser names the page that opens the socket; only our own may. Programs name none.
    @Override
    public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers) throws WsUpgradeException {
        Optional<String> origin = headers.first(HeaderNames.ORIGIN);
        String host = headers.first(HeaderNames.HOST).orElse("");
        if (origin.isPresent() && !sameHost(origin.get(), host)) {
            throw new WsUpgradeException("Origin not allowed");
        }
        return Optional.empty();
    }

    private static boolean sameHost(String origin, String host) {
        try {
            return host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    @Override
    public void onOpen(WsSession socket) {
        session = endpoint.opener().open(new LibrarySocket(socket));
    }

    @Override
    public void onMessage(WsSession socket, String text, boolean last) {
        if (partial.length() + text.length() > endpoint.maxMessage()) {
            refuse(WsCloseCodes.TOO_BIG, "message too large");
            return;
        }
        if (!last || !partial.isEmpty()) {
            partial.append(text);
            if (!last) {
                return;
            }
        }
        String whole = partial.isEmpty() ? text : partial.toString();
        partial.setLength(0);
        if (session != null) {
            session.message(whole);
        }
    }

    @Override
    public void onMessage(WsSession socket, BufferData buffer, boolean last) {
        if (buffer.available() > endpoint.maxMessage()) {
            refuse(WsCloseCodes.TOO_BIG, "message too large");
        } else if (session != null) {
            // No message of ours is binary: the session answers it as one that it can't read.
            session.message("");
        }
    }

    private void refuse(int code, String reason) {
        if (session != null) {
            session.refuse(code, reason);
        }
    }

    @Override
    public void onPing(WsSession socket, BufferData buffer) {
        if (session != null) {
            session.ping(buffer.readBytes());
        }
    }

    @Override
    public void onClose(WsSession socket, int status, String reason) {
        ended();
    }

    @Override
    public void onError(WsSession socket, Throwable failure) {
        ended();
    }

    private void ended() {
        SocketEndpoint.Session open = session;
        session = null;
        if (open != null) {
            open.closed();
        }
    }

    private record LibrarySocket(WsSession session) implements SocketEndpoint.Socket {
        @Override
        public void send(SocketFrame frame) {
            connection().dataWriter().writeNow(BufferData.create(frame.bytes()));
        }

        @Override
        public void pong(byte[] payload) {
            session.pong(BufferData.create(payload));
        }

        @Override
        public void close(int code, String reason) {
            session.close(code, reason);
        }

        @Override
        public void drop() {
            connection().serverSocket().close();
        }

        private ConnectionContext connection() {
            return (ConnectionContext) session.socketContext();
        }
    }
}
