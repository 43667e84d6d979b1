package org.vtoc.server.connector.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/// Puts the time of playing into recorded lines.
final class Times {
    private static final DateTimeFormatter SBS =
            DateTimeFormatter.ofPattern("yyyy/MM/dd,HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final int SBS_GENERATED = 6;
    private static final int SBS_AFTER_TIMES = 10;

    private static final int AIS_PAYLOAD = 5;
    private static final int AIS_FIELDS = 7;
    private static final int AIS_UTC_BIT = 38;
    private static final int AIS_UTC_CHARACTERS = 13;

    private Times() {}

    /// A BaseStation line with both of its times replaced.
    static String sbs(String line, Instant time) {
        String[] fields = line.split(",", -1);
        if (fields.length < SBS_AFTER_TIMES) {
            return line;
        }
        String now = SBS.format(time);
        var text = new StringBuilder();
        for (int i = 0; i < SBS_GENERATED; i++) {
            text.append(fields[i]).append(',');
        }
        text.append(now).append(',').append(now);
        for (int i = SBS_AFTER_TIMES; i < fields.length; i++) {
            text.append(',').append(fields[i]);
        }
        return text.toString();
    }

    /// An AIS sentence; a base station's report (types 4 and 11 of ITU-R M.1371-5) gets the time of playing, since
    /// its bits 38 to 77 are a date and time: year 14 bits, month 4, day 5, hour 5, minute 6, second 6.
    static String ais(String sentence, Instant time) {
        String[] fields = sentence.split(",", -1);
        if (fields.length != AIS_FIELDS || !fields[1].equals("1")) {
            return sentence;
        }
        String payload = fields[AIS_PAYLOAD];
        boolean report = payload.startsWith("4") || payload.startsWith(";");
        if (!report || payload.length() < AIS_UTC_CHARACTERS) {
            return sentence;
        }
        ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
        long bits = utc.getYear();
        bits = bits << 4 | utc.getMonthValue();
        bits = bits << 5 | utc.getDayOfMonth();
        bits = bits << 5 | utc.getHour();
        bits = bits << 6 | utc.getMinute();
        bits = bits << 6 | utc.getSecond();
        fields[AIS_PAYLOAD] = replaced(payload, bits, 40);
        String body = String.join(",", fields);
        body = body.substring(0, body.lastIndexOf('*'));
        return "%s*%02X".formatted(body, checksum(body));
    }

    private static String replaced(String payload, long bits, int count) {
        char[] characters = payload.toCharArray();
        for (int i = 0; i < count; i++) {
            int bit = AIS_UTC_BIT + i;
            int value = sixBits(characters[bit / 6]);
            int mask = 1 << (5 - bit % 6);
            boolean set = (bits >> (count - 1 - i) & 1) == 1;
            characters[bit / 6] = armoured(set ? value | mask : value & ~mask);
        }
        return new String(characters);
    }

    private static int sixBits(char character) {
        int value = character - '0';
        return value > 40 ? value - 8 : value;
    }

    private static char armoured(int value) {
        return (char) (value < 40 ? value + '0' : value + '0' + 8);
    }

    /// All characters between `!` and `*`, by exclusive or (NMEA 0183).
    private static int checksum(String body) {
        int sum = 0;
        for (int i = 1; i < body.length(); i++) {
            sum ^= body.charAt(i);
        }
        return sum;
    }
}
