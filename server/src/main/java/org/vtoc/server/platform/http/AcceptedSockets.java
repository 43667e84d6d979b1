package org.vtoc.server.platform.http;

import io.helidon.common.socket.SocketOptions;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The options of connections that come in. The HTTP library keeps its read timeout for connections that go out, so a
/// peer that connects and says nothing would be waited for without end.
final class AcceptedSockets implements SocketOptions {
    private final SocketOptions options =
            SocketOptions.builder().tcpNoDelay(true).build();
    private final Duration readTimeout;

    AcceptedSockets(Duration readTimeout) {
        this.readTimeout = readTimeout;
    }

    @Override
    public void configureSocket(Socket socket) {
        options.configureSocket(socket);
        try {
            socket.setSoTimeout((int) readTimeout.toMillis());
        } catch (SocketException _) {
            // It is gone already, as the first read will tell.
        }
    }

    @Override
    public Duration readTimeout() {
        return readTimeout;
    }

    @Override
    public Map<SocketOption<?>, Object> socketOptions() {
        return options.socketOptions();
    }

    @Override
    public Duration connectTimeout() {
        return options.connectTimeout();
    }

    @Override
    public Optional<Integer> socketReceiveBufferSize() {
        return options.socketReceiveBufferSize();
    }

    @Override
    public Optional<Integer> socketSendBufferSize() {
        return options.socketSendBufferSize();
    }

    @Override
    public boolean socketReuseAddress() {
        return options.socketReuseAddress();
    }

    @Override
    public boolean socketKeepAlive() {
        return options.socketKeepAlive();
    }

    @Override
    public boolean tcpNoDelay() {
        return options.tcpNoDelay();
    }
}
