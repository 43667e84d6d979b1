package org.vtoc.bench;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// Made-up events: 5,000 aircraft heard by 50 sources, over 600 squares of one degree, with the payload of a receiver.
/// The same rows are sent as JSON to a server and as COPY text to PostgreSQL; each run of a benchmark has one instance,
/// used by one thread.
final class Traffic {
    static final int SOURCES = 50;
    private static final int TRACKS = 5_000;

    private final InstantSource clock;
    private final StringBuilder text = new StringBuilder(128 * 1024);
    private long number;
    private String minute = "";
    private int second;

    /// @param first number of the first row, so that several instances make different ones
    Traffic(InstantSource clock, long first) {
        this.clock = clock;
        this.number = first;
    }

    /// One event as an object.
    String event() {
        text.setLength(0);
        now();
        json();
        return text.toString();
    }

    /// Events as an array.
    String events(int count) {
        text.setLength(0);
        now();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? '[' : ',');
            json();
        }
        return text.append(']').toString();
    }

    /// Rows for [#COPY].
    String copyRows(int count) {
        text.setLength(0);
        Instant now = now();
        for (int i = 0; i < count; i++) {
            copyRow(now.toEpochMilli());
        }
        return text.toString();
    }

    static final String COPY = """
            COPY event (event_time, id, received_at, source, kind, affiliation, track_id, latitude, longitude, cell,
                altitude, heading, course, speed, event_key, payload, raw_data) FROM STDIN""";

    private Instant now() {
        Instant now = clock.instant();
        minute = now.truncatedTo(ChronoUnit.MINUTES).toString().substring(0, 17);
        second = now.atOffset(ZoneOffset.UTC).getSecond();
        return now;
    }

    private void json() {
        long row = number++;
        text.append("{\"source_slug\":\"src-").append(row % SOURCES).append("\",\"event_time\":\"");
        time(row);
        text.append("\",\"track_id\":\"icao:");
        hex(row);
        text.append("\",\"kind\":\"aircraft\",\"latitude\":").append(latitude(row));
        text.append(",\"longitude\":").append(longitude(row));
        text.append(",\"altitude\":").append(row % 12_000);
        text.append(",\"heading\":").append(row % 360).append(".0");
        text.append(",\"speed\":").append(row % 250).append(".0,\"payload\":");
        payload(row);
        text.append('}');
    }

    private void copyRow(long millis) {
        long row = number++;
        time(row);
        text.append('\t');
        id(millis, row);
        text.append('\t');
        time(row);
        text.append('\t').append(row % SOURCES + 1).append("\t0\t0\ticao:");
        hex(row);
        double latitude = latitude(row);
        double longitude = longitude(row);
        text.append('\t').append(latitude).append('\t').append(longitude);
        int cell = (int) Math.floor(latitude + 90) * 360 + (int) Math.floor(longitude + 180);
        text.append('\t').append(cell).append('\t').append(row % 12_000);
        text.append('\t').append(row % 360).append("\t\\N\t").append(row % 250).append("\t\\N\t");
        payload(row);
        text.append("\t\\N\n");
    }

    private void payload(long row) {
        text.append("{\"track\":\"A");
        hex(row);
        text.append("\",\"kind\":\"adsb\",\"sq\":\"1200\",\"cs\":\"FLT").append(row % 900);
        text.append("\",\"nic\":8,\"rssi\":-20}");
    }

    private static double latitude(long row) {
        return 35 + row % 20_000 / 1000.0;
    }

    private static double longitude(long row) {
        return -10 + row % 30_000 / 1000.0;
    }

    private void time(long row) {
        text.append(minute)
                .append((char) ('0' + second / 10))
                .append((char) ('0' + second % 10))
                .append('.');
        long millis = row % 1000;
        text.append((char) ('0' + millis / 100))
                .append((char) ('0' + millis / 10 % 10))
                .append((char) ('0' + millis % 10))
                .append('Z');
    }

    private void hex(long row) {
        String digits = Long.toHexString(0x400000 + row % TRACKS);
        text.append("0".repeat(6 - digits.length())).append(digits);
    }

    /// A UUID version 7 (RFC 9562) of the time, as the center makes them; the row's number stands for randomness.
    private void id(long millis, long row) {
        long mixed = row * 0x9e37_79b9_7f4a_7c15L;
        digits(millis >>> 16, 8);
        text.append('-');
        digits(millis & 0xffff, 4);
        text.append("-7");
        digits(mixed >>> 52, 3);
        text.append('-').append("89ab".charAt((int) (mixed >>> 50 & 3)));
        digits(mixed >>> 38, 3);
        text.append('-');
        digits(row, 12);
    }

    private void digits(long value, int count) {
        for (int shift = 4 * (count - 1); shift >= 0; shift -= 4) {
            text.append(Character.forDigit((int) (value >>> shift & 0xf), 16));
        }
    }
}
