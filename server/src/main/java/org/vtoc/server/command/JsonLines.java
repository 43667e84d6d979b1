package org.vtoc.server.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.vtoc.decode.Observation;
import org.vtoc.decode.Sink;

/// Writes facts and faults as JSON lines. Throws [UncheckedIOException] once the reader has hung up.
final class JsonLines implements Sink {
    /// A centimetre on the ground.
    private static final double PER_DEGREE = 1e7;
    /// A tenth of a millimetre, and as much of a degree of course.
    private static final double PER_UNIT = 1e4;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private final JsonGenerator json;
    private long decoded;
    private long ignored;
    private long errors;

    JsonLines(OutputStream out) throws IOException {
        json = JSON.createGenerator(out);
        json.setRootValueSeparator(new SerializedString(""));
    }

    String counts() {
        return decoded + " decoded, " + errors + " errors, " + ignored + " ignored";
    }

    void flush() {
        try {
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void fact(long number, Observation observation) {
        decoded++;
        try {
            json.writeStartObject();
            json.writeNumberField("line", number);
            json.writeStringField("kind", observation.kind().wireName());
            json.writeStringField("id", observation.trackId());
            json.writeStringField("message_type", observation.messageType());
            number("latitude", observation.latitude(), PER_DEGREE);
            number("longitude", observation.longitude(), PER_DEGREE);
            number("altitude", observation.altitude(), PER_UNIT);
            number("course", observation.course(), PER_UNIT);
            number("heading", observation.heading(), PER_UNIT);
            number("speed", observation.speed(), PER_UNIT);
            if (observation.timeMillis() != Observation.NO_TIME) {
                json.writeStringField(
                        "time", Instant.ofEpochMilli(observation.timeMillis()).toString());
            }
            for (var field : observation.fields().entrySet()) {
                json.writeFieldName(field.getKey());
                value(field.getValue());
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void ignored(long number, String reason) {
        ignored++;
    }

    @Override
    public void malformed(long number, String reason) {
        errors++;
        try {
            json.writeStartObject();
            json.writeNumberField("line", number);
            json.writeStringField("error", reason);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void number(String name, double value, double scale) throws IOException {
        if (!Double.isNaN(value)) {
            json.writeNumberField(name, Math.round(value * scale) / scale);
        }
    }

    private void value(Object value) throws IOException {
        switch (value) {
            case String text -> json.writeString(text);
            case Boolean flag -> json.writeBoolean(flag);
            case Long whole -> json.writeNumber(whole);
            case Double number -> json.writeNumber(number);
            case List<?> list -> {
                json.writeStartArray();
                for (Object item : list) {
                    value(item);
                }
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (var entry : map.entrySet()) {
                    json.writeFieldName(String.valueOf(entry.getKey()));
                    value(entry.getValue());
                }
                json.writeEndObject();
            }
            default -> throw new IllegalStateException("no JSON form for " + value.getClass());
        }
    }
}
