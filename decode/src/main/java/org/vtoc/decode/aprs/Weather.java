package org.vtoc.decode.aprs;

import org.vtoc.decode.Ascii;
import org.vtoc.decode.Fields;
import org.vtoc.decode.Units;

/// Weather (chapter 12): after a position with the symbol `_`, without a position (`_10090556c220s004...`), and the
/// Ultimeter stations of Peet Bros. The field `weather` has temperatures in degrees Celsius, speeds in m/s, rain and
/// snow in millimetres, pressure in hectopascal, humidity in percent, luminosity in W/m2.
final class Weather {
    private static final double MILLIMETRES_PER_HUNDREDTH_INCH = 0.254;
    private static final double METRES_PER_SECOND_PER_TENTH_KM_PER_HOUR = 0.1 / 3.6;
    private static final int ULTIMETER_VALUES = 13;

    private Weather() {}

    /// @return whether there is weather after the position; if not, what follows is a comment
    static boolean readAfterPosition(Report report, int from, int to) {
        Scratch rest = report.scratch;
        rest.set(report.bytes, from, to);
        report.nested.clear();
        if (!wind(report, rest)) {
            return false;
        }
        measurements(report.nested, rest);
        give(report, rest);
        return true;
    }

    static boolean readPositionless(Report report, int from, int to) {
        report.messageType = "wx";
        if (to - from < 10 || !AprsDecoder.areDigits(report.bytes, from + 1, 8) || report.bytes[from + 9] != 'c') {
            return report.refuse("bad weather report");
        }
        report.fields.put("timestamp", Ascii.text(report.bytes, from + 1, from + 9));
        return readAfterPosition(report, from + 9, to) || report.refuse("bad weather report");
    }

    private static void give(Report report, Scratch rest) {
        cutUnknownValues(rest);
        String comment = rest.text();
        if (isSoftware(rest, comment)) {
            report.nested.put("software", comment);
        } else {
            report.fields.putText("comment", comment);
        }
        Fields weather = report.nested.build();
        if (!weather.isEmpty()) {
            report.fields.put("weather", weather);
        }
    }

    /// A report may end in a letter for the program and two to four for the kind of station: `wRSW`.
    private static boolean isSoftware(Scratch rest, String comment) {
        if (comment.length() < 3 || comment.length() > 5 || comment.length() != rest.length()) {
            return false;
        }
        for (int i = 0; i < rest.length(); i++) {
            byte b = rest.at(i);
            if (!Ascii.isUpper(b) && !Ascii.isLower(b) && !Ascii.isDigit(b) && b != '-' && b != '_') {
                return false;
            }
        }
        return true;
    }

    /// The wind comes first: direction and speed as `220/004` or `c220s004`, or, in a compressed position, in the
    /// position itself; then the gust `g005` and the temperature `t077`.
    private static boolean wind(Report report, Scratch rest) {
        Fields.Builder weather = report.nested;
        int start = rest.isAt(0, "_") ? 1 : 0;
        boolean slashed = rest.length() >= start + 7 && rest.at(start + 3) == '/' && isValue(rest, start, 3);
        boolean lettered =
                !slashed && rest.isAt(start, "c") && rest.isAt(start + 4, "s") && isValue(rest, start + 1, 3);
        int at = start;
        if (slashed || lettered) {
            int direction = lettered ? start + 1 : start;
            int speed = lettered ? start + 5 : start + 4;
            if (!isValue(rest, speed, 3)) {
                return false;
            }
            weather.putNumber("wind_direction", value(rest, direction, 3));
            putWind(weather, "wind_speed", value(rest, speed, 3));
            at = speed + 3;
        } else if (!rest.isAt(0, "g")) {
            return false;
        } else {
            weather.putNumber("wind_direction", report.course).putNumber("wind_speed", report.speed);
        }
        int gust = at;
        if (rest.isAt(at, "g")) {
            at = endOfValue(rest, at + 1);
            putWind(weather, "wind_gust", value(rest, gust + 1, at - gust - 1));
        }
        int temperature = at;
        if (rest.isAt(at, "t")) {
            at = endOfValue(rest, rest.isAt(at + 1, "-") ? at + 2 : at + 1);
            putTemperature(weather, value(rest, temperature + 1, at - temperature - 1));
        }
        rest.cut(0, at);
        return at > gust;
    }

    private static void putWind(Fields.Builder weather, String name, double milesPerHour) {
        weather.putNumber(name, milesPerHour * Units.METRES_PER_SECOND_PER_MILE_PER_HOUR);
    }

    private static void putTemperature(Fields.Builder weather, double fahrenheit) {
        weather.putNumber("temperature", (fahrenheit - 32) / 1.8);
    }

