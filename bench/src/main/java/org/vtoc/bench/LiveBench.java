package org.vtoc.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What it takes to show a moving picture to many: track states delivered, the center's CPU for each, and the time
/// from a request with a new position to the browser that has it.
@Command(
        name = "live",
        mixinStandardHelpOptions = true,
        description = "Track states delivered to many browsers, their cost, and their time on the way.")
final class LiveBench implements Callable<Integer> {
    private static final int TRACKS = 5_000;
    private static final int BATCH = 500;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration PROBE_EVERY = Duration.ofMillis(97);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private CommandSpec spec;

    @Option(names = "--viewers", paramLabel = "N", description = "Browsers (${DEFAULT-VALUE}).")
    private int viewers = 200;

    @Option(names = "--seconds", paramLabel = "N", description = "Measured time of each line (${DEFAULT-VALUE}).")
    private int seconds = 10;

    private final Setup setup = Setup.ofEnvironment();

    /// A line of the table.
    ///
    /// @param rate how often a second each track moves
    private record Line(String format, int rate) {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Conditions.print(out, "live: %d browsers, %,d tracks, %d s each".formatted(viewers, TRACKS, seconds));
        var table = new Table(
                "form, moves of each track",
                "updates/s",
                "MB/s",
                "updates per frame",
                "center ns/update",
                "load ns/update",
                "p50 ms",
                "p95 ms",
                "p99 ms");
        double best = 0;
        try (Setup.Scratch scratch = setup.scratch();
                Center center = Center.start(setup, scratch.path())) {
            String key = center.ingestKey();
            for (Line line :
                    List.of(new Line("json", 1), new Line("binary", 1), new Line("json", 4), new Line("binary", 4))) {
                best = Math.max(best, measure(center, key, line, table));
            }
            table.print(out);
            new Wanted()
                    .atLeast("updates/s, the best of these", Optional.of(Figures.of(List.of(best))), 1e6)
                    .print(out);
            out.printf(
                    "  memory after the load, MiB: center %.0f%n",
                    ProcessTree.memoryOf(center.pid()).resident());
        }
        out.printf("  load average at the end: %s%n", Conditions.load());
        out.flush();
        return 0;
    }

    private double measure(Center center, String key, Line line, Table table) throws IOException {
        var sentAt = new ConcurrentHashMap<Integer, Long>();
        var latencies = new ArrayList<Double>();
        try (LiveReaders readers =
                        LiveReaders.connect(center.port(), viewers, center.signIn(), line.format(), number -> {
                            Long sent = sentAt.get(number);
                            if (sent != null) {
                                latencies.add((System.nanoTime() - sent) / 1e6);
                            }
                        });
                Movement _ = Movement.start(center, key, line.rate(), sentAt)) {
            readers.readUntil(System.nanoTime() + WARM_UP.toNanos());
            latencies.clear();
            var cost =
                    new Cost(() -> ProcessTree.cpuOf(center.pid()), () -> ProcessTree.cpuBelow(center.postgresPid()));
            long updates = readers.updates();
            long frames = readers.frames();
            long bytes = readers.bytes();
            long from = System.nanoTime();
            cost.run();
            readers.readUntil(from + Duration.ofSeconds(seconds).toNanos());
            cost.run();
            double took = (System.nanoTime() - from) / 1e9;
            double delivered = readers.updates() - updates;
            Figures millis = Figures.of(latencies);
            table.line(
                    "%s, %d/s".formatted(line.format(), line.rate()),
                    "%,.0f".formatted(delivered / took),
                    Figures.number((readers.bytes() - bytes) / took / 1e6),
                    Figures.number(delivered / (readers.frames() - frames)),
                    Figures.number(cost.server() * 1e9 / delivered),
                    Figures.number(cost.load() * 1e9 / delivered),
                    Figures.number(millis.median()),
                    Figures.number(millis.quantile(0.95)),
                    Figures.number(millis.quantile(0.99)));
            return delivered / took;
        }
    }

    /// Moves every track so many times a second, and sends probes between.
    private static final class Movement implements AutoCloseable {
        private final List<Thread> threads = new ArrayList<>();

        static Movement start(Center center, String key, int rate, ConcurrentHashMap<Integer, Long> sentAt) {
            var movement = new Movement();
            var traffic = new Traffic(InstantSource.system(), 0);
            movement.every(Duration.ofSeconds(1).dividedBy((long) rate * TRACKS / BATCH), client -> {
                post(client, center, key, traffic.events(BATCH));
            });
            movement.every(PROBE_EVERY, client -> {
                int number = sentAt.size();
                sentAt.put(number, System.nanoTime());
                post(
                        client,
                        center,
                        key,
                        "{\"source_slug\":\"probes\",\"track_id\":\"%s%06d\",\"latitude\":1,\"longitude\":1}"
                                .formatted(LiveReaders.PROBE, number));
            });
            return movement;
        }

        private interface Step {
            void run(HttpClient client) throws IOException, InterruptedException;
        }

        private void every(Duration period, Step step) {
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                try (var client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
                    for (long next = System.nanoTime(); ; next += period.toNanos()) {
                        Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
                        step.run(client);
                    }
                } catch (InterruptedException _) {
                    // The measured time is over.
                } catch (IOException failure) {
                    throw new BenchFailure("the center took no events: " + failure, failure);
                }
            }));
        }

        private static void post(HttpClient client, Center center, String key, String body)
                throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + center.port() + Center.EVENTS))
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                throw new BenchFailure("the center answered %d".formatted(status));
            }
        }

        @Override
        public void close() {
            threads.forEach(Thread::interrupt);
            try {
                for (Thread thread : threads) {
                    thread.join();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
