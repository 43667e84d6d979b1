package org.vtoc.decode.aprs;

import java.nio.charset.StandardCharsets;

/// A copy of a comment, out of which the readers cut what they understand. What is left is for people.
final class Scratch {
    private final byte[] bytes = new byte[AprsDecoder.MAX_LINE + 1];
    private int length;

    void set(byte[] source, int from, int to) {
        length = Math.max(0, to - from);
        System.arraycopy(source, from, bytes, 0, length);
    }

    int length() {
        return length;
    }

    byte at(int i) {
        return bytes[i];
    }

    byte[] bytes() {
        return bytes;
    }

    void cut(int from, int to) {
        System.arraycopy(bytes, to, bytes, from, length - to);
        length -= to - from;
    }

    boolean isAt(int start, String text) {
        if (start < 0 || start + text.length() > length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[start + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean isDigit(int i) {
        return i < length && bytes[i] >= '0' && bytes[i] <= '9';
    }

    /// What is left, without control characters and the spaces round it.
    String text() {
        int kept = 0;
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            if ((b >= ' ' && b <= '~') || b < -1) {
                bytes[kept++] = b;
            }
        }
        length = kept;
        int start = 0;
        while (start < length && bytes[start] == ' ') {
            start++;
        }
        while (length > start && bytes[length - 1] == ' ') {
            length--;
        }
        return text(bytes, start, length);
    }

    /// Most stations send UTF-8; what is not is read as Latin 1.
    static String text(byte[] bytes, int from, int to) {
        if (to <= from) {
            return "";
        }
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0 ? text : new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
