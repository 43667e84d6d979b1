package org.vtoc.server.telemetry;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.OptionalLong;

/// Times as microseconds since 1970, which is what PostgreSQL keeps.
final class Times {
    private static final long SECOND = 1_000_000L;

    private Times() {}

    static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), SECOND), time.getNano() / 1000);
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1000L);
    }

    static OffsetDateTime database(long micros) {
        return instant(micros).atOffset(ZoneOffset.UTC);
    }

    /// RFC 3339 UTC with as many digits as are needed, at least milliseconds where there is a fraction.
    static String text(long micros) {
        return instant(micros).toString();
    }

    /// Reads RFC 3339. The common form, UTC with up to nine digits of fraction, is read without the library: it is
    /// in every row of the intake.
    static OptionalLong parse(String text) {
        OptionalLong quick = parseUtc(text);
        if (quick.isPresent()) {
            return quick;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text.replace(' ', 'T'));
            return OptionalLong.of(Math.addExact(
                    Math.multiplyExact(time.toEpochSecond(), SECOND), time.get(ChronoField.NANO_OF_SECOND) / 1000));
        } catch (DateTimeParseException | ArithmeticException _) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong parseUtc(String text) {
        int length = text.length();
        if (length < 20
                || length > 30
                || text.charAt(length - 1) != 'Z'
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return OptionalLong.empty();
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        long fraction = fraction(text, length);
        boolean good = year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 28 && hour >= 0 && hour < 24;
        if (!good || minute < 0 || minute > 59 || second < 0 || second > 59 || fraction < 0) {
            return OptionalLong.empty();
        }
        long seconds = ((epochDay(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
        return OptionalLong.of(seconds * SECOND + fraction);
    }

    /// Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date
    /// algorithms", days_from_civil), for years from 0.
    private static long epochDay(int year, int month, int day) {
        int shifted = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(shifted, 400);
        int yearOfEra = shifted - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }

    /// Microseconds of the fraction, 0 without one, -1 if it is none.
    private static long fraction(String text, int length) {
        if (length == 20) {
            return 0;
        }
        if (text.charAt(19) != '.') {
            return -1;
        }
        long micros = 0;
        long unit = SECOND / 10;
        for (int i = 20; i < length - 1; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            micros += digit * unit;
            unit /= 10;
        }
        return length > 21 ? micros : -1;
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
