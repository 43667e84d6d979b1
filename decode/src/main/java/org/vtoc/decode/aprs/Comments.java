package org.vtoc.decode.aprs;

import org.vtoc.decode.Ascii;
import org.vtoc.decode.Units;

/// What follows a position: a data extension of seven bytes (chapter 7), then a comment that may hold an altitude
/// (`/A=001234`), telemetry in base 91 (`|...|`) and more digits of the position (`!DAO!`).
final class Comments {
    private static final int EXTENSION = 7;

    private Comments() {}

    static void readWithExtension(Report report, int from, int to) {
        if (report.isWeatherStation() && Weather.readAfterPosition(report, from, to)) {
            return;
        }
        Scratch rest = report.scratch;
        rest.set(report.bytes, from, to);
        if (!report.isWeatherStation() && rest.length() >= EXTENSION) {
            extension(report, rest);
        }
        altitude(report, rest);
        readTagged(report, rest);
        if (rest.length() > 0 && (rest.at(0) == '/' || rest.at(0) == ' ')) {
            rest.cut(0, 1);
        }
        report.fields.putText("comment", rest.text());
    }

    /// Telemetry and `!DAO!`, which may stand anywhere in a comment of any format.
    static void readTagged(Report report, Scratch rest) {
        Telemetry.readFromComment(report, rest);
        precision(report, rest);
    }

    private static void extension(Report report, Scratch rest) {
        boolean isArea = report.symbolTable == '\\' && report.symbolCode == 'l';
        if (rest.at(3) == '/' && isNumberOrBlank(rest, 0) && isNumberOrBlank(rest, 4) && !isArea) {
            int degrees = Ascii.unsigned(rest.bytes(), 0, 3);
            if (degrees >= 0) {
                // Zero is how a station says that it does not know.
                report.course = degrees <= 360 ? degrees : 0;
            }
            int knots = Ascii.unsigned(rest.bytes(), 4, EXTENSION);
            if (knots >= 0) {
                report.speed = knots * Units.METRES_PER_SECOND_PER_KNOT;
            }
            rest.cut(0, EXTENSION);
        } else if (rest.isAt(0, "PHG") && isPowerHeightGain(rest)) {
            // A fifth character, closed by a slash, is how often the station beacons.
            boolean hasRate = rest.length() > 8 && rest.at(8) == '/' && isRate(rest.at(7));
            int end = hasRate ? 8 : EXTENSION;
            report.fields.put("phg", Ascii.text(rest.bytes(), 3, end));
            rest.cut(0, end);
        } else if (rest.isAt(0, "RNG") && areDigits(rest, 3, EXTENSION)) {
            // A compressed position may have said it already.
            if (!report.fields.has("radio_range")) {
                report.fields.put("radio_range", Ascii.unsigned(rest.bytes(), 3, EXTENSION) * Units.METRES_PER_MILE);
            }
            rest.cut(0, EXTENSION);
        } else if (rest.isAt(0, "DFS") && areDigits(rest, 3, EXTENSION)) {
            report.fields.put("dfs", Ascii.text(rest.bytes(), 3, EXTENSION));
            rest.cut(0, EXTENSION);
        }
    }

    private static boolean isNumberOrBlank(Scratch rest, int start) {
        for (int i = start; i < start + 3; i++) {
            if (!rest.isDigit(i) && rest.at(i) != '.' && rest.at(i) != ' ') {
                return false;
            }
        }
        return true;
    }

    /// Power, height (which may go beyond nine), gain, direction.
    private static boolean isPowerHeightGain(Scratch rest) {
        return rest.isDigit(3) && rest.at(4) >= '0' && rest.at(4) <= '~' && rest.isDigit(5) && rest.isDigit(6);
    }

    private static boolean isRate(byte b) {
        return Ascii.isDigit(b) || Ascii.isUpper(b);
    }

    private static boolean areDigits(Scratch rest, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!rest.isDigit(i)) {
                return false;
            }
        }
        return true;
    }

    /// Feet above the sea: six digits, or a minus and five.
    private static void altitude(Report report, Scratch rest) {
        for (int i = 0; i + 9 <= rest.length(); i++) {
            if (rest.isAt(i, "/A=")
                    && (rest.isDigit(i + 3) || rest.at(i + 3) == '-')
                    && areDigits(rest, i + 4, i + 9)) {
                report.altitude = Ascii.decimal(rest.bytes(), i + 3, i + 9) * Units.METRES_PER_FOOT;
                rest.cut(i, i + 9);
                return;
            }
        }
    }

    /// The last `!DAO!` of the comment (addendum 1.2): a datum letter and one more digit of the minutes for each
    /// coordinate, in decimal (`!W26!`) or in base 91 (`!w:X!`).
    private static void precision(Report report, Scratch rest) {
        for (int i = rest.length() - 5; i >= 0; i--) {
            if (rest.at(i) == '!' && rest.at(i + 4) == '!' && isTriple(rest, i + 1)) {
                if (addPrecision(report, rest, i + 1)) {
                    rest.cut(i, i + 5);
                }
                return;
            }
        }
    }

    private static boolean isTriple(Scratch rest, int i) {
        return Positions.isBase91(rest.at(i)) && isBase91OrBlank(rest.at(i + 1)) && isBase91OrBlank(rest.at(i + 2));
    }

    private static boolean isBase91OrBlank(byte b) {
        return b == ' ' || Positions.isBase91(b);
    }

    private static boolean addPrecision(Report report, Scratch rest, int i) {
        byte datum = rest.at(i);
        byte north = rest.at(i + 1);
        byte east = rest.at(i + 2);
        double latitudeMinutes = 0;
        double longitudeMinutes = 0;
        if (Ascii.isUpper(datum) && Ascii.isDigit(north) && Ascii.isDigit(east)) {
            latitudeMinutes = (north - '0') * 0.001;
            longitudeMinutes = (east - '0') * 0.001;
        } else if (Ascii.isLower(datum) && north != ' ' && east != ' ') {
            latitudeMinutes = (north - 33) / 91.0 * 0.01;
            longitudeMinutes = (east - 33) / 91.0 * 0.01;
        } else if (north != ' ' || east != ' ') {
            return false;
        }
        double latitude = report.latitude + Math.copySign(latitudeMinutes / 60, report.latitude);
        double longitude = report.longitude + Math.copySign(longitudeMinutes / 60, report.longitude);
        report.latitude = Math.clamp(latitude, -90, 90);
        report.longitude = Math.clamp(longitude, -180, 180);
        report.fields.put("datum", String.valueOf((char) (Ascii.isLower(datum) ? datum - 0x20 : datum)));
        return true;
    }
}
