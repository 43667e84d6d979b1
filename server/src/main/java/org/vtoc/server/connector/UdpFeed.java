package org.vtoc.server.connector;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import org.vtoc.server.connector.settings.Input;

/// Datagrams to a local port. A datagram ends its last line, whether or not it says so. What comes while the center
/// can't store waits in the system's buffer, and is dropped there when that is full: UDP promises no more.
final class UdpFeed implements Feed {
    private static final int LARGEST = 65_535;
    private static final int SYSTEM_BUFFER = 1 << 20;
    private static final byte[] LINE_END = {'\n'};

    private final Input.Udp input;

    UdpFeed(Input.Udp input) {
        this.input = input;
    }

    @Override
    public void run(Reading reading) throws IOException, InterruptedException {
        var address = new InetSocketAddress(input.host(), input.port());
        if (address.isUnresolved()) {
            throw new IOException("the name %s can't be resolved".formatted(input.host()));
        }
        try (var socket = new DatagramSocket(null)) {
            socket.setReceiveBufferSize(SYSTEM_BUFFER);
            socket.bind(address);
            reading.connected("listening on " + input);
            read(socket, reading);
        } catch (BindException failure) {
            throw new IOException("can't listen on %s: %s".formatted(input, failure.getMessage()), failure);
        }
    }

    private static void read(DatagramSocket socket, Reading reading) throws IOException, InterruptedException {
        var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        while (true) {
            socket.setSoTimeout((int) reading.patience().toMillis());
            try {
                packet.setLength(LARGEST);
                socket.receive(packet);
            } catch (SocketTimeoutException _) {
                reading.quiet();
                continue;
            }
            reading.take(packet.getData(), 0, packet.getLength());
            if (packet.getLength() > 0 && packet.getData()[packet.getLength() - 1] != '\n') {
                reading.take(LINE_END, 0, 1);
            }
        }
    }
}
