package org.vtoc.decode.adsb;

import org.vtoc.decode.Ascii;
import org.vtoc.decode.Decoder;
import org.vtoc.decode.Fields;
import org.vtoc.decode.Kind;
import org.vtoc.decode.Lines;
import org.vtoc.decode.Observation;
import org.vtoc.decode.Sink;
import org.vtoc.decode.Units;
import org.vtoc.decode.Utc;

/// BaseStation lines as the Kinetic SBS-1 and every ADS-B server send them on port 30003: 22 fields between commas.
/// Only `MSG` lines carry facts; `SEL`, `ID`, `AIR`, `STA` and `CLK` tell about the receiver's own screen. The time
/// is the first pair of date and time (when the message was generated), else the second; it has no zone and is taken
/// as UTC. Altitudes are barometric feet, unless the server marks them with `H` as height above the ellipsoid.
public final class SbsDecoder implements Decoder {
    public static final int MAX_LINE = 512;

    private static final int FIELDS = 22;
    private static final int ADDRESS = 4;
    private static final int GENERATED = 6;
    private static final int LOGGED = 8;
    private static final int CALLSIGN = 10;
    private static final int ALTITUDE = 11;
    private static final int GROUND_SPEED = 12;
    private static final int TRACK = 13;
    private static final int LATITUDE = 14;
    private static final int LONGITUDE = 15;
    private static final int VERTICAL_RATE = 16;
    private static final int SQUAWK = 17;
    private static final int ALERT = 18;
    private static final int EMERGENCY = 19;
    private static final int IDENT = 20;
    private static final int ON_GROUND = 21;
    private static final String[] TYPES = {"", "1", "2", "3", "4", "5", "6", "7", "8"};

    private final Lines lines = new Lines(MAX_LINE, this::line);
    private final Fields.Builder fields = new Fields.Builder();
    /// Where each field of the line at hand starts; one more for the end of the last.
    private final int[] starts = new int[FIELDS + 1];

    private byte[] bytes = new byte[0];
    private String fault = "";

    @Override
    public void decode(byte[] bytes, int offset, int length, Sink sink) {
        lines.feed(bytes, offset, length, sink);
    }

    @Override
    public void end(Sink sink) {
        lines.end(sink);
    }

    private void line(long number, byte[] line, int from, int to, Sink sink) {
        if (isBlank(line, from, to) || line[from] == '#') {
            return;
        }
        bytes = line;
        if (!startsWith(from, to, "MSG,")) {
            if (isReceiverLine(from, to)) {
                sink.ignored(number, "receiver state");
            } else {
                sink.malformed(number, "not a BaseStation line");
            }
            return;
        }
        if (!split(from, to)) {
            sink.malformed(number, "fewer than 22 fields");
            return;
        }
        fault = "";
        Observation observation = message();
        if (fault.isEmpty()) {
            sink.fact(number, observation);
        } else {
            sink.malformed(number, fault);
        }
    }

    private Observation message() {
        int type = Ascii.unsigned(bytes, start(1), end(1));
        if (type < 1 || type > 8) {
            fault = "unknown transmission type";
            type = 0;
        }
        fields.clear().putText("callsign", callsign());
        double altitude = altitude();
        double speed = number(GROUND_SPEED, "speed");
        double course = number(TRACK, "track");
        double latitude = number(LATITUDE, "latitude");
        double longitude = number(LONGITUDE, "longitude");
        checkPosition(latitude, longitude);
        checkMotion(speed, course);
        double verticalRate = number(VERTICAL_RATE, "vertical rate");
        fields.putNumber("vertical_rate", verticalRate * Units.METRES_PER_SECOND_PER_FOOT_PER_MINUTE);
        fields.putText("squawk", squawk());
        flag(ALERT, "alert");
        flag(EMERGENCY, "emergency");
        flag(IDENT, "ident");
        flag(ON_GROUND, "on_ground");
        return new Observation(
                Kind.AIRCRAFT,
                address(),
                TYPES[type],
                time(),
                latitude,
                longitude,
                altitude,
                Double.NaN,
                course,
                speed * Units.METRES_PER_SECOND_PER_KNOT,
                fields.build());
    }

    private void checkPosition(double latitude, double longitude) {
        if (Math.abs(latitude) > 90) {
            fault = "latitude out of range";
        } else if (Math.abs(longitude) > 180) {
            fault = "longitude out of range";
        } else if (Double.isNaN(latitude) != Double.isNaN(longitude)) {
            fault = "half a position";
        }
    }

    private void checkMotion(double speed, double course) {
        if (course < 0 || course > 360) {
            fault = "track out of range";
        } else if (speed < 0) {
            fault = "speed below zero";
        }
    }

