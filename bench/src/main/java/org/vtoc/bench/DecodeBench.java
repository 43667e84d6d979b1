package org.vtoc.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.vtoc.decode.Decoder;
import org.vtoc.decode.Observation;
import org.vtoc.decode.Sink;
import org.vtoc.decode.adsb.AvrDecoder;
import org.vtoc.decode.adsb.BeastDecoder;
import org.vtoc.decode.adsb.SbsDecoder;
import org.vtoc.decode.ais.AisDecoder;
import org.vtoc.decode.aprs.AprsDecoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Messages per second of CPU: the decoders inside the center, the whole program `vtoc decode`, and the programs that
/// people use for it today, on the same bytes.
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = "Messages per CPU second of AIS, APRS, Mode S and BaseStation, beside gpsdecode and decode_aprs.")
final class DecodeBench implements Callable<Integer> {
    private static final int CHUNK = 1 << 16;
    private static final int WARM_UPS = 8;
    private static final int PASSES = 5;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private CommandSpec spec;

    @Option(names = "--lines", paramLabel = "N", description = "Lines of each input (${DEFAULT-VALUE}).")
    private int lines = 300_000;

    @Option(names = "--rounds", paramLabel = "N", description = "Turns of each contestant (${DEFAULT-VALUE}).")
    private int rounds = 3;

    private final Setup setup = Setup.ofEnvironment();

    /// One kind of input and who reads it.
    private static final class Contest {
        private final String title;
        private final String type;
        private final byte[] input;
        private final Supplier<Decoder> decoder;
        private final List<String> peer;

        /// @param type what `vtoc decode` calls it
        /// @param peer a command that reads its standard input; empty for none
        Contest(String title, String type, byte[] input, Supplier<Decoder> decoder, List<String> peer) {
            this.title = title;
            this.type = type;
            this.input = input;
            this.decoder = decoder;
            this.peer = peer;
        }
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Conditions.print(out, "decode: %,d lines of each input, %d rounds".formatted(lines, rounds));
        var table = new Table("messages per CPU second", "decoder", "vtoc decode, JSON", "peer", "decoder by peer");
        try (Setup.Scratch scratch = setup.scratch()) {
            for (Contest contest : contests()) {
                run(contest, scratch.path(), table);
            }
        }
        table.print(out);
        out.println(
                "  decoder: facts inside the center, after warm-up; vtoc decode: the whole program, its start included;");
        out.println("  peers: gpsdecode -j (AIS to JSON), decode_aprs (APRS to a text report).");
        out.printf("  load average at the end: %s%n", Conditions.load());
        out.flush();
        return 0;
    }

    private List<Contest> contests() throws IOException {
        Path captures = setup.captures();
        return List.of(
                new Contest(
                        "AIS, textbook sentences",
                        "ais",
                        repeated(Files.readAllBytes(setup.peers().resolve("ais.txt"))),
                        AisDecoder::new,
                        List.of("gpsdecode", "-j")),
                new Contest(
                        "AIS, recorded (Denmark 2010)",
                        "ais",
                        repeated(unpacked(captures.resolve("aislib/dma_stream_2010-06-11.nmea.gz"))),
                        AisDecoder::new,
                        List.of("gpsdecode", "-j")),
                new Contest(
                        "APRS, textbook packets",
                        "aprs",
                        repeated(Files.readAllBytes(setup.peers().resolve("aprs.txt"))),
                        AprsDecoder::new,
                        List.of("decode_aprs")),
                new Contest(
                        "Mode S, AVR lines",
                        "adsb",
                        repeated(unpacked(captures.resolve("modes/vectors_mit.avr.gz"))),
                        AvrDecoder::new,
                        List.of()),
                new Contest(
                        "Mode S, Beast binary",
                        "adsb",
                        repeatedFrames(unpacked(captures.resolve("modes/vectors_mit.beast.gz"))),
                        BeastDecoder::new,
                        List.of()),
                new Contest(
                        "BaseStation, recorded (Japan 2022)",
                        "adsb",
                        repeated(unpacked(captures.resolve("adsb-vertical-slicer/sbs_japan_2022-01-08.sbs.gz"))),
                        SbsDecoder::new,
                        List.of()));
    }

