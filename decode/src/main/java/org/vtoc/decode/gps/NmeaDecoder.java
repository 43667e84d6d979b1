package org.vtoc.decode.gps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vtoc.decode.Decoder;
import org.vtoc.decode.Kind;
import org.vtoc.decode.Lines;
import org.vtoc.decode.Observation;
import org.vtoc.decode.Sink;
import org.vtoc.decode.Units;
import org.vtoc.decode.Utc;

/// NMEA 0183 sentences of a receiver, of every talker: `$GPGGA,...*hh`. GGA, GNS, RMC and GLL give a position, VTG
/// motion, HDT and THS heading, ZDA the date, GSA whether the fix has a height; others are ignored. Text before the `$`
/// (a logger's time, a tag block) is skipped. A sentence without a checksum is refused: a cut one looks like it.
///
/// The sentences of one time are one fact, at the first of them, with what all of them say; where two say the same
/// thing, the later one counts. It is given as soon as the sentence has come that ended the fix before, so that a fact
/// waits for no other but the first, or when nothing comes for a while.
public final class NmeaDecoder implements Decoder {
    public static final int MAX_LINE = 1024;

    private static final double METRES_PER_SECOND_PER_KILOMETRE_PER_HOUR = 1 / 3.6;
    private static final int NO_TIME_OF_DAY = -1;
    private static final long NO_FIX = 1;
    private static final long FLAT_FIX = 2;

    private final Lines lines = new Lines(MAX_LINE, this::line);
    private final Sentence sentence = new Sentence();
    /// Of the sentence at hand.
    private final Fix fix = new Fix();
    private final Whole whole = new Whole();
    private final Clock clock = new Clock();
    private final String trackId;
    private int sentenceTime = NO_TIME_OF_DAY;
    /// Of the last GSA; zero before the first.
    private long mode;

    /// @param name what the receiver is called; its facts are about `gps:<name>`
    public NmeaDecoder(String name) {
        this.trackId = "gps:" + name;
    }

    /// What the sentences of one time say together.
    private final class Whole {
        private final Fix sum = new Fix();
        private final Map<String, Object> values = new LinkedHashMap<>();
        private final List<String> types = new ArrayList<>();
        private int millisOfDay;
        private long number;
        /// The type that ends a fix: it did so twice in a row, so that one lost sentence changes nothing.
        private String end = "";
        private String candidate = "";

        void add(long line, String type) {
            if (types.isEmpty()) {
                number = line;
                millisOfDay = sentenceTime;
                sum.clear();
            }
            types.add(type);
            sum.time = fix.time == Observation.NO_TIME ? sum.time : fix.time;
            sum.latitude = newer(fix.latitude, sum.latitude);
            sum.longitude = newer(fix.longitude, sum.longitude);
            sum.altitude = newer(fix.altitude, sum.altitude);
            sum.heading = newer(fix.heading, sum.heading);
            sum.course = newer(fix.course, sum.course);
            sum.speed = newer(fix.speed, sum.speed);
            values.putAll(fix.fields.build());
        }

        private static double newer(double value, double before) {
            return Double.isNaN(value) ? before : value;
        }

        /// A sentence of another time shows that the last one was the last.
        void ended() {
            String type = types.getLast();
            end = type.equals(candidate) || end.isEmpty() ? type : end;
            candidate = type;
        }

        boolean isOpen() {
            return !types.isEmpty();
        }

        void give(Sink sink) {
            if (types.isEmpty()) {
                return;
            }
            if (values.containsKey("mode")) {
                values.put("mode", Double.isNaN(sum.latitude) ? NO_FIX : Math.max(FLAT_FIX, mode));
            }
            values.forEach(sum.fields::put);
            sink.fact(number, sum.observation(Kind.OTHER, trackId, types.getFirst()));
            values.clear();
            types.clear();
        }
    }

    @Override
    public void decode(byte[] bytes, int offset, int length, Sink sink) {
        lines.feed(bytes, offset, length, sink);
    }

    @Override
    public void end(Sink sink) {
        lines.end(sink);
        whole.give(sink);
    }

    @Override
    public void quiet(Sink sink) {
        whole.give(sink);
    }

