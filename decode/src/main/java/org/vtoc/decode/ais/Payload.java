package org.vtoc.decode.ais;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The bits of one message, gathered from the six-bit characters of its sentences. Sixty bits to a word, so that a
/// character never lies across two words and a field crosses at most one border.
final class Payload {
    /// Nine sentences of the longest payload that fits in 82 characters, with room to spare; a message of five slots,
    /// the longest on air, has 1,008 bits.
    static final int MAX_BITS = 3600;

    private static final int WORD = 60;
    private static final int MAX_TEXT = 161;

    private final long[] words = new long[MAX_BITS / WORD];
    private final byte[] text = new byte[MAX_TEXT];
    private int length;

    void clear() {
        Arrays.fill(words, 0, (length + WORD - 1) / WORD, 0);
        length = 0;
    }

    int length() {
        return length;
    }

    /// Adds the characters of one sentence.
    ///
    /// @return whether all of them are six-bit characters and there was room
    boolean append(byte[] bytes, int from, int to) {
        if (length + 6 * (to - from) > MAX_BITS) {
            return false;
        }
        int word = length / WORD;
        int shift = WORD - 6 - length % WORD;
        for (int i = from; i < to; i++) {
            int value = sixBits(bytes[i]);
            if (value < 0) {
                return false;
            }
            words[word] |= (long) value << shift;
            shift -= 6;
            if (shift < 0) {
                shift = WORD - 6;
                word++;
            }
        }
        length += 6 * (to - from);
        return true;
    }

    /// Takes the fill bits off the end.
    void drop(int bits) {
        length = Math.max(0, length - bits);
    }

    private static int sixBits(byte b) {
        if (b >= '0' && b <= 'W') {
            return b - '0';
        }
        return b >= '`' && b <= 'w' ? b - '`' + 40 : -1;
    }

    /// @param count 1 to 32; bits beyond the end read as zero
    int unsigned(int start, int count) {
        int word = start / WORD;
        int behind = WORD - start % WORD - count;
        long value;
        if (behind >= 0) {
            value = words[word] >>> behind;
        } else {
            long next = word + 1 < words.length ? words[word + 1] : 0;
            value = words[word] << -behind | next >>> (WORD + behind);
        }
        return (int) (value & ((1L << count) - 1));
    }

    int signed(int start, int count) {
        int unused = 32 - count;
        return unsigned(start, count) << unused >> unused;
    }

    boolean flag(int bit) {
        return unsigned(bit, 1) != 0;
    }

    /// Text of six-bit characters up to the first `@` or the end of the message, without trailing spaces.
    String text(int start, int characters) {
        int present = Math.min(characters, Math.max(0, (length - start) / 6));
        int used = 0;
        int kept = 0;
        while (used < Math.min(present, MAX_TEXT)) {
            int value = unsigned(start + 6 * used, 6);
            if (value == 0) {
                break;
            }
            text[used++] = (byte) (value < 32 ? value + 64 : value);
            if (value != ' ') {
                kept = used;
            }
        }
        return kept == 0 ? "" : new String(text, 0, kept, StandardCharsets.ISO_8859_1);
    }
}