    private String address() {
        String id = TrackIds.aircraft(bytes, start(ADDRESS), end(ADDRESS));
        if (id.isEmpty()) {
            fault = "address is not six hexadecimal digits";
        }
        return id;
    }

    private long time() {
        long time = time(GENERATED);
        return time == Observation.NO_TIME ? time(LOGGED) : time;
    }

    /// `2022/01/08` and `22:42:16.984`.
    private long time(int field) {
        int date = start(field);
        int clock = start(field + 1);
        int clockEnd = end(field + 1);
        if (end(field) - date != 10 || clockEnd - clock < 8 || bytes[date + 4] != '/' || bytes[date + 7] != '/') {
            return Observation.NO_TIME;
        }
        if (bytes[clock + 2] != ':' || bytes[clock + 5] != ':') {
            return Observation.NO_TIME;
        }
        double seconds = Ascii.decimal(bytes, clock + 6, clockEnd);
        if (!(seconds >= 0 && seconds < 61)) {
            return Observation.NO_TIME;
        }
        int whole = (int) seconds;
        int millisOfDay = Utc.millisOfDay(
                Ascii.unsigned(bytes, clock, clock + 2), Ascii.unsigned(bytes, clock + 3, clock + 5), whole, (int)
                        Math.min(999, Math.round((seconds - whole) * 1000)));
        return Utc.millis(
                Ascii.unsigned(bytes, date, date + 4),
                Ascii.unsigned(bytes, date + 5, date + 7),
                Ascii.unsigned(bytes, date + 8, date + 10),
                millisOfDay);
    }

    private String callsign() {
        return Ascii.trimmed(bytes, start(CALLSIGN), end(CALLSIGN));
    }

    private double altitude() {
        int from = start(ALTITUDE);
        int to = end(ALTITUDE);
        if (to > from && bytes[to - 1] == 'H') {
            double feet = Ascii.decimal(bytes, from, to - 1);
            if (Double.isNaN(feet)) {
                fault = "altitude is not a number";
            }
            fields.putNumber("altitude_geometric", feet * Units.METRES_PER_FOOT);
            return Double.NaN;
        }
        return number(ALTITUDE, "altitude") * Units.METRES_PER_FOOT;
    }

    /// Four octal digits; BaseStation itself leaves leading zeros out.
    private String squawk() {
        int from = start(SQUAWK);
        int to = end(SQUAWK);
        if (to == from) {
            return "";
        }
        int code = Ascii.unsigned(bytes, from, to);
        if (code < 0 || to - from > 4) {
            fault = "squawk is not four digits";
            return "";
        }
        return Squawks.text(code);
    }

    private double number(int field, String name) {
        int from = start(field);
        int to = end(field);
        if (to == from) {
            return Double.NaN;
        }
        double value = Ascii.decimal(bytes, from, to);
        if (Double.isNaN(value)) {
            fault = name + " is not a number";
        }
        return value;
    }

    /// `0` is no; `-1` (BaseStation) and `1` (others) are yes; empty is not known.
    private void flag(int field, String name) {
        int from = start(field);
        int length = end(field) - from;
        if (length == 1 && bytes[from] == '0') {
            fields.put(name, false);
        } else if (isYes(from, length)) {
            fields.put(name, true);
        } else if (length != 0) {
            fault = "flag is not 0 or -1";
        }
    }

    private boolean isYes(int from, int length) {
        return (length == 1 && bytes[from] == '1') || (length == 2 && bytes[from] == '-' && bytes[from + 1] == '1');
    }

    private boolean split(int from, int to) {
        starts[0] = from;
        int field = 1;
        for (int i = from; i < to && field < FIELDS; i++) {
            if (bytes[i] == ',') {
                starts[field++] = i + 1;
            }
        }
        int end = to;
        while (end > starts[field - 1] && bytes[end - 1] == ' ') {
            end--;
        }
        starts[FIELDS] = end + 1;
        return field == FIELDS;
    }

    private int start(int field) {
        return starts[field];
    }

    private int end(int field) {
        return starts[field + 1] - 1;
    }

    private boolean isReceiverLine(int from, int to) {
        return startsWith(from, to, "SEL,")
                || startsWith(from, to, "ID,")
                || startsWith(from, to, "AIR,")
                || startsWith(from, to, "STA,")
                || startsWith(from, to, "CLK,");
    }

    private boolean startsWith(int from, int to, String prefix) {
        if (to - from < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (bytes[from + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t') {
                return false;
            }
        }
        return true;
    }
}
