package org.vtoc.decode.aprs;

import org.vtoc.decode.Ascii;
import org.vtoc.decode.Units;

/// Mic-E (chapter 10): latitude, message and the signs hide in the destination address, longitude, course and speed in
/// the first eight bytes of the body.
final class MicE {
    private static final int BODY = 8;
    private static final int ADDRESS = 6;
    private static final int BLANK = 10;
    private static final int BAD = -1;
    private static final String[] MESSAGES = {
        "emergency", "priority", "special", "committed", "returning", "in service", "en route", "off duty"
    };

    private static final String[] BITS = {"000", "001", "010", "011", "100", "101", "110", "111"};

    private MicE() {}

    static boolean read(Report report, Header header, int from, int to) {
        report.messageType = "location";
        byte[] bytes = report.bytes;
        int address = header.destinationStart();
        if (to - from < BODY || addressLength(bytes, header) != ADDRESS) {
            return report.refuse("Mic-E packet too short");
        }
        if (!Report.isSymbolTable(bytes[from + 7])) {
            return report.refuse("bad symbol table");
        }
        if (!isBody(bytes, from)) {
            return report.refuse("bad Mic-E position");
        }
        if (!latitude(report, address)) {
            return report.refuse("bad Mic-E destination address");
        }
        if (!longitude(report, address, from)) {
            return report.refuse("bad Mic-E position");
        }
        motion(report, from);
        report.symbolCode = bytes[from + 6];
        report.symbolTable = bytes[from + 7];
        report.putSymbol();
        report.fields.put("format", "mice");
        message(report, address);
        Scratch rest = report.scratch;
        rest.set(bytes, from + BODY, to);
        report.fields.putText("device", MicEDevices.name(rest));
        telemetry(report, rest);
        altitude(report, rest);
        Comments.readTagged(report, rest);
        report.fields.putText("comment", rest.text());
        return true;
    }

    private static int addressLength(byte[] bytes, Header header) {
        int end = header.destinationStart();
        while (end < header.destinationEnd() && bytes[end] != '-') {
            end++;
        }
        return end - header.destinationStart();
    }

    private static boolean isBody(byte[] bytes, int from) {
        return within(bytes[from], 0x26, 0x7f)
                && within(bytes[from + 1], 0x26, 0x61)
                && within(bytes[from + 2], 0x1c, 0x7f)
                && within(bytes[from + 3], 0x1c, 0x7f)
                && within(bytes[from + 4], 0x1c, 0x7d)
                && within(bytes[from + 5], 0x1c, 0x7f)
                && Report.isSymbolCode(bytes[from + 6]);
    }

    private static boolean within(byte b, int low, int high) {
        return b >= low && b <= high;
    }

    /// @return the digit that a character of the address stands for, 10 for a hidden one, or -1
    private static int digit(byte b) {
        if (Ascii.isDigit(b)) {
            return b - '0';
        }
        if (b == 'K' || b == 'L' || b == 'Z') {
            return BLANK;
        }
        if (b >= 'A' && b <= 'J') {
            return b - 'A';
        }
        return b >= 'P' && b <= 'Y' ? b - 'P' : BAD;
    }

    private static boolean latitude(Report report, int address) {
        int hidden = 0;
        int digits = 0;
        for (int i = 0; i < ADDRESS; i++) {
            byte b = report.bytes[address + i];
            int digit = digit(b);
            if (digit == BAD || (i >= 3 && b >= 'A' && b <= 'K') || (hidden > 0 && digit != BLANK)) {
                return false;
            }
            if (digit == BLANK) {
                // The first hidden digit becomes the middle of what is open, the others zero.
                digit = hidden > 0 ? 0 : i == 2 ? 3 : 5;
                hidden++;
            }
            digits = 10 * digits + digit;
        }
        int whole = digits / 10_000;
        double degrees = whole + digits % 10_000 / 6000.0;
        if (hidden > 4 || degrees > 90) {
            return false;
        }
        report.latitude = report.bytes[address + 3] >= 'P' ? degrees : -degrees;
        Positions.putAmbiguity(report, hidden);
        return true;
    }