    private static void measurements(Fields.Builder weather, Scratch rest) {
        weather.putNumber("rain_1h", take(rest, 'r', 1, 3) * MILLIMETRES_PER_HUNDREDTH_INCH);
        weather.putNumber("rain_24h", take(rest, 'p', 1, 3) * MILLIMETRES_PER_HUNDREDTH_INCH);
        weather.putNumber("rain_midnight", take(rest, 'P', 1, 3) * MILLIMETRES_PER_HUNDREDTH_INCH);
        double humidity = take(rest, 'h', 1, 3);
        if (humidity <= 100) {
            // Two digits cannot say a hundred.
            weather.put("humidity", humidity == 0 ? 100.0 : humidity);
        }
        weather.putNumber("pressure", take(rest, 'b', 4, 5) / 10);
        double dim = take(rest, 'L', 1, 3);
        weather.putNumber("luminosity", Double.isNaN(dim) ? take(rest, 'l', 1, 3) + 1000 : dim);
        take(rest, 'v', 1, 3);
        weather.putNumber("snow_24h", take(rest, 's', 1, 3) * MILLIMETRES_PER_HUNDREDTH_INCH);
        take(rest, '#', 1, 9);
    }

    /// Cuts out the first such value and gives it.
    private static double take(Scratch rest, char letter, int minimum, int maximum) {
        for (int i = 0; i < rest.length(); i++) {
            if (rest.at(i) == letter) {
                int end = i + 1;
                while (end <= i + maximum && rest.isDigit(end)) {
                    end++;
                }
                if (end - i - 1 >= minimum) {
                    double value = Ascii.unsigned(rest.bytes(), i + 1, end);
                    rest.cut(i, end);
                    return value;
                }
            }
        }
        return Double.NaN;
    }

    /// Values that the station does not measure are dots or blanks.
    private static void cutUnknownValues(Scratch rest) {
        while (rest.length() >= 2 && "rPphblLs#".indexOf(rest.at(0)) >= 0 && isUnknown(rest.at(1))) {
            int end = 2;
            while (end < rest.length() && end < 6 && isUnknown(rest.at(end))) {
                end++;
            }
            rest.cut(0, end);
        }
    }

    private static boolean isUnknown(byte b) {
        return b == '.' || b == ' ';
    }

    private static boolean isValue(Scratch rest, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (i >= rest.length() || (!rest.isDigit(i) && !isUnknown(rest.at(i)) && rest.at(i) != '-')) {
                return false;
            }
        }
        return true;
    }

    private static int endOfValue(Scratch rest, int from) {
        int end = from;
        while (end < rest.length() && end < from + 4 && (rest.isDigit(end) || isUnknown(rest.at(end)))) {
            end++;
        }
        return end;
    }

    /// @return the number, or `NaN` if it is dots or blanks
    private static double value(Scratch rest, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (!rest.isDigit(i) && (i > from || rest.at(i) != '-')) {
                return Double.NaN;
            }
        }
        return Ascii.decimal(rest.bytes(), from, from + count);
    }

    /// Signed words of 16 bits in hexadecimal, `----` for what is not measured; a packet (`$ULTW`) and a log line
    /// (`!!`) order them differently.
    static boolean readUltimeter(Report report, int from, int to, boolean isLog) {
        double[] words = new double[ULTIMETER_VALUES];
        for (int i = 0; i < words.length; i++) {
            words[i] = word(report.bytes, from + 4 * i, to);
        }
        report.messageType = "wx";
        Fields.Builder weather = report.nested.clear();
        putUltimeterWind(weather, isLog ? "wind_speed" : "wind_gust", words[0]);
        if (!Double.isNaN(words[1])) {
            weather.put("wind_direction", (double) Math.round(((int) words[1] & 0xff) * 360 / 255.0));
        }
        putTemperature(weather, words[2] / 10);
        if (words[4] >= 10) {
            weather.put("pressure", words[4] / 10);
        }
        double humidity = Math.rint(words[isLog ? 6 : 8] / 10);
        if (humidity >= 1 && humidity <= 100) {
            weather.put("humidity", humidity);
        }
        double today = words[isLog ? 10 : 11];
        weather.putNumber("rain_midnight", (Double.isNaN(today) ? words[3] : today) * MILLIMETRES_PER_HUNDREDTH_INCH);
        if (!isLog) {
            putUltimeterWind(weather, "wind_speed", words[12]);
        }
        Fields values = weather.build();
        if (values.isEmpty()) {
            return report.refuse("bad weather report");
        }
        report.fields.put("weather", values);
        return true;
    }

    private static void putUltimeterWind(Fields.Builder weather, String name, double word) {
        weather.putNumber(name, word * METRES_PER_SECOND_PER_TENTH_KM_PER_HOUR);
    }

    private static double word(byte[] bytes, int from, int to) {
        if (from + 4 > to) {
            return Double.NaN;
        }
        int word = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Ascii.hex(bytes[i]);
            if (digit < 0) {
                return Double.NaN;
            }
            word = word << 4 | digit;
        }
        return (short) word;
    }
}
