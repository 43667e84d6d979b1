package org.vtoc.decode;

import java.nio.charset.StandardCharsets;

/// Reads numbers and texts out of bytes in place.
public final class Ascii {
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };
    private static final int MAX_DIGITS = 18;

    private Ascii() {}

    public static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    public static boolean isUpper(byte b) {
        return b >= 'A' && b <= 'Z';
    }

    public static boolean isLower(byte b) {
        return b >= 'a' && b <= 'z';
    }

    /// @return 0 to 15, or -1 if the byte is no hexadecimal digit
    public static int hex(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int letter = (b | 0x20) - 'a';
        return letter >= 0 && letter < 6 ? letter + 10 : -1;
    }

    /// @return the number written with digits only, or -1 if it is empty, longer than nine digits or has other bytes
    public static int unsigned(byte[] bytes, int from, int to) {
        if (to <= from || to - from > 9) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return value;
    }

    /// A number as `[+-]digits[.digits]`, at most 18 digits in all.
    ///
    /// @return the number, or `NaN` if the bytes are anything else
    public static double decimal(byte[] bytes, int from, int to) {
        int i = from;
        boolean negative = i < to && bytes[i] == '-';
        if (negative || (i < to && bytes[i] == '+')) {
            i++;
        }
        long mantissa = 0;
        int digits = 0;
        int point = -1;
        for (; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                mantissa = 10 * mantissa + digit;
                digits++;
            } else if (bytes[i] == '.' && point < 0) {
                point = digits;
            } else {
                return Double.NaN;
            }
        }
        if (digits == 0 || digits > MAX_DIGITS) {
            return Double.NaN;
        }
        double value = point < 0 ? mantissa : mantissa / POWERS[digits - point];
        return negative ? -value : value;
    }

    /// The text without the spaces round it.
    public static String trimmed(byte[] bytes, int from, int to) {
        int start = from;
        int end = to;
        while (end > start && (bytes[end - 1] & 0xff) <= ' ') {
            end--;
        }
        while (start < end && (bytes[start] & 0xff) <= ' ') {
            start++;
        }
        return text(bytes, start, end);
    }

    /// The text as it stands; bytes that are not UTF-8 become the replacement character.
    public static String text(byte[] bytes, int from, int to) {
        return to <= from ? "" : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
