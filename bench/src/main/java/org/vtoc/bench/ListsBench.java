package org.vtoc.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// How long each list takes on a full table, through HTTP, one request at a time.
@Command(
        name = "lists",
        mixinStandardHelpOptions = true,
        description = {
            "p50 and p95 of each list of events on a table filled before.",
            "--rows 10000000 is the size that the limit of 10 ms is promised for; it takes some minutes to fill."
        })
final class ListsBench implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double LIMIT_MILLIS = 10;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private CommandSpec spec;

    @Option(names = "--rows", paramLabel = "N", description = "Events in the table (${DEFAULT-VALUE}).")
    private long rows = 1_000_000;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Measured time of each list, after a warm-up of 1 s (${DEFAULT-VALUE}).")
    private int seconds = 2;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Setup setup = Setup.ofEnvironment();
        Conditions.print(
                out,
                "lists: %,d events of %d days, one connection, %d s each".formatted(rows, StoredEvents.DAYS, seconds));
        try (Setup.Scratch scratch = setup.scratch()) {
            long from = System.nanoTime();
            try (Center center = Center.start(setup, scratch.path());
                    Connection connection = center.connect(Center.DATABASE)) {
                // Today's empty partition makes way for a full one; nothing comes in meanwhile.
                StoredEvents.fill(connection, rows);
            } catch (SQLException failure) {
                throw new BenchFailure("the table can't be filled: " + failure.getMessage(), failure);
            }
            out.printf("  filled in %.0f s%n", (System.nanoTime() - from) / 1e9);
            out.flush();
            try (Center center = Center.start(setup, scratch.path())) {
                out.printf(
                        "  start on it: %.1f s to /readyz, PostgreSQL included%n",
                        center.untilReady().toNanos() / 1e9);
                measure(center, out);
            }
        }
        return 0;
    }

    private void measure(Center center, PrintWriter out) throws IOException {
        String token = center.signIn();
        var table = new Table("list", "p50 ms", "p95 ms", "p99 ms", "requests", "p95 wanted under 10");
        for (var list : lists(center, token).entrySet()) {
            var plan = new HttpLoad.Plan(
                    center.port(),
                    1,
                    () -> HttpLoad.request("GET", list.getValue().get(), token, ""),
                    (_, answer) -> answer.status() == 200 ? 1 : 0);
            HttpLoad.Result result = HttpLoad.run(plan, Duration.ofSeconds(1), Duration.ofSeconds(seconds), () -> {});
            if (result.refused() > 0) {
                throw new BenchFailure("%s: %d requests were refused".formatted(list.getKey(), result.refused()));
            }
            Figures millis = result.millis().orElseThrow(() -> new BenchFailure("no answer in time"));
            table.line(
                    list.getKey(),
                    Figures.number(millis.median()),
                    Figures.number(millis.quantile(0.95)),
                    Figures.number(millis.quantile(0.99)),
                    Integer.toString(millis.count()),
                    millis.quantile(0.95) < LIMIT_MILLIS ? "met" : "MISSED");
        }
        table.print(out);
        out.printf("  load average at the end: %s%n", Conditions.load());
        out.flush();
    }

    /// Each list's name and what gives its next address. Pages have the 50 events of the default limit.
    private static Map<String, Supplier<String>> lists(Center center, String token) throws IOException {
        String events = Center.EVENTS + "?station=ops";
        String deep = deepCursor(center, token, events);
        String one =
                page(center, token, events).path("items").path(25).path("id").asText();
        var lists = new LinkedHashMap<String, Supplier<String>>();
        lists.put("newest", () -> events);
        lists.put("newest, 1,000 a page", () -> events + "&limit=1000");
        lists.put("page 20", () -> events + "&cursor=" + deep);
        lists.put("a source", () -> events + "&source=feed-" + random(Traffic.SOURCES));
        lists.put("a common kind", () -> events + "&kind=" + (random(2) == 0 ? "aircraft" : "vessel"));
        lists.put("a rare kind", () -> events + "&kind=" + (random(2) == 0 ? "person" : "emitter"));
        lists.put("a kind without events", () -> events + "&kind=emitter&source=feed-1");
        lists.put("a source and a kind", () -> events + "&kind=aircraft&source=feed-" + random(30));
        lists.put("since and until, an hour", () -> events + span());
        lists.put("a source, an hour", () -> events + span() + "&source=feed-" + random(Traffic.SOURCES));
        lists.put("bbox of 0.1 degrees", () -> events + box(0.1));
        lists.put("bbox of 1 degree", () -> events + box(1));
        lists.put("bbox of 10 degrees", () -> events + box(10));
        lists.put("bbox of the world", () -> events + "&bbox=-180,-90,180,90");
        lists.put("bbox without events", () -> events + "&bbox=100,-60,130,-30");
        lists.put("bbox of 1 degree, an hour", () -> events + box(1) + span());
        lists.put("bbox of 1 degree, common kind", () -> events + box(1) + "&kind=vessel");
        lists.put("bbox of 1 degree, rare kind", () -> events + box(1) + "&kind=person");
        lists.put("bbox of 10 degrees, rare kind", () -> events + box(10) + "&kind=person");
        lists.put("one event", () -> Center.EVENTS + "/" + one);
        lists.put("picture of a past time", () -> "/api/v1/tracks?station=ops&at=" + past());
        lists.put("replay of a minute", () -> "/api/v1/replay?station=ops&since=" + past());
        lists.put("histogram of a day", () -> "/api/v1/telemetry/histogram?station=ops" + since(Duration.ofDays(1)));
        lists.put("trail of an hour", () -> "/api/v1/tracks/" + track() + "/trail?station=ops");
        lists.put(
                "trail of a day", () -> "/api/v1/tracks/" + track() + "/trail?station=ops" + since(Duration.ofDays(1)));
        return lists;
    }

    private static int random(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }

    private static String track() {
        return "icao:" + Integer.toHexString(0x400000 + random(StoredEvents.TRACKS));
    }

    private static String since(Duration age) {
        return "&since=" + Instant.now().minus(age);
    }

    /// A time at least an hour ago.
    private static Instant past() {
        return Instant.now()
                .minusSeconds(3600
                        + ThreadLocalRandom.current()
                                .nextLong(Duration.ofDays(6).toSeconds()));
    }

    private static String span() {
        Instant from = past();
        return "&since=" + from + "&until=" + from.plusSeconds(3600);
    }

    private static String box(double size) {
        double[] place = StoredEvents.place();
        return String.format(
                Locale.ROOT,
                "&bbox=%.4f,%.4f,%.4f,%.4f",
                place[0],
                place[1],
                place[0] + size,
                Math.min(90, place[1] + size));
    }

    private static String deepCursor(Center center, String token, String events) throws IOException {
        String cursor = "";
        for (int i = 1; i < 20; i++) {
            String next = page(center, token, cursor.isEmpty() ? events : events + "&cursor=" + cursor)
                    .path("next")
                    .asText();
            cursor = URLEncoder.encode(next, StandardCharsets.UTF_8);
        }
        return cursor;
    }

    private static JsonNode page(Center center, String token, String path) throws IOException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + center.port() + path))
                    .header("Authorization", "Bearer " + token)
                    .build();
            return JSON.readTree(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", failure);
        }
    }
}
