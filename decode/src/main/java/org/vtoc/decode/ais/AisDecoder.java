package org.vtoc.decode.ais;

import org.vtoc.decode.Ascii;
import org.vtoc.decode.Decoder;
import org.vtoc.decode.Lines;
import org.vtoc.decode.Sink;

/// AIS sentences, one to a line: `!AIVDM,2,1,3,A,<payload>,0*48` of any talker, `VDM` (others) and `VDO` (own ship).
/// Text before the `!` (a logger's timestamp) and after the checksum is skipped; a tag block (`\c:1609459200*5B\`)
/// gives the time. A message of several sentences is one fact at the line of its first. Other sentences are ignored.
public final class AisDecoder implements Decoder {
    public static final int MAX_LINE = 1024;

    private static final int COUNT = 1;
    private static final int PART = 2;
    private static final int SEQUENCE = 3;
    private static final int CHANNEL = 4;
    private static final int PAYLOAD = 5;
    private static final int FILL = 6;
    private static final int FIELDS = 7;

    private final Lines lines = new Lines(MAX_LINE, this::line);
    private final Assembly assembly = new Assembly();
    private final Payload single = new Payload();
    private final AisMessages messages = new AisMessages();
    private final TagBlock tag = new TagBlock();
    /// Where each field of the sentence at hand starts; one more for the end of the last.
    private final int[] starts = new int[FIELDS + 1];

    @Override
    public void decode(byte[] bytes, int offset, int length, Sink sink) {
        lines.feed(bytes, offset, length, sink);
    }

    @Override
    public void end(Sink sink) {
        lines.end(sink);
        assembly.end(sink);
    }

    private void line(long number, byte[] bytes, int from, int to, Sink sink) {
        int start = sentenceStart(bytes, from, to);
        if (start < 0) {
            other(number, bytes, from, to, sink);
            return;
        }
        String fault = checkAndSplit(bytes, start, to);
        if (!fault.isEmpty()) {
            sink.malformed(number, fault);
            return;
        }
        tag.read(bytes, from, start);
        int count = digit(bytes, COUNT);
        int part = digit(bytes, PART);
        int fill = digit(bytes, FILL);
        if (count < 1 || part < 1 || part > count || fill < 0 || fill > 5) {
            sink.malformed(number, "bad sentence header");
        } else if (starts[PAYLOAD] == end(PAYLOAD)) {
            sink.malformed(number, "empty payload");
        } else if (count == 1) {
            whole(number, bytes, fill, sink);
        } else {
            piece(number, bytes, count, part, fill, sink);
        }
    }

    private void whole(long number, byte[] bytes, int fill, Sink sink) {
        single.clear();
        if (single.append(bytes, starts[PAYLOAD], end(PAYLOAD))) {
            single.drop(fill);
            give(number, single, tag.timeMillis(), sink);
        } else {
            sink.malformed(number, "bad payload");
        }
    }

    private void piece(long number, byte[] bytes, int count, int part, int fill, Sink sink) {
        long key = key(bytes, count);
        Assembly.Message message =
                part == 1 ? assembly.begin(key, number, sink) : assembly.waitingFor(key, part, number, sink);
        if (!message.pending) {
            sink.malformed(number, Assembly.MISSING);
            return;
        }
        if (part == 1) {
            message.timeMillis = tag.timeMillis();
        }
        if (!message.payload.append(bytes, starts[PAYLOAD], end(PAYLOAD))) {
            assembly.done(message);
            sink.malformed(message.firstLine, "bad payload");
        } else if (part == count) {
            assembly.done(message);
            message.payload.drop(fill);
            give(message.firstLine, message.payload, message.timeMillis, sink);
        }
    }

    private void give(long number, Payload payload, long timeMillis, Sink sink) {
        if (messages.read(payload, timeMillis)) {
            sink.fact(number, messages.observation());
        } else {
            sink.malformed(number, messages.fault());
        }
    }

    private long key(byte[] bytes, int count) {
        int at = starts[0];
        long key = unsigned(bytes[at]) << 8 | unsigned(bytes[at + 1]);
        key = key << 8 | unsigned(bytes[at + 4]);
        key = key << 8 | (starts[CHANNEL] < end(CHANNEL) ? unsigned(bytes[starts[CHANNEL]]) : 0);
        key = key << 8 | (Ascii.unsigned(bytes, starts[SEQUENCE], end(SEQUENCE)) & 0xff);
        return (key << 20 | tag.group()) << 4 | count;
    }

    private static long unsigned(byte b) {
        return b & 0xffL;
    }

    /// The last start of a sentence in the line: what is before it is a prefix, or a sentence that was cut off.
    private static int sentenceStart(byte[] bytes, int from, int to) {
        for (int i = to - 7; i >= from; i--) {
            if (bytes[i] == '!'
                    && bytes[i + 3] == 'V'
                    && bytes[i + 4] == 'D'
                    && (bytes[i + 5] == 'M' || bytes[i + 5] == 'O')
                    && bytes[i + 6] == ',') {
                return i;
            }
        }
        return -1;
    }

    private static void other(long number, byte[] bytes, int from, int to, Sink sink) {
        int first = from;
        while (first < to && (bytes[first] == ' ' || bytes[first] == '\t')) {
            first++;
        }
        if (first == to || bytes[first] == '#') {
            return;
        }
        for (int i = first; i < to; i++) {
            if (bytes[i] == '$' || bytes[i] == '!' || bytes[i] == '\\') {
                sink.ignored(number, "not an AIS sentence");
                return;
            }
        }
        sink.malformed(number, "not an AIS sentence");
    }

    /// @return why the sentence is not good, or empty
    private String checkAndSplit(byte[] bytes, int start, int to) {
        int sum = 0;
        int field = 0;
        starts[0] = start + 1;
        for (int i = start + 1; i < to; i++) {
            byte b = bytes[i];
            if (b == '*') {
                return field == FIELDS - 1 ? checksum(bytes, i, to, sum) : "wrong number of fields";
            }
            sum ^= b;
            if (b == ',') {
                if (++field == FIELDS) {
                    return "wrong number of fields";
                }
                starts[field] = i + 1;
            }
        }
        return "checksum missing";
    }

    private String checksum(byte[] bytes, int star, int to, int sum) {
        starts[FIELDS] = star + 1;
        if (star + 2 >= to) {
            return "checksum missing";
        }
        int high = Ascii.hex(bytes[star + 1]);
        int low = Ascii.hex(bytes[star + 2]);
        return high >= 0 && low >= 0 && sum == (high << 4 | low) ? "" : "bad checksum";
    }

    private int digit(byte[] bytes, int field) {
        return end(field) - starts[field] == 1 ? Ascii.unsigned(bytes, starts[field], end(field)) : -1;
    }

    private int end(int field) {
        return starts[field + 1] - 1;
    }
}
