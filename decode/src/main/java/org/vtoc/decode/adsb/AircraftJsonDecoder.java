package org.vtoc.decode.adsb;

import java.util.Arrays;
import org.vtoc.decode.Decoder;
import org.vtoc.decode.JsonCursor;
import org.vtoc.decode.Observation;
import org.vtoc.decode.Sink;

/// The aircraft list that readsb, dump1090-fa and dump1090-mutability write as aircraft.json: a snapshot of what the
/// receiver hears, `{"now": 1785349721.5, "aircraft": [{"hex": "4ca2b6", ...}]}`. Also the list alone (dump1090's
/// data.json), the form of the public aggregators (`ac`, `now` in milliseconds) and one aircraft to a line. Items are
/// counted from 1 over the whole stream. A broken item is named and left out, the others count; of a document that is
/// cut off the items before the cut count.
public final class AircraftJsonDecoder implements Decoder {
    /// Some 80,000 aircraft.
    public static final int MAX_DOCUMENT = 32 << 20;

    /// Above this `now` is in milliseconds.
    private static final double MAX_SECONDS = 1e11;

    private static final double MAX_MILLIS = 1e14;

    private final JsonCursor cursor = new JsonCursor();
    private final AircraftItem item = new AircraftItem();
    private byte[] document = new byte[1 << 13];
    private int length;
    private int depth;
    private boolean inText;
    private boolean escaped;
    private boolean skippingLine;
    private long items;

    @Override
    public void decode(byte[] bytes, int offset, int length, Sink sink) {
        int kept = offset;
        for (int i = offset; i < offset + length; i++) {
            byte b = bytes[i];
            if (depth == 0) {
                outside(b, sink);
                kept = i;
            } else if (inText) {
                insideText(b);
                if (b == '\n') {
                    keep(bytes, kept, i, sink);
                    finish(sink);
                    kept = i;
                }
            } else {
                inside(b);
                if (depth == 0) {
                    keep(bytes, kept, i + 1, sink);
                    finish(sink);
                    kept = i + 1;
                }
            }
        }
        if (depth > 0) {
            keep(bytes, kept, offset + length, sink);
        }
    }

    @Override
    public void end(Sink sink) {
        if (depth > 0) {
            finish(sink);
        }
    }

    /// Between documents: white space and byte order marks are skipped, anything else up to the end of its line.
    private void outside(byte b, Sink sink) {
        if (b == '\n') {
            skippingLine = false;
        } else if (!skippingLine && (b == '{' || b == '[')) {
            depth = 1;
        } else if (!skippingLine && b != ' ' && b != '\r' && b != '\t' && !isByteOrderMark(b)) {
            skippingLine = true;
            sink.malformed(items + 1, "not JSON");
        }
    }

    private static boolean isByteOrderMark(byte b) {
        return b == (byte) 0xef || b == (byte) 0xbb || b == (byte) 0xbf;
    }

    private void inside(byte b) {
        if (b == '"') {
            inText = true;
        } else if (b == '{' || b == '[') {
            depth++;
        } else if (b == '}' || b == ']') {
            depth--;
        }
    }

    private void insideText(byte b) {
        if (escaped) {
            escaped = false;
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            inText = false;
        }
    }

    private void keep(byte[] bytes, int from, int to, Sink sink) {
        int count = to - from;
        if (length + count > MAX_DOCUMENT) {
            sink.malformed(items + 1, "document larger than " + MAX_DOCUMENT + " bytes");
            reset();
            skippingLine = true;
            return;
        }
        if (length + count > document.length) {
            document = Arrays.copyOf(document, Math.max(length + count, 2 * document.length));
        }
        System.arraycopy(bytes, from, document, length, count);
        length += count;
    }

    private void finish(Sink sink) {
        read(sink);
        reset();
    }

    private void reset() {
        length = 0;
        depth = 0;
        inText = false;
        escaped = false;
    }

    private void read(Sink sink) {
        if (length == 0) {
            return;
        }
        if (document[0] == '[') {
            cursor.reset(document, 0, length);
            list(Observation.NO_TIME, sink);
            return;
        }
        long now = Observation.NO_TIME;
        boolean oneAircraft = false;
        cursor.reset(document, 0, length);
        cursor.demand('{');
        while (cursor.peek() == '"') {
            String key = cursor.key();
            if (key.equals("now") && cursor.atNumber()) {
                now = millis(cursor.number());
            } else {
                oneAircraft |= key.equals("hex");
                cursor.skip();
            }
            cursor.take(',');
        }
        if (oneAircraft) {
            give(0, length, now, sink);
        } else {
            lists(now, sink);
        }
    }

    private void lists(long now, Sink sink) {
        boolean found = false;
        cursor.reset(document, 0, length);
        cursor.demand('{');
        while (cursor.peek() == '"') {
            String key = cursor.key();
            if ((key.equals("aircraft") || key.equals("ac")) && cursor.peek() == '[') {
                found = true;
                list(now, sink);
            } else {
                cursor.skip();
            }
            cursor.take(',');
        }
        if (!found) {
            sink.malformed(items + 1, "no list of aircraft");
        }
    }

    private void list(long now, Sink sink) {
        cursor.demand('[');
        if (cursor.take(']')) {
            return;
        }
        do {
            cursor.peek();
            int start = cursor.position();
            cursor.skip();
            if (cursor.isBroken()) {
                sink.malformed(++items, "cut off");
                return;
            }
            give(start, cursor.position(), now, sink);
        } while (cursor.another(']'));
        if (cursor.isBroken()) {
            sink.malformed(items + 1, "broken list");
        }
    }

    private void give(int from, int to, long now, Sink sink) {
        items++;
        if (item.read(document, from, to, now)) {
            sink.fact(items, item.observation());
        } else {
            sink.malformed(items, item.fault());
        }
    }

    static long millis(double time) {
        double millis = time > MAX_SECONDS ? time : time * 1000;
        return millis > 0 && millis < MAX_MILLIS ? Math.round(millis) : Observation.NO_TIME;
    }
}
