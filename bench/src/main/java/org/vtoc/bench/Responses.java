package org.vtoc.bench;

import java.nio.charset.StandardCharsets;

/// Reads just enough of HTTP/1.1 answers (RFC 9112) to know where one ends and what it says.
final class Responses {
    /// An answer that has arrived whole.
    ///
    /// @param length of the answer in bytes
    /// @param bodyFrom where the body begins, chunk sizes included where it is chunked
    record Whole(int status, int length, int bodyFrom) {}

    static final Whole INCOMPLETE = new Whole(0, -1, 0);

    private Responses() {}

    /// Looks at the first `length` bytes.
    ///
    /// @return [#INCOMPLETE] while more has to come
    static Whole look(byte[] bytes, int length) {
        int head = find(bytes, 0, length, "\r\n\r\n");
        if (head < 0) {
            return INCOMPLETE;
        }
        int status = (int) digits(bytes, find(bytes, 0, head, " ") + 1, head, 10);
        int body = head + 4;
        int announced = header(bytes, head, "content-length:");
        if (announced >= 0) {
            int end = body + (int) digits(bytes, announced, head, 10);
            return end <= length ? new Whole(status, end, body) : INCOMPLETE;
        }
        if (header(bytes, head, "transfer-encoding:") < 0) {
            return new Whole(status, body, body);
        }
        int at = body;
        while (true) {
            int line = find(bytes, at, length, "\r\n");
            if (line < 0) {
                return INCOMPLETE;
            }
            int size = (int) digits(bytes, at, line, 16);
            at = line + 2 + size + 2;
            if (at > length) {
                return INCOMPLETE;
            }
            if (size == 0) {
                return new Whole(status, at, body);
            }
        }
    }

    /// The whole number after a key in the body, such as `"accepted":`; 0 without it.
    static long numberAfter(byte[] bytes, Whole answer, String key) {
        int at = find(bytes, answer.bodyFrom(), answer.length(), key);
        return at < 0 ? 0 : digits(bytes, at + key.length(), answer.length(), 10);
    }

    private static int header(byte[] bytes, int end, String name) {
        for (int at = find(bytes, 0, end, "\r\n"); at >= 0; at = find(bytes, at + 2, end, "\r\n")) {
            int from = at + 2;
            if (from + name.length() <= end
                    && new String(bytes, from, name.length(), StandardCharsets.ISO_8859_1).equalsIgnoreCase(name)) {
                return from + name.length();
            }
        }
        return -1;
    }

    private static long digits(byte[] bytes, int from, int end, int radix) {
        int at = from;
        while (at < end && bytes[at] == ' ') {
            at++;
        }
        long value = 0;
        for (; at < end; at++) {
            int digit = Character.digit(bytes[at], radix);
            if (digit < 0) {
                break;
            }
            value = value * radix + digit;
        }
        return value;
    }

    private static int find(byte[] bytes, int from, int end, String wanted) {
        for (int at = from; at <= end - wanted.length(); at++) {
            int i = 0;
            while (i < wanted.length() && bytes[at + i] == wanted.charAt(i)) {
                i++;
            }
            if (i == wanted.length()) {
                return at;
            }
        }
        return -1;
    }
}
