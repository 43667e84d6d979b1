package org.vtoc.decode.adsb;

import java.util.function.LongSupplier;
import org.vtoc.decode.Ascii;
import org.vtoc.decode.Decoder;
import org.vtoc.decode.Lines;
import org.vtoc.decode.Sink;

/// Mode S frames as lines of hexadecimal digits, as ADS-B receivers send them on port 30002: `*8d...;` the frame alone
/// (or `:`), `@` and `%` with twelve digits of a 12 MHz counter before it, `<` with the counter and two digits of
/// signal strength. Frames of four digits are Mode A and C, which name no sender.
public final class AvrDecoder implements Decoder {
    public static final int MAX_LINE = 256;

    private static final int STAMP_DIGITS = 12;
    private static final int SIGNAL_DIGITS = 2;
    private static final int MODE_AC_DIGITS = 4;

    private final Lines lines = new Lines(MAX_LINE, this::line);
    private final byte[] frame = new byte[ModeSReader.LONG];
    private final ModeSReader reader;

    /// For a recording.
    public AvrDecoder() {
        this.reader = new ModeSReader();
    }

    /// For a live stream.
    ///
    /// @param clock milliseconds, for the age of frames
    public AvrDecoder(LongSupplier clock) {
        this.reader = new ModeSReader(clock);
    }

    @Override
    public void decode(byte[] bytes, int offset, int length, Sink sink) {
        lines.feed(bytes, offset, length, sink);
    }

    @Override
    public void end(Sink sink) {
        lines.end(sink);
    }

    /// Whether a line with this first byte is one of this format.
    public static boolean isStart(byte b) {
        return b == '*' || b == ':' || b == '@' || b == '%' || b == '<';
    }

    private void line(long number, byte[] line, int from, int to, Sink sink) {
        int start = from;
        int end = to;
        while (start < end && line[start] <= ' ' && line[start] >= 0) {
            start++;
        }
        while (end > start && line[end - 1] <= ' ' && line[end - 1] >= 0) {
            end--;
        }
        if (start == end || line[start] == '#') {
            return;
        }
        if (!isStart(line[start]) || line[end - 1] != ';') {
            sink.malformed(number, isStart(line[start]) ? "frame without an end" : "not an AVR line");
            return;
        }
        frame(number, line, start, end - 1, sink);
    }

    private void frame(long number, byte[] line, int start, int end, Sink sink) {
        boolean stamped = line[start] == '@' || line[start] == '%' || line[start] == '<';
        boolean measured = line[start] == '<';
        int stampAt = start + 1;
        int signalAt = stampAt + (stamped ? STAMP_DIGITS : 0);
        int frameAt = signalAt + (measured ? SIGNAL_DIGITS : 0);
        int digits = end - frameAt;
        long stamp = stamped && digits > 0 ? number(line, stampAt, signalAt) : ModeSReader.NO_STAMP;
        long signal = measured && digits > 0 ? number(line, signalAt, frameAt) : 0;
        if (digits <= 0 || stamp < 0 || signal < 0) {
            sink.malformed(number, digits <= 0 ? "empty frame" : NOT_HEXADECIMAL);
        } else if (digits == MODE_AC_DIGITS) {
            sink.ignored(number, "Mode A or C");
        } else if (digits != 2 * ModeSReader.SHORT && digits != 2 * ModeSReader.LONG) {
            sink.malformed(number, WRONG_LENGTH);
        } else if (!unpack(line, frameAt, end)) {
            sink.malformed(number, NOT_HEXADECIMAL);
        } else if (digits != 2 * ModeSReader.length(frame[0])) {
            sink.malformed(number, WRONG_LENGTH);
        } else {
            reader.tick(stamp);
            reader.read(number, frame, stamped ? stamp : -1, measured ? (int) signal : -1, sink);
        }
    }

    private static final String NOT_HEXADECIMAL = "not hexadecimal digits";
    private static final String WRONG_LENGTH = "not as long as its downlink format";

    private boolean unpack(byte[] line, int from, int to) {
        int faults = 0;
        for (int at = from; at < to; at += 2) {
            int high = Ascii.hex(line[at]);
            int low = Ascii.hex(line[at + 1]);
            faults |= high | low;
            frame[(at - from) / 2] = (byte) (high << 4 | low);
        }
        return faults >= 0;
    }

    /// @return the number, or -1 if one of the bytes is no hexadecimal digit
    private static long number(byte[] line, int from, int to) {
        long number = 0;
        for (int at = from; at < to; at++) {
            int digit = Ascii.hex(line[at]);
            if (digit < 0) {
                return -1;
            }
            number = number << 4 | digit;
        }
        return number;
    }
}
