package org.vtoc.decode.gps;

import org.vtoc.decode.Ascii;
import org.vtoc.decode.Observation;
import org.vtoc.decode.Utc;

/// The fields of one NMEA 0183 sentence, read in place. Reused from line to line.
final class Sentence {
    private static final int MOST_FIELDS = 40;

    private final int[] starts = new int[MOST_FIELDS + 1];
    private byte[] bytes = new byte[0];
    private int count;

    /// @return why the line is none, or an empty text
    String read(byte[] line, int from, int to) {
        int start = from;
        while (start < to && line[start] != '$' && line[start] != '!') {
            start++;
        }
        if (start == to) {
            return "not an NMEA sentence";
        }
        int sum = 0;
        int end = start + 1;
        while (end < to && line[end] != '*') {
            sum ^= line[end++];
        }
        if (end + 3 > to) {
            return "checksum missing";
        }
        if (Ascii.hex(line[end + 1]) < 0 || Ascii.hex(line[end + 2]) < 0) {
            return "checksum missing";
        }
        if ((Ascii.hex(line[end + 1]) << 4 | Ascii.hex(line[end + 2])) != sum) {
            return "bad checksum";
        }
        return split(line, start + 1, end);
    }

    private String split(byte[] line, int from, int to) {
        bytes = line;
        count = 0;
        starts[count++] = from;
        for (int i = from; i < to; i++) {
            if (line[i] == ',') {
                if (count == MOST_FIELDS) {
                    return "more than " + MOST_FIELDS + " fields";
                }
                starts[count++] = i + 1;
            }
        }
        starts[count] = to + 1;
        return "";
    }

    /// The last three letters of the address: `GGA` of `GPGGA`. A maker's own sentence is its whole address.
    String type() {
        int length = end(0) - starts[0];
        boolean own = length == 0 || bytes[starts[0]] == 'P';
        return Ascii.text(bytes, own || length < 3 ? starts[0] : end(0) - 3, end(0));
    }

    String text(int field) {
        return field < count ? Ascii.text(bytes, starts[field], end(field)) : "";
    }

    /// @return the first letter, or a blank if the field is empty or missing
    char letter(int field) {
        return isEmpty(field) ? ' ' : (char) bytes[starts[field]];
    }

    boolean isEmpty(int field) {
        return field >= count || starts[field] == end(field);
    }

    /// @return `NaN` if the field is empty, missing or no number
    double number(int field) {
        return isEmpty(field) ? Double.NaN : Ascii.decimal(bytes, starts[field], end(field));
    }

    int whole(int field) {
        return isEmpty(field) ? -1 : Ascii.unsigned(bytes, starts[field], end(field));
    }

    /// Degrees of `4807.038,N`.
    double degrees(int field) {
        double packed = number(field);
        double whole = Math.floor(packed / 100);
        double minutes = packed - 100 * whole;
        if (!(packed >= 0 && minutes < 60)) {
            return Double.NaN;
        }
        double value = whole + minutes / 60;
        return switch (letter(field + 1)) {
            case 'N', 'E' -> value;
            case 'S', 'W' -> -value;
            default -> Double.NaN;
        };
    }

    /// Milliseconds since midnight of `123519.50`, or -1.
    int millisOfDay(int field) {
        if (isEmpty(field) || end(field) - starts[field] < 6) {
            return -1;
        }
        int from = starts[field];
        double second = Ascii.decimal(bytes, from + 4, end(field));
        if (!(second >= 0 && second < 61)) {
            return -1;
        }
        return Utc.millisOfDay(
                Ascii.unsigned(bytes, from, from + 2), Ascii.unsigned(bytes, from + 2, from + 4), (int) second, (int)
                        Math.min(999, Math.round((second - (int) second) * 1000)));
    }

    /// Milliseconds since 1970 of a date `ddmmyy`; years from 80 are of the last century.
    long time(int dateField, int millisOfDay) {
        int date = whole(dateField);
        if (date < 0 || end(dateField) - starts[dateField] != 6) {
            return Observation.NO_TIME;
        }
        int year = date % 100;
        return Utc.millis(year < 80 ? 2000 + year : 1900 + year, date / 100 % 100, date / 10_000, millisOfDay);
    }

    private int end(int field) {
        return starts[field + 1] - 1;
    }
}
