package org.vtoc.decode.ais;

import org.vtoc.decode.Ascii;
import org.vtoc.decode.Observation;

/// The tag block of NMEA 0183 4.x before a sentence, `\g:1-2-73874,s:r003669945,c:1241544035*4A\`: when a receiver
/// heard it (`c`) and which sentences it groups (`g`). A block with a bad checksum counts as absent.
final class TagBlock {
    /// Above this a `c` is in milliseconds, as some receivers send it.
    private static final double MAX_SECONDS = 1e11;

    private static final double MAX_MILLIS = 1e14;

    private long timeMillis = Observation.NO_TIME;
    private int group;

    /// @return when the sentence was heard, or [Observation#NO_TIME]
    long timeMillis() {
        return timeMillis;
    }

    /// @return the group of sentences, or 0
    int group() {
        return group;
    }

    /// Reads the block that ends right before the sentence.
    void read(byte[] bytes, int lineStart, int sentenceStart) {
        timeMillis = Observation.NO_TIME;
        group = 0;
        int close = sentenceStart - 1;
        if (close <= lineStart || bytes[close] != '\\') {
            return;
        }
        int open = close - 1;
        while (open >= lineStart && bytes[open] != '\\') {
            open--;
        }
        int end = checkedEnd(bytes, open + 1, close);
        if (open < lineStart || end < 0) {
            return;
        }
        int start = open + 1;
        for (int i = start; i <= end; i++) {
            if (i == end || bytes[i] == ',') {
                parameter(bytes, start, i);
                start = i + 1;
            }
        }
    }

    /// @return where the parameters end, or -1 if the checksum is wrong or missing
    private static int checkedEnd(byte[] bytes, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '*') {
                boolean good = i + 3 <= to && (Ascii.hex(bytes[i + 1]) << 4 | Ascii.hex(bytes[i + 2])) == sum;
                return good ? i : -1;
            }
            sum ^= bytes[i];
        }
        return -1;
    }

    private void parameter(byte[] bytes, int from, int to) {
        if (to - from < 3 || bytes[from + 1] != ':') {
            return;
        }
        if (bytes[from] == 'c') {
            double time = Ascii.decimal(bytes, from + 2, to);
            if (time > 0 && time < MAX_MILLIS) {
                timeMillis = Math.round(time > MAX_SECONDS ? time : time * 1000);
            }
        } else if (bytes[from] == 'g') {
            int dash = to - 1;
            while (dash > from && bytes[dash] != '-') {
                dash--;
            }
            group = Math.max(0, Ascii.unsigned(bytes, dash + 1, to)) & 0xfffff;
        }
    }
}