    private void line(long number, byte[] line, int from, int to, Sink sink) {
        int start = from;
        while (start < to && line[start] >= 0 && line[start] <= ' ') {
            start++;
        }
        if (start == to || line[start] == '#') {
            return;
        }
        String fault = sentence.read(line, start, to);
        if (!fault.isEmpty()) {
            sink.malformed(number, fault);
            return;
        }
        fix.clear();
        sentenceTime = NO_TIME_OF_DAY;
        String type = sentence.type();
        String silence = read(type);
        if (!silence.isEmpty()) {
            sink.ignored(number, silence);
            return;
        }
        fault = fix.fault();
        if (fault.isEmpty()) {
            join(number, type, sink);
        } else {
            sink.malformed(number, fault);
        }
    }

    private void join(long number, String type, Sink sink) {
        boolean timeless = type.equals("VTG") || type.equals("HDT") || type.equals("THS");
        if (whole.isOpen() && !timeless && sentenceTime != whole.millisOfDay) {
            whole.ended();
            whole.give(sink);
        }
        boolean alone = !whole.isOpen() && sentenceTime == NO_TIME_OF_DAY;
        whole.add(number, type);
        if (alone || type.equals(whole.end)) {
            whole.give(sink);
        }
    }

    /// The time of day that the sentence names.
    private int timeOfDay(int field) {
        sentenceTime = sentence.millisOfDay(field);
        return sentenceTime;
    }

    /// @return why there is nothing to know, or an empty text
    private String read(String type) {
        switch (type) {
            case "GGA" -> gga();
            case "GNS" -> gns();
            case "RMC" -> rmc();
            case "GLL" -> gll();
            case "VTG" -> vtg();
            case "HDT", "THS" -> fix.heading = sentence.number(1);
            case "ZDA" -> {
                return zda();
            }
            case "GSA" -> {
                return gsa();
            }
            default -> {
                return "sentence without a fact";
            }
        }
        return "";
    }

    private void gga() {
        fix.time = clock.time(timeOfDay(1));
        int quality = sentence.whole(6);
        if (quality > 0) {
            fix.fields.put("quality", (long) quality);
        }
        position(2, quality > 0);
        if (quality > 0) {
            height(9, 11);
        }
        satellites(7);
    }

    private void gns() {
        fix.time = clock.time(timeOfDay(1));
        String modes = sentence.text(6);
        boolean good = !modes.replace("N", "").isEmpty();
        position(2, good);
        if (good) {
            height(9, 10);
        }
        satellites(7);
    }

    private void satellites(int field) {
        int satellites = sentence.whole(field);
        if (satellites >= 0) {
            fix.fields.put("satellites", (long) satellites);
        }
        fix.fields.putNumber("hdop", sentence.number(field + 1));
    }

    /// @param separation the field with the ellipsoid's geoid under it
    private void height(int field, int separation) {
        fix.altitude = sentence.number(field);
        fix.fields.putNumber("altitude_geometric", fix.altitude + sentence.number(separation));
    }

    private void rmc() {
        int millisOfDay = timeOfDay(1);
        fix.time = sentence.time(9, millisOfDay);
        boolean good = sentence.letter(2) == 'A';
        position(3, good);
        if (good) {
            clock.set(fix.time);
            fix.speed = sentence.number(7) * Units.METRES_PER_SECOND_PER_KNOT;
            fix.course = sentence.number(8);
        }
    }

    private void gll() {
        fix.time = clock.time(timeOfDay(5));
        position(1, sentence.letter(6) == 'A' || sentence.isEmpty(6));
    }

    private void vtg() {
        fix.course = sentence.number(1);
        double knots = sentence.number(5) * Units.METRES_PER_SECOND_PER_KNOT;
        fix.speed = Double.isNaN(knots) ? sentence.number(7) * METRES_PER_SECOND_PER_KILOMETRE_PER_HOUR : knots;
    }

    private String zda() {
        fix.time = Utc.millis(sentence.whole(4), sentence.whole(3), sentence.whole(2), timeOfDay(1));
        clock.set(fix.time);
        return fix.time == Observation.NO_TIME ? "no date yet" : "";
    }

    private String gsa() {
        int dimensions = sentence.whole(2);
        mode = dimensions >= 1 && dimensions <= 3 ? dimensions : 0;
        return "satellites in use";
    }

    /// A receiver without a fix repeats its last place, or makes one up.
    private void position(int field, boolean good) {
        if (good) {
            fix.latitude = sentence.degrees(field);
            fix.longitude = sentence.degrees(field + 2);
        }
        boolean placed = good && !Double.isNaN(fix.latitude);
        fix.fields.put("mode", placed ? Math.max(FLAT_FIX, mode) : NO_FIX);
    }
}
