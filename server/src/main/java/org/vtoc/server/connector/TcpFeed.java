package org.vtoc.server.connector;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.vtoc.server.connector.settings.Input;

/// A stream over TCP. A peer that says nothing for the idle time is taken for dead: a TCP connection whose other end
/// lost its power looks alive for hours.
final class TcpFeed implements Feed {
    private final Input.Tcp input;

    TcpFeed(Input.Tcp input) {
        this.input = input;
    }

    @Override
    public void run(Reading reading) throws IOException, InterruptedException {
        try (var socket = new Socket()) {
            connect(socket);
            socket.setKeepAlive(true);
            if (input.login().isPresent()) {
                socket.getOutputStream().write((input.login().get() + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
            reading.connected("connected to " + input);
            read(socket, reading);
        }
    }

    private void connect(Socket socket) throws IOException {
        var address = new InetSocketAddress(input.host(), input.port());
        if (address.isUnresolved()) {
            throw new UnknownHostException("the name " + input.host() + " can't be resolved");
        }
        try {
            socket.connect(address, (int) CONNECT_TIMEOUT.toMillis());
        } catch (ConnectException failure) {
            throw new IOException("%s refuses the connection".formatted(input), failure);
        } catch (SocketTimeoutException failure) {
            throw new IOException("%s doesn't answer".formatted(input), failure);
        }
    }

    private void read(Socket socket, Reading reading) throws IOException, InterruptedException {
        InputStream stream = socket.getInputStream();
        byte[] buffer = new byte[BUFFER];
        long heard = System.nanoTime();
        int patience = 0;
        while (true) {
            int wanted = (int) reading.patience().toMillis();
            if (wanted != patience) {
                socket.setSoTimeout(wanted);
                patience = wanted;
            }
            try {
                int count = stream.read(buffer);
                if (count < 0) {
                    throw new EOFException("%s closed the connection".formatted(input));
                }
                reading.take(buffer, 0, count);
                heard = System.nanoTime();
            } catch (SocketTimeoutException _) {
                reading.quiet();
                Duration silence = Duration.ofNanos(System.nanoTime() - heard);
                if (silence.compareTo(input.idle()) >= 0) {
                    throw new IOException("nothing came from %s for %s".formatted(input, Words.duration(input.idle())));
                }
            }
        }
    }
}
