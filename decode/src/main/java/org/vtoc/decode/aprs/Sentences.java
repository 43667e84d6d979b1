package org.vtoc.decode.aprs;

import org.vtoc.decode.Ascii;
import org.vtoc.decode.Units;
import org.vtoc.decode.Utc;

/// Raw NMEA sentences of a GPS as a packet (chapter 5): RMC, GGA and GLL of any talker. The checksum may be missing.
final class Sentences {
    private static final int MAX_FIELDS = 24;

    private Sentences() {}

    static boolean read(Report report, int from, int to) {
        byte[] bytes = report.bytes;
        int[] starts = new int[MAX_FIELDS + 1];
        int end = to;
        while (end > from && bytes[end - 1] == ' ') {
            end--;
        }
        int sum = 0;
        int count = 1;
        starts[0] = from + 1;
        for (int i = from + 1; i < end; i++) {
            if (bytes[i] == '*') {
                if (i + 3 > end || (Ascii.hex(bytes[i + 1]) << 4 | Ascii.hex(bytes[i + 2])) != sum) {
                    return report.refuse("bad checksum");
                }
                end = i;
            } else {
                sum ^= bytes[i];
                if (bytes[i] == ',' && count < MAX_FIELDS) {
                    starts[count++] = i + 1;
                }
            }
        }
        starts[count] = end + 1;
        report.messageType = "location";
        report.symbolTable = '/';
        report.symbolCode = '/';
        report.putSymbol();
        report.fields.put("format", "nmea");
        return sentence(report, starts, count);
    }

    private static boolean sentence(Report report, int[] starts, int count) {
        byte[] bytes = report.bytes;
        int name = starts[0] + 2;
        if (starts[1] - 1 - starts[0] != 5) {
            return report.refuse("unknown sentence");
        }
        return switch (bytes[name] << 16 | bytes[name + 1] << 8 | bytes[name + 2]) {
            case 'R' << 16 | 'M' << 8 | 'C' -> (count >= 10 && recommendedMinimum(report, starts)) || noFix(report);
            case 'G' << 16 | 'G' << 8 | 'A' -> (count >= 11 && fix(report, starts)) || noFix(report);
            case 'G' << 16 | 'L' << 8 | 'L' -> (count >= 5 && geographic(report, starts, count)) || noFix(report);
            default -> report.refuse("unknown sentence");
        };
    }

    private static boolean noFix(Report report) {
        return report.refuse("sentence without a position");
    }

    private static boolean recommendedMinimum(Report report, int[] starts) {
        byte[] bytes = report.bytes;
        if (!isLetter(bytes, starts, 2, 'A') || !position(report, starts, 3)) {
            return false;
        }
        if (starts[2] - 1 - starts[1] >= 6 && starts[10] - 1 - starts[9] == 6) {
            report.timeMillis = time(bytes, starts[1], starts[9]);
        }
        report.speed = number(bytes, starts, 7) * Units.METRES_PER_SECOND_PER_KNOT;
        double course = number(bytes, starts, 8);
        if (course >= 0 && course <= 360) {
            report.course = course;
        }
        return true;
    }

    private static boolean fix(Report report, int[] starts) {
        double quality = number(report.bytes, starts, 6);
        if (!(quality >= 1) || !position(report, starts, 2)) {
            return false;
        }
        if (isLetter(report.bytes, starts, 10, 'M')) {
            report.altitude = number(report.bytes, starts, 9);
        }
        return true;
    }

    private static boolean geographic(Report report, int[] starts, int count) {
        return (count < 7 || isLetter(report.bytes, starts, 6, 'A')) && position(report, starts, 1);
    }

    private static boolean position(Report report, int[] starts, int field) {
        double latitude = angle(report.bytes, starts, field, 'N', 'S');
        double longitude = angle(report.bytes, starts, field + 2, 'E', 'W');
        if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
            return false;
        }
        report.latitude = latitude;
        report.longitude = longitude;
        return true;
    }

    /// Degrees and minutes written together, `08406.2617`.
    private static double angle(byte[] bytes, int[] starts, int field, char positive, char negative) {
        double value = number(bytes, starts, field);
        double degrees = Math.floor(value / 100);
        double angle = degrees + (value - degrees * 100) / 60;
        if (isLetter(bytes, starts, field + 1, positive)) {
            return angle;
        }
        return isLetter(bytes, starts, field + 1, negative) ? -angle : Double.NaN;
    }

    private static double number(byte[] bytes, int[] starts, int field) {
        return Ascii.decimal(bytes, starts[field], starts[field + 1] - 1);
    }

    private static boolean isLetter(byte[] bytes, int[] starts, int field, char letter) {
        return starts[field + 1] - 1 - starts[field] == 1 && (bytes[starts[field]] & ~0x20) == letter;
    }

    /// `hhmmss` and `ddmmyy`; years from 70 on are of the last century.
    private static long time(byte[] bytes, int clock, int date) {
        int year = Ascii.unsigned(bytes, date + 4, date + 6);
        int millisOfDay = Utc.millisOfDay(
                Ascii.unsigned(bytes, clock, clock + 2),
                Ascii.unsigned(bytes, clock + 2, clock + 4),
                Ascii.unsigned(bytes, clock + 4, clock + 6),
                0);
        return Utc.millis(
                year < 0 ? year : year < 70 ? 2000 + year : 1900 + year,
                Ascii.unsigned(bytes, date + 2, date + 4),
                Ascii.unsigned(bytes, date, date + 2),
                millisOfDay);
    }
}
