package org.vtoc.server.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.vtoc.server.Main;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.TestCenter;

/// The center as it is run: a process of its own, of which a test knows no more than its user does.
final class Program implements AutoCloseable {
    /// As the launcher starts it.
    private static final List<String> FLAGS = List.of(
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED");

    private final Process process;
    private final String address;

    private Program(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /// Starts it on a data folder, new or used, and waits until it is up.
    static Program up(Path data, String... more) {
        try {
            Process process = start(data, more);
            var output = output(process);
            var said = new StringBuilder();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.append(line).append('\n');
                if (line.startsWith("vTOC is up: ")) {
                    Thread.ofVirtual().start(() -> readOn(output));
                    return new Program(process, line.split(" ", 5)[3]);
                }
            }
            throw new AssertionError("the center did not start: " + said);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Starts it on a data folder and kills it (kill -9) once it has said a line with this.
    static void killedAt(Path data, String words) {
        try {
            Process process = start(data);
            var output = output(process);
            String line = output.readLine();
            while (line != null && !line.contains(words)) {
                line = output.readLine();
            }
            process.destroyForcibly().onExit().join();
            if (line == null) {
                throw new AssertionError("the center ended without saying " + words);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static Process start(Path data, String... more) throws IOException {
        List<String> command = Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        FLAGS.stream(),
                        Stream.of("-cp", System.getProperty("java.class.path"), Main.class.getName()),
                        Stream.of("up", "--port", "0", "--data", data.toString(), "--config", "no-such-file.yml"),
                        Stream.of(more))
                .flatMap(part -> part)
                .toList();
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("VTOC_ADMIN_PASSWORD", TestCenter.PASSWORD);
        return builder.start();
    }

    /// A pipe that nobody empties would stop the program one day.
    private static void readOn(BufferedReader output) {
        output.lines().forEach(_ -> {});
    }

    String address() {
        return address;
    }

    Api anonymous() {
        return Api.at(address);
    }

    Api admin() {
        var reply = anonymous()
                .post("/auth/login", "{\"username\":\"admin\",\"password\":\"%s\"}".formatted(TestCenter.PASSWORD));
        return anonymous().with(reply.at("/access_token"));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// kill -9; the embedded PostgreSQL goes with it.
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /// SIGTERM, without waiting for the end.
    void askToStop() {
        process.destroy();
    }

    /// @return the exit code
    int awaitEnd() {
        try {
            return process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted");
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        kill();
    }
}
