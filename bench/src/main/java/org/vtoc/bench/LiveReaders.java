package org.vtoc.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/// Browsers that watch all tracks of a station, on one thread: they count what comes, and look for probes in it.
final class LiveReaders implements AutoCloseable {
    /// What the ids of probes begin with; a number of six digits follows.
    static final String PROBE = "probe:";

    private static final byte[] PROBE_BYTES = PROBE.getBytes(StandardCharsets.US_ASCII);
    private static final int PROBE_DIGITS = 6;
    private static final byte[] FEATURE = "\"Feature\"".getBytes(StandardCharsets.US_ASCII);
    private static final String HANDSHAKE = """
            GET /api/v1/ws HTTP/1.1
            Host: localhost
            Connection: Upgrade
            Upgrade: websocket
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

            """.replace("\n", "\r\n");
    private static final int BINARY = 0x2;
    private static final int LARGEST_HEAD = 10;

    private static final class Reader {
        private ByteBuffer in = ByteBuffer.allocate(256 * 1024);
    }

    private final Selector selector;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final IntConsumer probe;
    private long updates;
    private long frames;
    private long bytes;

    private LiveReaders(Selector selector, IntConsumer probe) {
        this.selector = selector;
        this.probe = probe;
    }

    /// Connects, signs in and subscribes.
    ///
    /// @param format `json` or `binary`
    /// @param probe gets the number of each probe at each reader that it reaches
    static LiveReaders connect(int port, int count, String token, String format, IntConsumer probe) throws IOException {
        var readers = new LiveReaders(Selector.open(), probe);
        for (int i = 0; i < count; i++) {
            var channel = SocketChannel.open(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            readers.channels.add(channel);
            write(channel, HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
            skipHead(channel);
            write(channel, frame("{\"type\":\"auth\",\"token\":\"" + token + "\"}"));
            write(
                    channel,
                    frame("{\"type\":\"subscribe\",\"topics\":[\"tracks\"],\"station\":\"ops\",\"format\":\"" + format
                            + "\"}"));
            channel.configureBlocking(false);
            channel.register(readers.selector, SelectionKey.OP_READ, new Reader());
        }
        return readers;
    }

    private static void write(SocketChannel channel, byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static void skipHead(SocketChannel channel) throws IOException {
        var one = ByteBuffer.allocate(1);
        int ends = 0;
        while (ends < 2) {
            one.clear();
            if (channel.read(one) < 0) {
                throw new EOFException("the center refused a browser");
            }
            byte read = one.get(0);
            ends = read == '\n' ? ends + 1 : read == '\r' ? ends : 0;
        }
    }

    /// A text frame as a client sends it, masked with zeros (RFC 6455, 5.2).
    private static byte[] frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + payload.length)
                .put((byte) 0x81)
                .put((byte) (0x80 | 126))
                .putShort((short) payload.length)
                .putInt(0)
                .put(payload)
                .array();
    }

    /// Reads until the time, as [System#nanoTime] counts.
    void readUntil(long end) throws IOException {
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            selector.select(key -> read(key), Math.max(1, left / 1_000_000));
        }
    }

    private void read(SelectionKey key) {
        if (!(key.attachment() instanceof Reader reader) || !(key.channel() instanceof SocketChannel channel)) {
            return;
        }
        try {
            int count = channel.read(reader.in);
            if (count < 0) {
                throw new BenchFailure("the center put a browser out");
            }
            bytes += count;
        } catch (IOException failure) {
            throw new BenchFailure("a browser was cut off: " + failure.getMessage(), failure);
        }
        ByteBuffer in = reader.in.flip();
        while (whole(in)) {
            // Taken by whole().
        }
        in.compact();
        if (!in.hasRemaining()) {
            reader.in = ByteBuffer.allocate(2 * in.capacity()).put(in.flip());
        }
    }

    /// Takes a frame off the buffer, if one is whole.
    private boolean whole(ByteBuffer in) {
        if (in.remaining() < 2) {
            return false;
        }
        int at = in.position();
        int code = in.get(at) & 0xf;
        long length = in.get(at + 1) & 0x7f;
        int head = length < 126 ? 2 : length == 126 ? 4 : LARGEST_HEAD;
        if (in.remaining() < head) {
            return false;
        }
        length = length < 126 ? length : length == 126 ? in.getShort(at + 2) & 0xffff : in.getLong(at + 2);
        if (in.remaining() < head + length) {
            return false;
        }
        in.position(at + head);
        ByteBuffer payload = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        frames++;
        updates += code == BINARY ? tracks(payload.order(ByteOrder.LITTLE_ENDIAN)) : count(payload, FEATURE);
        probes(payload);
        return true;
    }

    /// The number of tracks of a binary frame, behind its cursor and its texts.
    private static int tracks(ByteBuffer payload) {
        int at = 3;
        at += 1 + (payload.get(at) & 0xff);
        int texts = payload.getShort(at) & 0xffff;
        at += 2;
        for (int i = 0; i < texts; i++) {
            at += 1 + (payload.get(at) & 0xff);
        }
        return payload.getInt(at);
    }

    private static int count(ByteBuffer text, byte[] wanted) {
        int count = 0;
        for (int at = find(text, wanted, 0); at >= 0; at = find(text, wanted, at + wanted.length)) {
            count++;
        }
        return count;
    }

    private static int find(ByteBuffer text, byte[] wanted, int from) {
        byte first = wanted[0];
        int last = text.limit() - wanted.length;
        for (int at = from; at <= last; at++) {
            if (text.get(at) == first && matches(text, at, wanted)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean matches(ByteBuffer text, int at, byte[] wanted) {
        for (int i = 1; i < wanted.length; i++) {
            if (text.get(at + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private void probes(ByteBuffer payload) {
        for (int at = find(payload, PROBE_BYTES, 0);
                at >= 0;
                at = find(payload, PROBE_BYTES, at + PROBE_BYTES.length)) {
            byte[] digits = new byte[PROBE_DIGITS];
            payload.get(at + PROBE_BYTES.length, digits);
            probe.accept(Integer.parseInt(new String(digits, StandardCharsets.US_ASCII)));
        }
    }

    /// Track states that came, over all browsers.
    long updates() {
        return updates;
    }

    long frames() {
        return frames;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
