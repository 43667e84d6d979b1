package org.vtoc.server.connector.demo;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/// Sends a recording as datagrams, a sentence each, to a port of the loopback, whether or not anybody listens.
final class DatagramSender implements AutoCloseable {
    private final Playback playback;
    private final int port;
    private final DatagramSocket socket;
    private final Thread thread;

    private DatagramSender(Playback playback, int port) throws IOException {
        this.playback = playback;
        this.port = port;
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        this.thread = Thread.ofVirtual().name("demo datagrams").unstarted(this::send);
    }

    static DatagramSender start(Playback playback, int port) throws IOException {
        var sender = new DatagramSender(playback, port);
        sender.thread.start();
        return sender;
    }

    /// A port that nobody has at the moment.
    static int freePort() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void send() {
        try {
            playback.play(line -> {
                byte[] bytes = (line + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
                socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
            });
        } catch (IOException | InterruptedException _) {
            // Closed.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        socket.close();
    }
}
