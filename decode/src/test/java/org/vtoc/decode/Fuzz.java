package org.vtoc.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.vtoc.decode.adsb.AircraftJsonDecoder;
import org.vtoc.decode.adsb.AvrDecoder;
import org.vtoc.decode.adsb.BeastDecoder;
import org.vtoc.decode.adsb.SbsDecoder;
import org.vtoc.decode.ais.AisDecoder;
import org.vtoc.decode.aprs.AprsDecoder;
import org.vtoc.decode.gps.GpsdDecoder;
import org.vtoc.decode.gps.GpxDecoder;
import org.vtoc.decode.gps.NmeaDecoder;

/// The target of the coverage-guided fuzzer (Jazzer), one parser a run, and its corpora: inputs that took different
/// ways through a parser, a line of Base64 each. `./vtoc test --long` runs it; see `scripts/fuzz.sh`.
public final class Fuzz {
    static final Map<String, Supplier<Decoder>> PARSERS = Map.of(
            "sbs", SbsDecoder::new,
            "aircraft-json", AircraftJsonDecoder::new,
            "avr", AvrDecoder::new,
            "beast", BeastDecoder::new,
            "ais", AisDecoder::new,
            "aprs", AprsDecoder::new,
            "nmea", () -> new NmeaDecoder("n"),
            "gpsd", () -> new GpsdDecoder("n"),
            "gpx", () -> new GpxDecoder("n"));

    private static final String PARSER = System.getProperty("vtoc.fuzz", "");

    private Fuzz() {}

    /// Called by the fuzzer with inputs of its own making.
    public static void fuzzerTestOneInput(byte[] input) {
        check(PARSER, input);
    }

    /// Whatever comes, a parser does not throw, and how the stream is cut changes nothing.
    static void check(String parser, byte[] input) {
        Supplier<Decoder> decoder = PARSERS.get(parser);
        if (decoder == null) {
            throw new IllegalArgumentException("no parser " + parser);
        }
        Heard whole = Heard.of(decoder.get(), input);
        Heard cut = Heard.inPieces(decoder.get(), input, 1 + (input.length > 0 ? input[0] & 0x1f : 0));
        if (!whole.facts.equals(cut.facts)
                || !whole.malformed.equals(cut.malformed)
                || !whole.ignored.equals(cut.ignored)) {
            throw new AssertionError("%s: cut, it gives %s %s %s; whole, %s %s %s"
                    .formatted(
                            parser,
                            cut.facts,
                            cut.malformed,
                            cut.ignored,
                            whole.facts,
                            whole.malformed,
                            whole.ignored));
        }
    }

    static Path file(Path corpora, String parser) {
        return corpora.resolve(parser + ".b64");
    }

    static List<byte[]> inputs(Path corpora, String parser) throws IOException {
        return Files.readAllLines(file(corpora, parser)).stream()
                .map(Base64.getDecoder()::decode)
                .toList();
    }

    /// `unpack|pack CORPORA PARSER FOLDER`: a corpus to a folder of files for the fuzzer, and back.
    public static void main(String[] arguments) throws IOException {
        Path corpora = Path.of(arguments[1]);
        String parser = arguments[2];
        Path folder = Path.of(arguments[3]);
        if (arguments[0].equals("unpack")) {
            Files.createDirectories(folder);
            List<byte[]> inputs = inputs(corpora, parser);
            for (int i = 0; i < inputs.size(); i++) {
                Files.write(folder.resolve(Integer.toString(i)), inputs.get(i));
            }
            return;
        }
        var lines = new ArrayList<String>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                lines.add(Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
            }
        }
        lines.sort(null);
        Files.write(file(corpora, parser), lines);
    }
}
