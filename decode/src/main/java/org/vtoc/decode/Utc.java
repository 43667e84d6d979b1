package org.vtoc.decode;

/// Milliseconds since 1970 from a date and a time of day in UTC, without making objects.
public final class Utc {
    public static final long MILLIS_PER_DAY = 86_400_000L;

    private static final int NO_OFFSET = Integer.MIN_VALUE;

    private Utc() {}

    /// @return milliseconds since 1970, or [Observation#NO_TIME] if there is no such date or time; a leap second
    ///     counts as the second after it
    public static long millis(int year, int month, int day, int millisOfDay) {
        boolean dateIsGood = year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1;
        if (!dateIsGood || day > daysIn(year, month) || millisOfDay < 0) {
            return Observation.NO_TIME;
        }
        return daysSince1970(year, month, day) * MILLIS_PER_DAY + millisOfDay;
    }

    /// @return milliseconds since midnight, or -1 if there is no such time
    public static int millisOfDay(int hour, int minute, int second, int millis) {
        boolean good = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
        return good && millis >= 0 && millis < 1000 ? ((hour * 60 + minute) * 60 + second) * 1000 + millis : -1;
    }

    /// A time as `2024-02-29T23:59:59.5Z` or with an offset (`+02:00`); without either it is taken as UTC.
    ///
    /// @return milliseconds since 1970, or [Observation#NO_TIME] if the bytes are no such time
    public static long iso(byte[] bytes, int from, int to) {
        if (to - from < 19 || bytes[from + 4] != '-' || bytes[from + 7] != '-') {
            return Observation.NO_TIME;
        }
        if ((bytes[from + 10] != 'T' && bytes[from + 10] != ' ')
                || bytes[from + 13] != ':'
                || bytes[from + 16] != ':') {
            return Observation.NO_TIME;
        }
        int end = from + 19;
        while (end < to && (Ascii.isDigit(bytes[end]) || bytes[end] == '.')) {
            end++;
        }
        double second = Ascii.decimal(bytes, from + 17, end);
        if (!(second >= 0 && second < 61)) {
            return Observation.NO_TIME;
        }
        int millisOfDay = millisOfDay(
                Ascii.unsigned(bytes, from + 11, from + 13),
                Ascii.unsigned(bytes, from + 14, from + 16),
                (int) second,
                (int) Math.min(999, Math.round((second - (int) second) * 1000)));
        long time = millis(
                Ascii.unsigned(bytes, from, from + 4),
                Ascii.unsigned(bytes, from + 5, from + 7),
                Ascii.unsigned(bytes, from + 8, from + 10),
                millisOfDay);
        int offset = offsetMinutes(bytes, end, to);
        return time == Observation.NO_TIME || offset == NO_OFFSET ? Observation.NO_TIME : time - offset * 60_000L;
    }

    private static int offsetMinutes(byte[] bytes, int from, int to) {
        if (from == to || (to - from == 1 && bytes[from] == 'Z')) {
            return 0;
        }
        if (to - from != 6 || (bytes[from] != '+' && bytes[from] != '-') || bytes[from + 3] != ':') {
            return NO_OFFSET;
        }
        int hours = Ascii.unsigned(bytes, from + 1, from + 3);
        int minutes = Ascii.unsigned(bytes, from + 4, from + 6);
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return NO_OFFSET;
        }
        return (bytes[from] == '-' ? -1 : 1) * (60 * hours + minutes);
    }

    private static int daysIn(int year, int month) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return switch (month) {
            case 2 -> leap ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /// Counts years from March, so that the leap day is the last of its year.
    private static long daysSince1970(int year, int month, int day) {
        int marchYear = month > 2 ? year : year - 1;
        int marchMonth = (month + 9) % 12;
        int dayOfYear = (153 * marchMonth + 2) / 5 + day - 1;
        long before = 365L * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400;
        return before + dayOfYear - 719_468;
    }
}
