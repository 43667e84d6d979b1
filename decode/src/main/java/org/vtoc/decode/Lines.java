package org.vtoc.decode;

import java.util.Arrays;

/// Cuts a stream of bytes into lines that end with LF or CR LF. A line that lies whole in the caller's bytes is
/// handed on in place; only one that is cut between two calls is copied. A line over the limit is reported as
/// malformed and skipped up to its end, so memory stays bounded whatever arrives.
public final class Lines {
    /// Takes one line, without its ending. The bytes are only good during the call.
    @FunctionalInterface
    public interface LineDecoder {
        void line(long number, byte[] bytes, int from, int to, Sink sink);
    }

    private final int limit;
    private final LineDecoder decoder;
    private byte[] held = new byte[256];
    private int heldLength;
    private boolean overlong;
    private long number = 1;

    public Lines(int limit, LineDecoder decoder) {
        this.limit = limit;
        this.decoder = decoder;
    }

    public void feed(byte[] bytes, int offset, int length, Sink sink) {
        int end = offset + length;
        int start = offset;
        for (int i = offset; i < end; i++) {
            if (bytes[i] == '\n') {
                if (heldLength == 0 && !overlong) {
                    deliver(bytes, start, i, sink);
                } else {
                    hold(bytes, start, i);
                    finishHeld(sink);
                }
                start = i + 1;
            }
        }
        hold(bytes, start, end);
    }

    /// A last line without an ending counts as one.
    public void end(Sink sink) {
        if (heldLength > 0 || overlong) {
            finishHeld(sink);
        }
    }

    private void hold(byte[] bytes, int from, int to) {
        int length = to - from;
        if (overlong || length == 0) {
            return;
        }
        if (heldLength + length > limit + 1) {
            overlong = true;
            heldLength = 0;
            return;
        }
        if (heldLength + length > held.length) {
            held = Arrays.copyOf(held, Math.max(2 * held.length, heldLength + length));
        }
        System.arraycopy(bytes, from, held, heldLength, length);
        heldLength += length;
    }

    private void finishHeld(Sink sink) {
        if (overlong) {
            overlong = false;
            sink.malformed(number++, tooLong());
        } else {
            int length = heldLength;
            heldLength = 0;
            deliver(held, 0, length, sink);
        }
    }

    private void deliver(byte[] bytes, int from, int to, Sink sink) {
        int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        if (end - from > limit) {
            sink.malformed(number++, tooLong());
        } else {
            decoder.line(number++, bytes, from, end, sink);
        }
    }

    private String tooLong() {
        return "line longer than " + limit + " bytes";
    }
}