    private void run(Contest contest, Path scratch, Table table) throws IOException {
        Path file = Files.write(scratch.resolve("input"), contest.input);
        for (int i = 0; i < WARM_UPS; i++) {
            decode(contest);
        }
        boolean peer = !contest.peer.isEmpty() && installed(contest.peer.getFirst());
        var inside = new ArrayList<Double>();
        var program = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        var command = new ArrayList<>(setup.center());
        command.addAll(List.of("decode", contest.type, "-"));
        for (int i = 0; i < rounds; i++) {
            inside.add(lines / decode(contest));
            program.add(lines / childSeconds(command, file));
            if (peer) {
                theirs.add(lines / childSeconds(contest.peer, file));
                ratios.add(inside.getLast() / theirs.getLast());
            }
        }
        table.line(
                contest.title,
                Figures.of(inside).text(),
                Figures.of(program).text(),
                peer ? Figures.of(theirs).text() : contest.peer.isEmpty() ? "-" : "not run: not installed",
                peer ? Figures.of(ratios).text() : "-");
    }

    private static final class Counting implements Sink {
        private long facts;

        @Override
        public void fact(long number, Observation observation) {
            facts++;
        }

        @Override
        public void ignored(long number, String reason) {}

        @Override
        public void malformed(long number, String reason) {}
    }

    /// Decodes the input several times.
    ///
    /// @return CPU seconds of one pass, the virtual machine's compiler and collector included
    private static double decode(Contest contest) {
        var sink = new Counting();
        byte[] input = contest.input;
        double from = ProcessTree.cpuOf(ProcessHandle.current().pid());
        for (int pass = 0; pass < PASSES; pass++) {
            Decoder decoder = contest.decoder.get();
            for (int at = 0; at < input.length; at += CHUNK) {
                decoder.decode(input, at, Math.min(CHUNK, input.length - at), sink);
            }
            decoder.end(sink);
        }
        if (sink.facts == 0) {
            throw new BenchFailure("%s: no facts".formatted(contest.title));
        }
        return (ProcessTree.cpuOf(ProcessHandle.current().pid()) - from) / PASSES;
    }

    /// CPU seconds of a program that reads the file, as the system counts them once it has ended.
    private static double childSeconds(List<String> command, Path input) throws IOException {
        double before = reaped();
        try {
            int exit = new ProcessBuilder(command)
                    .redirectInput(input.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new BenchFailure("%s ended with %d".formatted(command.getFirst(), exit));
            }
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", failure);
        }
        return reaped() - before;
    }

    private static double reaped() {
        return ProcessTree.cpuOfEndedChildren(ProcessHandle.current().pid());
    }

    private static boolean installed(String program) {
        return Optional.ofNullable(System.getenv("PATH")).stream()
                .flatMap(path -> List.of(path.split(":", -1)).stream())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /// The lines of a text over and over, up to the wanted number.
    private byte[] repeated(byte[] text) {
        var whole = new ByteArrayOutputStream();
        int count = 0;
        while (count < lines) {
            int from = 0;
            for (int i = 0; i < text.length && count < lines; i++) {
                if (text[i] == '\n') {
                    whole.write(text, from, i + 1 - from);
                    from = i + 1;
                    count++;
                }
            }
        }
        return whole.toByteArray();
    }

    /// Beast frames over and over, up to the wanted number.
    private byte[] repeatedFrames(byte[] frames) {
        int count = 0;
        for (int i = 0; i + 1 < frames.length; i++) {
            boolean escaped = frames[i] == BeastDecoder.ESCAPE && frames[i + 1] == BeastDecoder.ESCAPE;
            count += frames[i] == BeastDecoder.ESCAPE && !escaped ? 1 : 0;
            i += escaped ? 1 : 0;
        }
        var whole = new ByteArrayOutputStream();
        for (int given = 0; given < lines; given += count) {
            whole.writeBytes(frames);
        }
        return whole.toByteArray();
    }

    private static byte[] unpacked(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }
}