    private static boolean longitude(Report report, int address, int from) {
        int degrees = report.bytes[from] - 28 + (report.bytes[address + 4] >= 'P' ? 100 : 0);
        if (degrees >= 180 && degrees <= 189) {
            degrees -= 80;
        } else if (degrees >= 190 && degrees <= 199) {
            degrees -= 190;
        }
        int minutes = report.bytes[from + 1] - 28;
        if (minutes >= 60) {
            minutes -= 60;
        }
        int hundredths = report.bytes[from + 2] - 28;
        double longitude = degrees + minutes(minutes, hundredths, hidden(report, address)) / 60;
        if (longitude > 180) {
            return false;
        }
        report.longitude = report.bytes[address + 5] >= 'P' ? -longitude : longitude;
        return true;
    }

    private static int hidden(Report report, int address) {
        int hidden = 0;
        for (int i = 0; i < ADDRESS; i++) {
            hidden += digit(report.bytes[address + i]) == BLANK ? 1 : 0;
        }
        return hidden;
    }

    /// The digits that the latitude hides are not to be used of the longitude either.
    private static double minutes(int minutes, int hundredths, int hidden) {
        return switch (hidden) {
            case 0 -> minutes + hundredths / 100.0;
            case 1 -> minutes + (hundredths - hundredths % 10 + 5) / 100.0;
            case 2 -> minutes + 0.5;
            case 3 -> minutes - minutes % 10 + 5;
            default -> 30;
        };
    }

    private static void motion(Report report, int from) {
        int high = report.bytes[from + 3] - 28;
        int middle = report.bytes[from + 4] - 28;
        int knots = high * 10 + middle / 10;
        int degrees = middle % 10 * 100 + report.bytes[from + 5] - 28;
        report.speed = (knots >= 800 ? knots - 800 : knots) * Units.METRES_PER_SECOND_PER_KNOT;
        report.course = degrees >= 400 ? degrees - 400 : degrees;
    }

    /// Three characters of the address are a bit each: digits and `L` are 0, `P` to `Z` the standard 1, `A` to `K` the
    /// custom 1.
    private static void message(Report report, int address) {
        int code = 0;
        boolean standard = false;
        boolean custom = false;
        for (int i = address; i < address + 3; i++) {
            byte b = report.bytes[i];
            boolean one = b >= 'P' || (b >= 'A' && b <= 'K');
            code = code << 1 | (one ? 1 : 0);
            standard |= b >= 'P';
            custom |= one && b < 'P';
        }
        report.fields.put("mice_bits", BITS[code]);
        if (standard && custom) {
            report.fields.put("mice_message", "unknown");
        } else if (custom) {
            report.fields.put("mice_message", "custom " + (7 - code));
        } else {
            report.fields.put("mice_message", MESSAGES[code]);
        }
    }

    /// `'` and two bytes, or a left quotation mark (as UTF-8) and five, in hexadecimal.
    private static void telemetry(Report report, Scratch rest) {
        if (rest.isAt(0, "'") && areHexadecimal(rest, 1, 4)) {
            Telemetry.putHexadecimal(report, rest, 1, 2);
            rest.cut(0, 5);
        } else if (rest.length() >= 13
                && rest.at(0) == (byte) 0xe2
                && rest.at(1) == (byte) 0x80
                && rest.at(2) == (byte) 0x98
                && areHexadecimal(rest, 3, 10)) {
            Telemetry.putHexadecimal(report, rest, 3, 5);
            rest.cut(0, 13);
        }
    }

    private static boolean areHexadecimal(Scratch rest, int from, int count) {
        if (from + count > rest.length()) {
            return false;
        }
        for (int i = from; i < from + count; i++) {
            if (Ascii.hex(rest.at(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /// The first `xxx}`: metres in base 91 above ten kilometres below the sea.
    private static void altitude(Report report, Scratch rest) {
        for (int i = 3; i < rest.length(); i++) {
            boolean found = rest.at(i) == '}'
                    && Positions.isBase91(rest.at(i - 1))
                    && Positions.isBase91(rest.at(i - 2))
                    && Positions.isBase91(rest.at(i - 3));
            if (found) {
                report.altitude = Positions.base91(rest.bytes(), i - 3, 3) - 10_000;
                rest.cut(i - 3, i + 1);
                return;
            }
        }
    }
}
