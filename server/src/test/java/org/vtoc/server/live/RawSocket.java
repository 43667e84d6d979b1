package org.vtoc.server.live;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A live connection on a bare socket, for what no browser does: it reads only when it is told to.
final class RawSocket implements AutoCloseable {
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int PING = 0x9;

    private final Socket socket = new Socket();
    private final OutputStream out;

    /// @param receiveBuffer what the system takes in for a reader that doesn't read, in bytes
    private RawSocket(String address, int receiveBuffer) throws IOException {
        URI uri = URI.create(address);
        socket.setReceiveBufferSize(receiveBuffer);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
        out = socket.getOutputStream();
        out.write("""
                GET /api/v1/ws HTTP/1.1
                Host: localhost
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

                """.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        var head = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1), 1);
        while (!head.readLine().isEmpty()) {
            // The answer's head.
        }
    }

    static RawSocket at(String address) throws IOException {
        return new RawSocket(address, 4096);
    }

    RawSocket send(String text) throws IOException {
        return frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    RawSocket sendBinary(byte[] bytes) throws IOException {
        return frame(BINARY, bytes);
    }

    RawSocket ping(byte[] payload) throws IOException {
        return frame(PING, payload);
    }

    /// A whole frame of under 64 KiB, masked with zeros (RFC 6455, 5.2).
    private RawSocket frame(int code, byte[] payload) throws IOException {
        var frame = new ByteArrayOutputStream();
        frame.write(0x80 | code);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        out.write(frame.toByteArray());
        return this;
    }

    /// Reads all that is left, and says whether the center ended the connection.
    boolean isEnded() {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (java.net.SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
