package org.vtoc.decode.aprs;

import org.vtoc.decode.Ascii;
import org.vtoc.decode.Units;

/// The two written forms of a position: `4903.50N/07201.75W-` (chapter 6 and 8) and the compressed one of 13
/// characters in base 91 (chapter 9). Both carry the symbol.
final class Positions {
    static final int UNCOMPRESSED = 19;
    static final int COMPRESSED = 13;

    private Positions() {}

    /// @return where the position ends, or -1 if there is none; the report then says why
    static int read(Report report, int from, int to) {
        byte first = from < to ? report.bytes[from] : 0;
        if (Ascii.isDigit(first)) {
            return uncompressed(report, from, to) ? from + UNCOMPRESSED : -1;
        }
        if (first == '/' || first == '\\' || Ascii.isUpper(first) || (first >= 'a' && first <= 'j')) {
            return compressed(report, from, to) ? from + COMPRESSED : -1;
        }
        report.refuse("bad position");
        return -1;
    }

    private static boolean uncompressed(Report report, int from, int to) {
        byte[] bytes = report.bytes;
        if (to - from < UNCOMPRESSED) {
            return report.refuse("position too short");
        }
        byte northSouth = (byte) (bytes[from + 7] & ~0x20);
        byte eastWest = (byte) (bytes[from + 17] & ~0x20);
        boolean good = isAngle(bytes, from, 2)
                && isAngle(bytes, from + 9, 3)
                && (northSouth == 'N' || northSouth == 'S')
                && (eastWest == 'E' || eastWest == 'W')
                && Report.isSymbolCode(bytes[from + 18]);
        if (!good) {
            return report.refuse("bad position");
        }
        if (!Report.isSymbolTable(bytes[from + 8])) {
            return report.refuse("bad symbol table");
        }
        int ambiguity = ambiguity(bytes, from + 2);
        double latitude = angle(bytes, from, 2, ambiguity);
        double longitude = angle(bytes, from + 9, 3, ambiguity);
        if (ambiguity < 0 || Double.isNaN(latitude) || Double.isNaN(longitude)) {
            return report.refuse("bad position ambiguity");
        }
        if (Ascii.unsigned(bytes, from, from + 2) > 89 || Ascii.unsigned(bytes, from + 9, from + 12) > 179) {
            return report.refuse("position out of range");
        }
        report.latitude = northSouth == 'S' ? -latitude : latitude;
        report.longitude = eastWest == 'W' ? -longitude : longitude;
        report.symbolTable = bytes[from + 8];
        report.symbolCode = bytes[from + 18];
        report.putSymbol();
        report.fields.put("format", "uncompressed");
        putAmbiguity(report, ambiguity);
        return true;
    }

    /// Degrees, then `mm.mm` whose digits may be blank from the right.
    private static boolean isAngle(byte[] bytes, int from, int degreeDigits) {
        int minutes = from + degreeDigits;
        return AprsDecoder.areDigits(bytes, from, degreeDigits)
                && (isDigitOrBlank(bytes[minutes]) && bytes[minutes] <= '7')
                && isDigitOrBlank(bytes[minutes + 1])
                && bytes[minutes + 2] == '.'
                && isDigitOrBlank(bytes[minutes + 3])
                && isDigitOrBlank(bytes[minutes + 4]);
    }

    private static boolean isDigitOrBlank(byte b) {
        return Ascii.isDigit(b) || b == ' ';
    }

    /// @return how many digits at the end of the minutes are blank, or -1 if a digit follows a blank
    private static int ambiguity(byte[] bytes, int minutes) {
        int blanks = 0;
        for (int i = 0; i < 5; i++) {
            if (bytes[minutes + i] == ' ') {
                blanks++;
            } else if (blanks > 0 && i != 2) {
                return -1;
            }
        }
        return blanks;
    }

    /// The middle of the area that the given digits leave open; digits that the latitude hides count as hidden in
    /// the longitude too.
    private static double angle(byte[] bytes, int from, int degreeDigits, int ambiguity) {
        int minutes = from + degreeDigits;
        double degrees = Ascii.unsigned(bytes, from, minutes);
        return switch (ambiguity) {
            case 0 -> degrees + Ascii.decimal(bytes, minutes, minutes + 5) / 60;
            case 1 -> degrees + (Ascii.decimal(bytes, minutes, minutes + 4) + 0.05) / 60;
            case 2 -> degrees + (Ascii.decimal(bytes, minutes, minutes + 2) + 0.5) / 60;
            case 3 -> degrees + (Ascii.decimal(bytes, minutes, minutes + 1) * 10 + 5) / 60;
            case 4 -> degrees + 0.5;
            default -> Double.NaN;
        };
    }

    static void putAmbiguity(Report report, int digits) {
        if (digits > 0) {
            report.fields.put("ambiguity", (long) digits);
        }
    }

    private static boolean compressed(Report report, int from, int to) {
        byte[] bytes = report.bytes;
        if (to - from < COMPRESSED) {
            return report.refuse("position too short");
        }
        for (int i = from + 1; i < from + COMPRESSED; i++) {
            boolean good = i < from + 9
                    ? isBase91(bytes[i])
                    : i == from + 9 ? Report.isSymbolCode(bytes[i]) : isBase91(bytes[i]) || bytes[i] == ' ';
            if (!good) {
                return report.refuse("bad compressed position");
            }
        }
        report.latitude = 90 - base91(bytes, from + 1, 4) / 380_926.0;
        report.longitude = base91(bytes, from + 5, 4) / 190_463.0 - 180;
        byte table = bytes[from];
        // Overlay digits would look like an uncompressed position, so they are written as a to j.
        report.symbolTable = table >= 'a' ? (byte) (table - 'a' + '0') : table;
        report.symbolCode = bytes[from + 9];
        report.putSymbol();
        report.fields.put("format", "compressed");
        if (bytes[from + 10] != ' ' && bytes[from + 11] != ' ') {
            compressedExtension(report, bytes[from + 10] - 33, bytes[from + 11] - 33, bytes[from + 12] - 33);
        }
        return true;
    }

    /// The two characters after the symbol are altitude if the third says that they come from GGA, else course and
    /// speed, or a radio range if the first is `{`.
    private static void compressedExtension(Report report, int c, int s, int type) {
        if ((type & 0x18) == 0x10) {
            report.altitude = Math.pow(1.002, c * 91 + s) * Units.METRES_PER_FOOT;
        } else if (c < 90) {
            report.course = c == 0 ? 360 : c * 4;
            report.speed = (Math.pow(1.08, s) - 1) * Units.METRES_PER_SECOND_PER_KNOT;
        } else if (c == 90) {
            report.fields.put("radio_range", 2 * Math.pow(1.08, s) * Units.METRES_PER_MILE);
        }
    }

    static boolean isBase91(byte b) {
        return b >= '!' && b <= '{';
    }

    static int base91(byte[] bytes, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            value = value * 91 + bytes[i] - 33;
        }
        return value;
    }

    /// Day, hour and minute (`092345z` UTC, `092345/` local) or hour, minute and second (`234517h`), kept as text if
    /// it has that form.
    static boolean putTimestamp(Report report, int from) {
        byte last = report.bytes[from + 6];
        boolean good = AprsDecoder.areDigits(report.bytes, from, 6) && (last == 'z' || last == 'h' || last == '/');
        if (good) {
            report.fields.put("timestamp", Ascii.text(report.bytes, from, from + 7));
        }
        return good;
    }
}
