package org.vtoc.decode;

/// Milliseconds since 1970 from a date and a time of day in UTC, without making objects.
public final class Utc {
    public static final long MILLIS_PER_DAY = 86_400_000L;

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
