package org.vtoc.decode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A sink that keeps everything a decoder gives.
public final class Heard implements Sink {
    public record Fact(long number, Observation observation) {}

    public record Fault(long number, String reason) {}

    public final List<Fact> facts = new ArrayList<>();
    private final Map<Long, Observation> byNumber = new HashMap<>();
    public final List<Fault> ignored = new ArrayList<>();
    public final List<Fault> malformed = new ArrayList<>();

    /// Everything that a decoder gives for a whole stream.
    public static Heard of(Decoder decoder, byte[] stream) {
        var heard = new Heard();
        decoder.decode(stream, 0, stream.length, heard);
        decoder.end(heard);
        return heard;
    }

    public static Heard of(Decoder decoder, String stream) {
        return of(decoder, stream.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// The same, with the stream cut into pieces of one size.
    public static Heard inPieces(Decoder decoder, byte[] stream, int size) {
        var heard = new Heard();
        for (int at = 0; at < stream.length; at += size) {
            decoder.decode(stream, at, Math.min(size, stream.length - at), heard);
        }
        decoder.end(heard);
        return heard;
    }

    /// The only fact of a stream that holds one.
    public static Observation one(Decoder decoder, String stream) {
        var heard = of(decoder, stream);
        if (heard.facts.size() != 1) {
            throw new AssertionError(heard.facts + " " + heard.malformed);
        }
        return heard.facts.getFirst().observation();
    }

    /// The only fault of a stream that holds one and no fact.
    public static String fault(Decoder decoder, String stream) {
        var heard = of(decoder, stream);
        if (heard.malformed.size() != 1 || !heard.facts.isEmpty()) {
            throw new AssertionError(heard.facts + " " + heard.malformed);
        }
        return heard.malformed.getFirst().reason();
    }

    /// The fact that came from this line.
    public Observation at(long number) {
        return Objects.requireNonNull(byNumber.get(number), () -> "no fact at line " + number);
    }

    @Override
    public void fact(long number, Observation observation) {
        facts.add(new Fact(number, observation));
        byNumber.put(number, observation);
    }

    @Override
    public void ignored(long number, String reason) {
        ignored.add(new Fault(number, reason));
    }

    @Override
    public void malformed(long number, String reason) {
        malformed.add(new Fault(number, reason));
    }
}
