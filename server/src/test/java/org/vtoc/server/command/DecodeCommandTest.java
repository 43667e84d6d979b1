package org.vtoc.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DecodeCommandTest {
    private static final String MESSAGE = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n";

    private record Run(int exit, String out, String err) {}

    @Test
    void aMessageBecomesOneObjectInSiUnits() {
        var run = run(MESSAGE, "ais", "-");

        assertThat(run.exit).isZero();
        assertThat(run.out).isEqualTo("""
                {"line":1,"kind":"vessel","id":"mmsi:371798000","message_type":"1",\
                "latitude":48.3816333,"longitude":-123.3953833,"course":224.0,"heading":215.0,"speed":6.3277,\
                "mmsi":"371798000","nav_status":0,"turning":"left","high_accuracy":true,"second":33,"raim":false}
                """);
        assertThat(run.err).isEqualToIgnoringNewLines("1 decoded, 0 errors, 0 ignored");
    }

    @Test
    void whatCannotBeDecodedIsAnErrorLineAndTheExitCodeIsGood() {
        var run = run("\n# comment\n" + MESSAGE.replace("*4A", "*4B") + "$GPGGA,\n", "ais", "-");

        assertThat(run.exit).isZero();
        assertThat(run.out).isEqualTo("{\"line\":3,\"error\":\"bad checksum\"}\n");
        assertThat(run.err).isEqualToIgnoringNewLines("0 decoded, 1 errors, 1 ignored");
    }

    @Test
    void theFormatOfAdsbIsDetectedUnlessGiven() {
        String sbs = "MSG,8,1,1,4CA2B6,1,2024/01/01,00:00:00.000,,,,,,,,,,,,,,0\n";
        String json = "{\"now\":1,\"aircraft\":[{\"hex\":\"4ca2b6\"}]}";

        assertThat(run(sbs, "adsb", "-").out).contains("\"message_type\":\"8\",\"time\":\"2024-01-01T00:00:00Z\"");
        assertThat(run(json, "adsb", "-").out).startsWith("{\"line\":1,\"kind\":\"aircraft\",\"id\":\"icao:4ca2b6\"");
        assertThat(run("# frames\n\n*8d4840d6202cc371c32ce0576098;\n", "adsb", "-").out)
                .isEqualTo("""
                        {"line":3,"kind":"aircraft","id":"icao:4840d6","message_type":"17","tc":4,\
                        "callsign":"KLM1023","category":"A0","df":17,"frame":"8d4840d6202cc371c32ce0576098",\
                        "on_ground":false}
                        """);
        assertThat(run("\u001a2\0\0\0\0\0\1\0]\u00abC\u00be\u00e6\u00c5\u0081", "adsb", "-").out)
                .contains("{\"line\":1,\"error\"");
        assertThat(run(json, "adsb", "-", "--format", "sbs").out).contains("not a BaseStation line");
    }

    @Test
    void theFormatOfAReceiverIsDetected() {
        String gga = "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47\n";

        assertThat(run(gga, "gps", "-").out).startsWith("{\"line\":1,\"kind\":\"other\",\"id\":\"gps:gps\"");
        assertThat(run("{\"class\":\"TPV\",\"lat\":1,\"lon\":2}\n", "gps", "-").out)
                .contains("\"latitude\":1.0");
        assertThat(run("<gpx><wpt lat=\"1\" lon=\"2\"/></gpx>", "gps", "-").out).contains("\"longitude\":2.0");
    }

    @Test
    void aFileIsReadLikeStandardInput(@TempDir Path folder) throws IOException {
        var capture = Files.writeString(folder.resolve("capture.nmea"), MESSAGE);

        assertThat(run("", "ais", capture.toString()).out).contains("mmsi:371798000");
    }

    @Test
    void aFileThatIsNotThereFails(@TempDir Path folder) {
        var run = run("", "ais", folder.resolve("none").toString());

        assertThat(run.exit).isEqualTo(1);
        assertThat(run.err).contains("no such file");
    }

    @Test
    void wrongUseIsToldAndEndsWithTwo() {
        assertThat(run("", "tle", "-").exit).isEqualTo(2);
        assertThat(run("", "tle", "-").err).contains("tle is not supported yet");
        assertThat(run("", "radar", "-").err).contains("unknown type radar");
        assertThat(run("", "adsb", "-", "--format", "raw").err).contains("unknown format raw");
        assertThat(run("", "ais", "-", "--format", "sbs").exit).isEqualTo(2);
        assertThat(run("", "ais").exit).isEqualTo(2);
    }

    @Test
    void aReaderThatHangsUpEndsTheCommandQuietly() {
        var writes = new AtomicInteger();
        var closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                writes.incrementAndGet();
                throw new IOException("Broken pipe");
            }
        };
        var err = new StringWriter();

        int exit = execute(MESSAGE.repeat(10_000), closed, err, "ais", "-");

        assertThat(exit).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(writes.get()).isLessThan(3);
    }

    private static Run run(String input, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new StringWriter();
        int exit = execute(input, out, err, arguments);
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString());
    }

    private static int execute(String input, OutputStream out, StringWriter err, String... arguments) {
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1));
        return new CommandLine(new DecodeCommand(in, out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
