package org.vtoc.decode.gps;

import java.nio.charset.StandardCharsets;
import org.vtoc.decode.Ascii;
import org.vtoc.decode.Decoder;
import org.vtoc.decode.Kind;
import org.vtoc.decode.Sink;
import org.vtoc.decode.Utc;

/// GPX 1.0 and 1.1 (topografix.com/GPX/1/1): the points of tracks and routes are where the receiver was or is to go,
/// way points are places of their own. Points are counted from 1. Read as it comes: a point counts when its end has
/// come, whatever follows.
public final class GpxDecoder implements Decoder {
    private static final String WAY_POINT = "wpt";
    private static final int MOST_NAME = 100;

    private final Markup markup = new Markup(new Tags());
    private final Fix fix = new Fix();
    private final String name;
    /// `trkpt`, `rtept` or `wpt` while one is open, else empty.
    private String point = "";
    /// The innermost tag that was opened within a point; empty after its end.
    private String open = "";
    private String place = "";
    private String fault = "";
    private boolean seen;
    /// Whether it was said that something else stands before the document.
    private boolean told;
    private long points;

    /// @param name what the receiver is called; the facts of its tracks are about `gps:<name>`
    public GpxDecoder(String name) {
        this.name = name;
    }

    @Override
    public void decode(byte[] bytes, int offset, int length, Sink sink) {
        for (int i = offset; i < offset + length; i++) {
            markup.take(bytes[i], sink);
        }
    }

    @Override
    public void end(Sink sink) {
        if (!point.isEmpty()) {
            sink.malformed(points, "point without an end");
        } else if (markup.isInside() || !seen) {
            sink.malformed(points + 1, seen ? "cut off" : "not GPX");
        }
        point = "";
    }

    private void begin(String tag, byte[] bytes, int length, Sink sink) {
        if (!point.isEmpty()) {
            sink.malformed(points, "point without an end");
        }
        fix.clear();
        fault = "";
        place = "";
        open = "";
        point = tag;
        points++;
        fix.latitude = attribute(bytes, length, " lat=");
        fix.longitude = attribute(bytes, length, " lon=");
        if (Double.isNaN(fix.latitude) || Double.isNaN(fix.longitude)) {
            fault = "point without a position";
        }
    }

    private void finish(Sink sink) {
        String wrong = fault.isEmpty() ? fix.fault() : fault;
        if (wrong.isEmpty()) {
            boolean isPlace = point.equals(WAY_POINT);
            String own = isPlace ? place.isEmpty() ? WAY_POINT + "-" + points : place : name;
            sink.fact(points, fix.observation(isPlace ? Kind.OBJECT : Kind.OTHER, "gps:" + own, point));
        } else {
            sink.malformed(points, wrong);
        }
        point = "";
    }

    private void value(byte[] bytes, int length) {
        switch (open) {
            case "ele" -> fix.altitude = number(bytes, length);
            case "speed" -> fix.speed = number(bytes, length);
            case "course" -> fix.course = number(bytes, length);
            case "time" -> time(bytes, length);
            case "name", "fix", "sat", "hdop", "vdop", "pdop" -> {
                String text = Markup.unescaped(bytes, 0, length);
                text = text.substring(0, Math.min(MOST_NAME, text.length()));
                if (open.equals("name")) {
                    place = text;
                }
                if (!fix.fields.has(open)) {
                    fix.fields.putText(open, text);
                }
            }
            default -> {
                // Nothing that a track needs.
            }
        }
    }

    private void time(byte[] bytes, int length) {
        byte[] text = Markup.unescaped(bytes, 0, length).getBytes(StandardCharsets.UTF_8);
        fix.time = Utc.iso(text, 0, text.length);
    }

    private double number(byte[] bytes, int length) {
        byte[] text = Markup.unescaped(bytes, 0, length).getBytes(StandardCharsets.UTF_8);
        double value = Ascii.decimal(text, 0, text.length);
        if (Double.isNaN(value)) {
            fault = open + " is not a number";
        }
        return value;
    }

    /// @param name with the blank before and the `=` after it
    private static double attribute(byte[] bytes, int length, String name) {
        String tag = Ascii.text(bytes, 0, length)
                .replace('\n', ' ')
                .replace('\t', ' ')
                .replace('\r', ' ');
        int from = tag.indexOf(name) + name.length();
        if (from < name.length() || from >= tag.length()) {
            return Double.NaN;
        }
        int to = tag.indexOf(tag.charAt(from), from + 1);
        if (to < 0) {
            return Double.NaN;
        }
        byte[] value = tag.substring(from + 1, to).strip().getBytes(StandardCharsets.UTF_8);
        return Ascii.decimal(value, 0, value.length);
    }

    private final class Tags implements Markup.Reader {
        @Override
        public void tag(byte[] bytes, int length, Sink sink) {
            boolean closing = length > 0 && bytes[0] == '/';
            boolean empty = length > 0 && bytes[length - 1] == '/';
            String tag = localName(bytes, closing ? 1 : 0, length);
            if (tag.equals("gpx")) {
                seen = true;
            } else if (!seen) {
                return;
            }
            boolean isPoint = tag.equals("trkpt") || tag.equals("rtept") || tag.equals(WAY_POINT);
            if (isPoint && !closing) {
                begin(tag, bytes, length, sink);
            }
            if (isPoint && (closing || empty) && tag.equals(point)) {
                finish(sink);
            }
            open = point.isEmpty() || closing || empty || isPoint ? "" : tag;
        }

        @Override
        public void text(byte[] bytes, int length, Sink sink) {
            if (!seen && !told && isBesideTheDocument(bytes, length)) {
                told = true;
                fault("not GPX", sink);
            } else if (!point.isEmpty() && !open.isEmpty()) {
                value(bytes, length);
            }
        }

        @Override
        public void fault(String reason, Sink sink) {
            sink.malformed(points + 1, reason);
        }

        /// White space and a byte order mark may stand before the first tag.
        private static boolean isBesideTheDocument(byte[] bytes, int length) {
            String text = Ascii.text(bytes, 0, length);
            return !text.replace("\ufeff", "").isBlank();
        }

        /// Without the prefix of a name space.
        private static String localName(byte[] bytes, int from, int to) {
            int start = from;
            int end = from;
            while (end < to && bytes[end] > ' ' && bytes[end] != '/') {
                if (bytes[end] == ':') {
                    start = end + 1;
                }
                end++;
            }
            return Ascii.text(bytes, start, end);
        }
    }
}
