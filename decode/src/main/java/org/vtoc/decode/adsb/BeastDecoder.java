package org.vtoc.decode.adsb;

import java.util.function.LongSupplier;
import org.vtoc.decode.Decoder;
import org.vtoc.decode.Sink;

/// Mode S frames in the binary form of the Mode-S Beast, as ADS-B receivers send them on port 30005: the byte 0x1a, a
/// type (`1` Mode A and C, `2` short, `3` long frames), six bytes of a 12 MHz counter, one of signal strength and the
/// frame; a 0x1a among those is doubled. Frames are counted from 1. The types that receivers
/// use for their own state are passed over. After a fault the next lone 0x1a begins a frame.
public final class BeastDecoder implements Decoder {
    public static final byte ESCAPE = 0x1a;

    /// What readsb sends before the frames of another receiver.
    private static final byte RECEIVER_ID = (byte) 0xe3;

    private static final int STAMP = 6;
    private static final int SIGNAL = 6;
    private static final int HEADER = 7;
    private static final int MODE_AC = 2;

    private enum State {
        /// Between frames.
        OUTSIDE,
        /// After a 0x1a between frames.
        TYPE,
        INSIDE,
        /// After a 0x1a within a frame.
        ESCAPED,
        /// Within a frame of another type, or in what is none.
        SKIPPING,
        /// After a 0x1a there.
        SKIPPING_ESCAPED
    }

    private final byte[] body = new byte[HEADER + ModeSReader.LONG];
    private final byte[] frame = new byte[ModeSReader.LONG];
    private final ModeSReader reader;
    private State state = State.OUTSIDE;
    private int filled;
    private int wanted;
    private long number;

    /// For a recording.
    public BeastDecoder() {
        this.reader = new ModeSReader();
    }

    /// For a live stream.
    ///
    /// @param clock milliseconds, for the age of frames
    public BeastDecoder(LongSupplier clock) {
        this.reader = new ModeSReader(clock);
    }

    @Override
    public void decode(byte[] bytes, int offset, int length, Sink sink) {
        for (int i = offset; i < offset + length; i++) {
            take(bytes[i], sink);
        }
    }

    @Override
    public void end(Sink sink) {
        if (state == State.INSIDE || state == State.ESCAPED || state == State.TYPE) {
            sink.malformed(++number, CUT_OFF);
        }
        state = State.OUTSIDE;
    }

    private static final String CUT_OFF = "frame cut off";

    private void take(byte b, Sink sink) {
        switch (state) {
            case OUTSIDE -> {
                if (b == ESCAPE) {
                    state = State.TYPE;
                } else {
                    sink.malformed(++number, "no frame");
                    state = State.SKIPPING;
                }
            }
            case TYPE -> begin(b, sink);
            case INSIDE -> {
                if (b == ESCAPE) {
                    state = State.ESCAPED;
                } else {
                    add(b, sink);
                }
            }
            case ESCAPED -> {
                if (b == ESCAPE) {
                    state = State.INSIDE;
                    add(b, sink);
                } else {
                    sink.malformed(++number, CUT_OFF);
                    begin(b, sink);
                }
            }
            case SKIPPING -> {
                if (b == ESCAPE) {
                    state = State.SKIPPING_ESCAPED;
                }
            }
            case SKIPPING_ESCAPED -> {
                if (b == ESCAPE) {
                    state = State.SKIPPING;
                } else {
                    begin(b, sink);
                }
            }
        }
    }

    private void begin(byte type, Sink sink) {
        filled = 0;
        state = State.INSIDE;
        switch (type) {
            case '1' -> wanted = HEADER + MODE_AC;
            case '2' -> wanted = HEADER + ModeSReader.SHORT;
            case '3' -> wanted = HEADER + ModeSReader.LONG;
            case ESCAPE -> {
                // The second half of a doubled one: the stream was entered in the middle of a frame.
                sink.malformed(++number, "no frame");
                state = State.SKIPPING;
            }
            case '4', '5', RECEIVER_ID -> {
                sink.ignored(++number, "state of the receiver");
                state = State.SKIPPING;
            }
            default -> {
                sink.malformed(++number, "unknown type of frame");
                state = State.SKIPPING;
            }
        }
    }

    private void add(byte b, Sink sink) {
        body[filled++] = b;
        if (filled == wanted) {
            state = State.OUTSIDE;
            finish(sink);
        }
    }

    private void finish(Sink sink) {
        number++;
        int length = wanted - HEADER;
        if (length == MODE_AC) {
            sink.ignored(number, "Mode A or C");
            return;
        }
        System.arraycopy(body, HEADER, frame, 0, length);
        if (length != ModeSReader.length(frame[0])) {
            sink.malformed(number, "not as long as its downlink format");
            return;
        }
        long stamp = 0;
        for (int i = 0; i < STAMP; i++) {
            stamp = stamp << 8 | (body[i] & 0xff);
        }
        reader.tick(stamp);
        reader.read(number, frame, stamp, body[SIGNAL] & 0xff, sink);
    }
}
