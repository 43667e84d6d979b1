package org.vtoc.server.command;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.vtoc.decode.Decoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `vtoc decode`: a capture to JSON lines on standard output, without a center. The reader may hang up at any time
/// (`| head`): that ends the command quietly.
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = {
            "Decodes a capture to JSON lines on standard output: one object per message,",
            "{\"line\": N, \"error\": \"why\"} for what cannot be decoded, counts on standard error."
        })
public final class DecodeCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int CHUNK = 1 << 16;
    /// How much of the beginning the format is detected from.
    private static final int PEEK = 4096;

    private final InputStream in;
    private final OutputStream out;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "TYPE",
            description = "adsb, ais, aprs or gps (NMEA, gpsd, GPX); cot, remoteid and tle are not supported yet")
    private String type = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "the capture, or - for standard input")
    private String file = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "of adsb: sbs, avr, beast or json, else it is detected")
    private String format = "";

    public DecodeCommand() {
        this(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    }

    DecodeCommand(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public Integer call() {
        CaptureFormat.Choice choice = CaptureFormat.choose(type, format);
        if (choice instanceof CaptureFormat.Refused(var reason)) {
            throw new ParameterException(spec.commandLine(), reason);
        }
        try (var capture = new BufferedInputStream(open(), CHUNK)) {
            Decoder decoder = decoder(choice, capture);
            return decode(decoder, capture);
        } catch (NoSuchFileException _) {
            return fail("no such file: " + file);
        } catch (AccessDeniedException _) {
            return fail("may not be read: " + file);
        } catch (IOException | InvalidPathException e) {
            return fail("cannot read " + file + ": " + e.getMessage());
        }
    }

    private InputStream open() throws IOException {
        return file.equals("-") ? in : Files.newInputStream(Path.of(file));
    }

    private Decoder decoder(CaptureFormat.Choice choice, BufferedInputStream capture) throws IOException {
        CaptureFormat.Choice decided = choice;
        if (choice instanceof CaptureFormat.Detect) {
            capture.mark(PEEK);
            byte[] beginning = new byte[PEEK];
            int length = Math.max(0, capture.read(beginning));
            capture.reset();
            decided = CaptureFormat.detect(type, beginning, length);
        }
        return switch (decided) {
            case CaptureFormat.Chosen(var decoder) -> decoder;
            case CaptureFormat.Refused(var reason) -> throw new ParameterException(spec.commandLine(), reason);
            case CaptureFormat.Detect _ -> throw new IllegalStateException("format is still open");
        };
    }

    private int decode(Decoder decoder, InputStream capture) throws IOException {
        var written = new BufferedOutputStream(out, CHUNK);
        var lines = new JsonLines(written);
        try {
            byte[] chunk = new byte[CHUNK];
            for (int read = capture.read(chunk); read >= 0; read = capture.read(chunk)) {
                decoder.decode(chunk, 0, read, lines);
                // A live feed through a pipe is shown as it comes.
                lines.flush();
            }
            decoder.end(lines);
            lines.flush();
        } catch (UncheckedIOException _) {
            return 0;
        }
        spec.commandLine().getErr().println(lines.counts());
        spec.commandLine().getErr().flush();
        return 0;
    }

    private int fail(String message) {
        spec.commandLine().getErr().println("vtoc decode: " + message);
        spec.commandLine().getErr().flush();
        return FAILED;
    }
}
