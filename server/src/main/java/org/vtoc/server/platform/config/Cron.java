package org.vtoc.server.platform.config;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;

/// A cron line of five fields, as crontab(5) of POSIX and Vixie cron describes them: minute, hour, day of month,
/// month, day of week (0 and 7 are Sunday). A field is `*`, a number, a range `a-b`, a list of these, each with a
/// step `/n`. Where both days are restricted, either of them is enough. Times are UTC.
public final class Cron {
    /// The 29th of February may be eight years away (1896, 1904).
    private static final int SEARCH_DAYS = 8 * 366 + 1;

    private static final List<String> NAMES = List.of("minute", "hour", "day of month", "month", "day of week");
    private static final int[] LEAST = {0, 0, 1, 1, 0};
    private static final int[] MOST = {59, 23, 31, 12, 7};

    private final String text;
    private final BitSet[] fields;
    private final boolean anyDayOfMonth;
    private final boolean anyDayOfWeek;

    private Cron(String text, BitSet[] fields, boolean anyDayOfMonth, boolean anyDayOfWeek) {
        this.text = text;
        this.fields = fields;
        this.anyDayOfMonth = anyDayOfMonth;
        this.anyDayOfWeek = anyDayOfWeek;
    }

    /// @throws IllegalArgumentException it is no cron line, or one whose day never comes; the message says why
    public static Cron parse(String text) {
        String[] parts = text.strip().split("\\s+", -1);
        if (parts.length != NAMES.size()) {
            throw new IllegalArgumentException(
                    "has %d cron fields; five are needed: minute hour day month weekday".formatted(parts.length));
        }
        var fields = new BitSet[parts.length];
        for (int i = 0; i < parts.length; i++) {
            fields[i] = field(parts[i], i);
        }
        if (fields[4].get(7)) {
            fields[4].set(0);
        }
        var cron = new Cron(text.strip(), fields, parts[2].startsWith("*"), parts[4].startsWith("*"));
        cron.next(Instant.EPOCH);
        return cron;
    }

    /// The first time after this one that the line names.
    public Instant next(Instant after) {
        LocalDateTime from = LocalDateTime.ofInstant(after, ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MINUTES)
                .plusMinutes(1);
        LocalDate day = from.toLocalDate();
        int firstMinute = from.getHour() * 60 + from.getMinute();
        for (int i = 0; i < SEARCH_DAYS; i++) {
            int minute = matches(day) ? minuteFrom(firstMinute) : -1;
            if (minute >= 0) {
                return day.atTime(minute / 60, minute % 60).toInstant(ZoneOffset.UTC);
            }
            day = day.plusDays(1);
            firstMinute = 0;
        }
        throw new IllegalArgumentException("names a day that never comes");
    }

    private boolean matches(LocalDate day) {
        boolean dayOfMonth = fields[2].get(day.getDayOfMonth());
        boolean dayOfWeek = fields[4].get(day.getDayOfWeek().getValue() % 7);
        boolean either = (anyDayOfMonth || anyDayOfWeek) ? (dayOfMonth && dayOfWeek) : (dayOfMonth || dayOfWeek);
        return fields[3].get(day.getMonthValue()) && either;
    }

    private int minuteFrom(int first) {
        for (int hour = fields[1].nextSetBit(first / 60); hour >= 0; hour = fields[1].nextSetBit(hour + 1)) {
            int minute = fields[0].nextSetBit(hour == first / 60 ? first % 60 : 0);
            if (minute >= 0) {
                return hour * 60 + minute;
            }
        }
        return -1;
    }

    private static BitSet field(String text, int index) {
        var values = new BitSet();
        for (String part : text.split(",", -1)) {
            String[] stepped = part.split("/", 2);
            int step = stepped.length == 2 ? number(stepped[1], 1, MOST[index], index) : 1;
            int from = LEAST[index];
            // 7 is Sunday as a number only, so that a step over all days starts each week alike.
            int to = index == 4 ? 6 : MOST[index];
            if (!stepped[0].equals("*")) {
                String[] range = stepped[0].split("-", 2);
                from = number(range[0], LEAST[index], MOST[index], index);
                boolean openStep = range.length == 1 && stepped.length == 2;
                to = range.length == 2 ? number(range[1], from, MOST[index], index) : openStep ? to : from;
            }
            for (int value = from; value <= to; value += step) {
                values.set(value);
            }
        }
        return values;
    }

    private static int number(String text, int least, int most, int index) {
        int value = text.matches("[0-9]{1,2}") ? Integer.parseInt(text) : -1;
        if (value < least || value > most) {
            throw new IllegalArgumentException("has \"%s\" as %s; it must be a number from %d to %d"
                    .formatted(text, NAMES.get(index), least, most));
        }
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cron cron && cron.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
