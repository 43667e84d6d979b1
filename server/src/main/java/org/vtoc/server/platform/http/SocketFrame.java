package org.vtoc.server.platform.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A message to browsers as it goes over the wire (RFC 6455, 5.2), so that one that goes to many is made once.
/// Immutable.
public final class SocketFrame {
    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_BINARY = 0x82;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private final byte[] bytes;

    private SocketFrame(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 10).put((byte) opcode);
        if (payload.length < TWO_BYTES) {
            frame.put((byte) payload.length);
        } else if (payload.length <= 0xffff) {
            frame.put((byte) TWO_BYTES).putShort((short) payload.length);
        } else {
            frame.put((byte) EIGHT_BYTES).putLong(payload.length);
        }
        frame.put(payload).flip();
        bytes = new byte[frame.remaining()];
        frame.get(bytes);
    }

    public static SocketFrame text(String text) {
        return new SocketFrame(FINAL_TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public static SocketFrame binary(byte[] payload) {
        return new SocketFrame(FINAL_BINARY, payload);
    }

    byte[] bytes() {
        return bytes;
    }
}
