package org.vtoc.server.platform.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.helidon.websocket.WsUpgradeException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts a [SocketEndpoint] session on the HTTP library's WebSocket.
final class SocketAdapter implements WsListener {
    private static final Logger LOG = LoggerFactory.getLogger(SocketAdapter.class);

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
            socket.close(WsCloseCodes.TOO_BIG, "message too large");
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
        socket.close(WsCloseCodes.CANNOT_ACCEPT, "text frames only");
    }

    @Override
    public void onPing(WsSession socket, BufferData buffer) {
        socket.pong(buffer);
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
        public void send(String text) {
            session.send(text, true);
        }

        @Override
        public void close(int code, String reason) {
            session.close(code, reason);
        }

        @Override
        public void terminate() {
            try {
                session.terminate();
            } catch (UncheckedIOException alreadyGone) {
                LOG.debug("the peer was gone before", alreadyGone);
            }
        }
    }
}
