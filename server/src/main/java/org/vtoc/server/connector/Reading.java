package org.vtoc.server.connector;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.vtoc.decode.Decoder;
import org.vtoc.decode.Lines;
import org.vtoc.decode.Observation;
import org.vtoc.decode.Sink;
import org.vtoc.server.connector.settings.Input;
import org.vtoc.server.telemetry.Fact;

/// One session of a source: bytes in, facts to the batch. Used by the source's thread alone.
///
/// Every fact has an event key, so that a batch whose fate is unknown can be given again. In a stream it is the
/// session and the line; in a file the file's first line, the line's number and its content, so that a file that is
/// read again from its beginning stores nothing twice (of binary frames the same by frame); in a document the track and
/// its time.
final class Reading {
    private static final int MAX_LINE = 4096;
    /// A socket takes a timeout of zero for no timeout.
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private static final byte[] NO_BYTES = {};
    private static final byte[] LINE_END = {'\n'};

    private final Input.Format format;
    private final Batch batch;
    private final Health health;
    private final Repeats repeats;
    private final boolean isFile;
    private final InstantSource clock;
    private final Sink sink = new Facts();
    private final Lines lines = new Lines(MAX_LINE, this::line);

    private Optional<Decoder> decoder = Optional.empty();
    private StreamFormat.Form form = StreamFormat.Form.LINES;
    private String keys;
    private boolean keyed;
    private long number;
    private int factsOfLine;
    private byte[] lineBytes = NO_BYTES;
    private int lineFrom;
    private int lineTo;

    /// @param session unique to this session
    Reading(
            Input input,
            Input.Format format,
            String session,
            Batch batch,
            Health health,
            Repeats repeats,
            InstantSource clock) {
        this.clock = clock;
        this.format = format;
        this.batch = batch;
        this.health = health;
        this.repeats = repeats;
        this.isFile = input instanceof Input.LogFile;
        this.keys = session + ":";
    }

    void connected(String what) {
        health.connected(what);
    }

    /// Takes what came. Blocks while the center can't store.
    void take(byte[] bytes, int offset, int length) throws InterruptedException {
        if (length == 0) {
            return;
        }
        health.bytes(length);
        Decoder at = decoder.orElseGet(() -> choose(bytes, offset, length));
        if (form == StreamFormat.Form.LINES) {
            lines.feed(bytes, offset, length, sink);
        } else {
            at.decode(bytes, offset, length, sink);
        }
        batch.flushIfDue();
    }

    /// How long a feed may wait for more bytes before it calls [#quiet].
    Duration patience() {
        Duration patience = batch.patience();
        return patience.isZero() ? SHORTEST : patience;
    }

    /// Nothing came for the patience's time.
    void quiet() throws InterruptedException {
        decoder.ifPresent(at -> at.quiet(sink));
        batch.flush();
    }

    /// The end of a file that may grow.
    void atEnd(String what) throws InterruptedException {
        quiet();
        health.state(State.IDLE, what);
    }

    /// Nothing more will come.
    void end() throws InterruptedException {
        if (decoder.isPresent()) {
            lines.end(sink);
            decoder.get().end(sink);
        }
        batch.flush();
    }

    /// Whether the bytes are a document rather than lines.
    boolean isDocument() {
        return form == StreamFormat.Form.DOCUMENT;
    }

    private Decoder choose(byte[] bytes, int offset, int length) {
        StreamFormat chosen = StreamFormat.choose(format, isFile, clock, bytes, offset, length);
        form = chosen.form();
        decoder = Optional.of(chosen.decoder());
        return chosen.decoder();
    }

    /// One line at a time goes to the decoder, so that its text and number are known when it speaks.
    private void line(long lineNumber, byte[] bytes, int from, int to, Sink into) {
        number = lineNumber;
        factsOfLine = 0;
        lineBytes = bytes;
        lineFrom = from;
        lineTo = to;
        if (isFile && !keyed) {
            keyed = true;
            keys = Long.toHexString(crc(bytes, from, to)) + "-" + (to - from) + ":";
        }
        Decoder at = decoder.orElseThrow();
        at.decode(bytes, from, to - from, into);
        at.decode(LINE_END, 0, 1, into);
        // The bytes are only good during the call; what is said later is about no line.
        lineBytes = NO_BYTES;
        lineFrom = 0;
        lineTo = 0;
    }

    private static long crc(byte[] bytes, int from, int to) {
        var crc = new CRC32C();
        crc.update(bytes, from, to - from);
        return crc.getValue();
    }

    private String text() {
        return new String(lineBytes, lineFrom, lineTo - lineFrom, StandardCharsets.UTF_8);
    }

    /// What the fact was read from; frames carry it along in hexadecimal digits.
    private String text(Observation observation) {
        return form == StreamFormat.Form.FRAMES && observation.fields().get("frame") instanceof String frame
                ? frame
                : text();
    }

    private String key(Observation observation, long item, String text) {
        return switch (form) {
            case DOCUMENT ->
                observation.trackId() + "@"
                        + (observation.timeMillis() == Observation.NO_TIME
                                ? timeless(observation, item)
                                : observation.timeMillis());
            case FRAMES -> {
                if (isFile && !keyed) {
                    keyed = true;
                    keys = text + ":";
                }
                yield keys + item + (isFile ? "." + text : "");
            }
            case LINES -> {
                String content = isFile ? "." + Long.toHexString(crc(lineBytes, lineFrom, lineTo)) : "";
                factsOfLine++;
                yield keys + number + content + (factsOfLine > 1 ? "/" + factsOfLine : "");
            }
        };
    }

    /// A place in a file stays the same when the file is read again; a service tells something new each time.
    private String timeless(Observation observation, long item) {
        return isFile ? observation.latitude() + "," + observation.longitude() : keys + item;
    }

    /// What the decoder says goes to the counters and the batch.
    private final class Facts implements Sink {
        @Override
        public void fact(long item, Observation heard) {
            Observation observation = inUtc(heard);
            boolean document = isDocument();
            if (document && !repeats.isNew(observation)) {
                health.ignored();
                return;
            }
            health.fact(observation);
            String text = text(observation);
            health.recent(document ? observation.trackId() : text, "fact");
            batch.add(new Fact(
                    observation,
                    Optional.of(key(observation, item, text)),
                    Optional.of(text).filter(raw -> !raw.isEmpty())));
        }

        @Override
        public void ignored(long item, String reason) {
            health.ignored();
            health.recent(text(), "ignored: " + reason);
        }

        @Override
        public void malformed(long item, String reason) {
            health.malformed(reason);
            health.recent(text(), "malformed: " + reason);
        }

        /// Lines without a zone were taken as UTC; here they get the zone that the settings name.
        private Observation inUtc(Observation heard) {
            boolean zoned = form == StreamFormat.Form.LINES && !format.zone().equals(ZoneOffset.UTC);
            if (!zoned || heard.timeMillis() == Observation.NO_TIME) {
                return heard;
            }
            long time = LocalDateTime.ofInstant(Instant.ofEpochMilli(heard.timeMillis()), ZoneOffset.UTC)
                    .atZone(format.zone())
                    .toInstant()
                    .toEpochMilli();
            return new Observation(
                    heard.kind(),
                    heard.trackId(),
                    heard.messageType(),
                    time,
                    heard.latitude(),
                    heard.longitude(),
                    heard.altitude(),
                    heard.heading(),
                    heard.course(),
                    heard.speed(),
                    heard.fields());
        }
    }
}
