package org.vtoc.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Starts programs that serve HTTP at 127.0.0.1, and sees to it that none outlives the benchmark.
final class Processes {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final long LOOK_NANOS = 2_000_000;
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            for (Process process : RUNNING) {
                process.destroy();
            }
            RUNNING.forEach(Processes::await);
        }));
    }

    private Processes() {}

    /// A program that answers.
    ///
    /// @param untilReady from its start to its first good answer
    record Served(Process process, int port, Duration untilReady) implements AutoCloseable {
        @Override
        public void close() {
            process.destroy();
            await(process);
            RUNNING.remove(process);
        }
    }

    /// Starts a program and returns when it answers `path` with 200.
    ///
    /// @param environment is added to this process's own, from which everything of vTOC is taken away
    static Served serve(List<String> command, int port, String path, Path folder, Map<String, String> environment) {
        Path output = folder.resolve("output.log");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("VTOC_"));
        builder.environment().putAll(environment);
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            long from = System.nanoTime();
            Process process = builder.start();
            RUNNING.add(process);
            while (System.nanoTime() - from < START.toNanos()) {
                if (answers(client, request)) {
                    return new Served(process, port, Duration.ofNanos(System.nanoTime() - from));
                }
                if (!process.isAlive()) {
                    break;
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
            process.destroy();
            throw new BenchFailure("%s did not start:%n%s".formatted(command.getFirst(), Files.readString(output)));
        } catch (IOException failure) {
            throw new BenchFailure("%s can't be run: %s".formatted(command.getFirst(), failure), failure);
        }
    }

    private static boolean answers(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", failure);
        }
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new BenchFailure("no free port: " + failure.getMessage(), failure);
        }
    }

    static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", failure);
        }
    }
}
