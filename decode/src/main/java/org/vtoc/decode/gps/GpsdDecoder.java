package org.vtoc.decode.gps;

import java.nio.charset.StandardCharsets;
import org.vtoc.decode.Decoder;
import org.vtoc.decode.JsonCursor;
import org.vtoc.decode.Kind;
import org.vtoc.decode.Lines;
import org.vtoc.decode.Observation;
import org.vtoc.decode.Sink;
import org.vtoc.decode.Utc;

/// What gpsd sends to a client that watches it, one JSON object to a line (gpsd_json(5)): `TPV` is a fix, `ATT` an
/// attitude, the other classes are ignored.
public final class GpsdDecoder implements Decoder {
    public static final int MAX_LINE = 16_384;

    private final Lines lines = new Lines(MAX_LINE, this::line);
    private final JsonCursor cursor = new JsonCursor();
    private final Fix fix = new Fix();
    private final String trackId;
    private String type = "";
    private String fault = "";
    private double aboveSea;
    private double unsaid;

    /// @param name what the receiver is called; its facts are about `gps:<name>`
    public GpsdDecoder(String name) {
        this.trackId = "gps:" + name;
    }

    @Override
    public void decode(byte[] bytes, int offset, int length, Sink sink) {
        lines.feed(bytes, offset, length, sink);
    }

    @Override
    public void end(Sink sink) {
        lines.end(sink);
    }

    private void line(long number, byte[] line, int from, int to, Sink sink) {
        cursor.reset(line, from, to);
        if (cursor.peek() < 0) {
            return;
        }
        read();
        if (cursor.isBroken() || cursor.peek() >= 0) {
            sink.malformed(number, "broken JSON");
        } else if (type.equals("TPV") || type.equals("ATT")) {
            give(number, sink);
        } else if (type.isEmpty()) {
            sink.malformed(number, "class missing");
        } else {
            sink.ignored(number, "class " + type.substring(0, Math.min(20, type.length())));
        }
    }

    private void read() {
        fix.clear();
        type = "";
        fault = "";
        aboveSea = Double.NaN;
        unsaid = Double.NaN;
        cursor.demand('{');
        if (cursor.take('}')) {
            return;
        }
        do {
            member(cursor.key());
        } while (cursor.another('}'));
    }

    private void give(long number, Sink sink) {
        fix.altitude = Double.isNaN(aboveSea) ? unsaid : aboveSea;
        String wrong = fault.isEmpty() ? fix.fault() : fault;
        if (wrong.isEmpty()) {
            sink.fact(number, fix.observation(Kind.OTHER, trackId, type));
        } else {
            sink.malformed(number, wrong);
        }
    }

    private void member(String key) {
        switch (key) {
            case "class" -> type = text();
            case "time" -> time();
            case "lat" -> fix.latitude = number();
            case "lon" -> fix.longitude = number();
            case "altMSL" -> aboveSea = number();
            case "alt" -> unsaid = number();
            case "altHAE" -> put("altitude_geometric");
            case "speed" -> fix.speed = number();
            case "track" -> fix.course = number();
            case "heading" -> fix.heading = number();
            case "climb" -> put("vertical_rate");
            case "mode" -> whole("mode");
            case "status" -> whole("status");
            case "eph", "epv", "eps", "epx", "epy", "ept", "magvar", "pitch", "roll", "depth" -> put(key);
            case "device" -> {
                String device = text();
                if (isNew("device")) {
                    fix.fields.putText("device", device);
                }
            }
            default -> cursor.skip();
        }
    }

    /// Old versions gave seconds since 1970 as a number.
    private void time() {
        if (cursor.atNumber()) {
            double seconds = cursor.number();
            fix.time = seconds > 0 && seconds < 1e11 ? Math.round(seconds * 1000) : Observation.NO_TIME;
            return;
        }
        byte[] text = text().getBytes(StandardCharsets.UTF_8);
        fix.time = Utc.iso(text, 0, text.length);
        if (fix.time == Observation.NO_TIME) {
            refuse("time is none");
        }
    }

    private void put(String name) {
        double value = number();
        if (isNew(name)) {
            fix.fields.putNumber(name, value);
        }
    }

    private void whole(String name) {
        double value = number();
        if (!Double.isNaN(value) && isNew(name)) {
            fix.fields.put(name, Math.round(value));
        }
    }

    private boolean isNew(String name) {
        if (fix.fields.has(name)) {
            refuse("duplicate key");
            return false;
        }
        return true;
    }

    private double number() {
        if (cursor.atNumber()) {
            return cursor.number();
        }
        cursor.skip();
        return Double.NaN;
    }

    private String text() {
        if (cursor.peek() == '"') {
            return cursor.text();
        }
        cursor.skip();
        return "";
    }

    private void refuse(String reason) {
        if (fault.isEmpty()) {
            fault = reason;
        }
    }
}
