package org.vtoc.decode.aprs;

import org.vtoc.decode.Ascii;
import org.vtoc.decode.Fields;

/// Telemetry: up to five values and eight bits, as text (`T#005,199,000,255,073,123,01101001`, chapter 13), in base 91
/// inside a comment (addendum 1.2) or in hexadecimal inside Mic-E (chapter 10). The field `telemetry` has the sequence
/// number `seq`, the values that are there as `a1` to `a5`, and `bits`.
final class Telemetry {
    private static final int VALUES = 5;
    private static final int BITS = 8;
    private static final String[] NAMES = {"a1", "a2", "a3", "a4", "a5"};

    private Telemetry() {}

    static boolean readReport(Report report, int from, int to) {
        byte[] bytes = report.bytes;
        report.messageType = "telemetry";
        int comma = from;
        while (comma < to && Ascii.isDigit(bytes[comma])) {
            comma++;
        }
        // Mic-E encoders send their name where others count.
        boolean isMicE = comma == from
                && to - from > 3
                && bytes[from] == 'M'
                && bytes[from + 1] == 'I'
                && bytes[from + 2] == 'C';
        if (isMicE) {
            comma = bytes[from + 3] == ',' ? from + 3 : from + 2;
        }
        int end = comma + 1;
        while (end < to && isValueByte(bytes[end])) {
            end++;
        }
        if (comma == from || comma >= to || end == comma + 1 || (!isMicE && bytes[comma] != ',')) {
            return report.refuse("bad telemetry");
        }
        Fields.Builder telemetry = report.nested.clear();
        if (!isMicE) {
            telemetry.putNumber("seq", Ascii.decimal(bytes, from, comma));
        }
        if (!values(report, telemetry, comma + 1, end)) {
            return report.refuse("bad telemetry");
        }
        report.fields.put("telemetry", telemetry.build());
        return true;
    }

    private static boolean isValueByte(byte b) {
        return Ascii.isDigit(b) || b == '-' || b == '.' || b == ',';
    }

    private static boolean values(Report report, Fields.Builder telemetry, int from, int to) {
        int start = from;
        int index = 0;
        for (int i = from; i <= to && index <= VALUES; i++) {
            if (i < to && report.bytes[i] != ',') {
                continue;
            }
            if (i > start && index < VALUES) {
                double value = Ascii.decimal(report.bytes, start, i);
                if (Double.isNaN(value) || report.bytes[i - 1] == '.' || Math.abs(value) > 2_147_483_648.0) {
                    return false;
                }
                telemetry.put(NAMES[index], value);
            } else if (i > start) {
                String bits = Ascii.text(report.bytes, start, Math.min(i, start + BITS));
                telemetry.put("bits", bits + "0".repeat(BITS - bits.length()));
            }
            start = i + 1;
            index++;
        }
        return true;
    }

    /// The last `|ssaabbccddee11|` of a comment: pairs of base 91, the sequence number, one to five values, and the
    /// bits if there are all seven.
    static void readFromComment(Report report, Scratch rest) {
        int close = -1;
        for (int i = rest.length() - 1; i >= 0; i--) {
            if (rest.at(i) == '|') {
                int length = close - i - 1;
                if (close >= 0 && length >= 4 && length <= 14 && length % 2 == 0 && areBase91(rest, i + 1, close)) {
                    if (!report.fields.has("telemetry")) {
                        pairs(report, rest, i + 1, close);
                    }
                    rest.cut(i, close + 1);
                    return;
                }
                close = i;
            }
        }
    }

    private static boolean areBase91(Scratch rest, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Positions.isBase91(rest.at(i))) {
                return false;
            }
        }
        return true;
    }

    private static void pairs(Report report, Scratch rest, int from, int to) {
        Fields.Builder telemetry = report.nested.clear();
        telemetry.put("seq", (double) Positions.base91(rest.bytes(), from, 2));
        for (int i = from + 2, index = 0; i < to; i += 2, index++) {
            int value = Positions.base91(rest.bytes(), i, 2);
            if (index < VALUES) {
                telemetry.put(NAMES[index], (double) value);
            } else {
                // The first bit is the lowest.
                telemetry.put("bits", reversedBits(value));
            }
        }
        report.fields.put("telemetry", telemetry.build());
    }

    private static String reversedBits(int value) {
        var bits = new StringBuilder(BITS);
        for (int i = 0; i < BITS; i++) {
            bits.append((char) ('0' + (value >> i & 1)));
        }
        return bits.toString();
    }

    /// Bytes in hexadecimal after a Mic-E position: two of them are the channels 1 and 3 (the second is then zero),
    /// five are all channels.
    static void putHexadecimal(Report report, Scratch rest, int from, int count) {
        Fields.Builder telemetry = report.nested.clear();
        for (int i = 0; i < count; i++) {
            int at = from + 2 * i;
            double value = Ascii.hex(rest.at(at)) << 4 | Ascii.hex(rest.at(at + 1));
            if (count == 2 && i == 1) {
                telemetry.put(NAMES[1], 0.0).put(NAMES[2], value);
            } else {
                telemetry.put(NAMES[i], value);
            }
        }
        report.fields.put("telemetry", telemetry.build());
    }
}
