package org.vtoc.server.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.vtoc.server.testing.Api;

/// A client that posts events with keys from several threads and writes down which of them the center said it has.
/// Each ledger has a source of its own.
final class Ledger {
    private static final int THREADS = 4;
    private static final int BATCH = 10;
    private static final int TRACKS = 7;

    private record Batch(String body, List<String> keys) {}

    private final String source;
    private final Instant start;
    private final AtomicInteger next = new AtomicInteger();
    private final Queue<Batch> sent = new ConcurrentLinkedQueue<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<Api.Reply> refusals = new ConcurrentLinkedQueue<>();
    private final Queue<String> cut = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads;
    private volatile boolean stopping;

    private Ledger(Api center, String source) {
        this.source = source;
        this.start = Instant.now().minusSeconds(3600);
        this.threads = IntStream.range(0, THREADS)
                .mapToObj(_ -> Thread.ofVirtual().unstarted(() -> work(center)))
                .toList();
    }

    static Ledger open(Api center, String source) {
        var ledger = new Ledger(center, source);
        ledger.threads.forEach(Thread::start);
        return ledger;
    }

    private void work(Api center) {
        while (!stopping) {
            Batch batch = batch();
            sent.add(batch);
            try {
                post(center, batch);
            } catch (UncheckedIOException ended) {
                cut.add(ended.toString());
                return;
            }
        }
    }

    private void post(Api center, Batch batch) {
        Api.Reply reply = center.post("/telemetry/events", batch.body());
        if (reply.status() == 200 && reply.body().path("rejected").isEmpty()) {
            acknowledged.addAll(batch.keys());
        } else {
            refusals.add(reply);
        }
    }

    private Batch batch() {
        int first = next.getAndAdd(BATCH);
        var keys = IntStream.range(first, first + BATCH)
                .mapToObj(n -> source + "/" + n)
                .toList();
        var events = IntStream.range(first, first + BATCH).mapToObj(this::event).toList();
        return new Batch("[" + String.join(",", events) + "]", keys);
    }

    private String event(int n) {
        return """
                {"source_slug":"%s","event_key":"%s/%d","track_id":"%s:%d","event_time":"%s","latitude":%s,"longitude":1}
                """.formatted(source, source, n, source, n % TRACKS, start.plusMillis(n), n % 90 + n % 1000 / 1000.0);
    }

    int acknowledged() {
        return acknowledged.size();
    }

    Set<String> acknowledgedKeys() {
        return Set.copyOf(acknowledged);
    }

    /// Every key that was ever sent.
    Set<String> sentKeys() {
        var keys = new TreeSet<String>();
        sent.forEach(batch -> keys.addAll(batch.keys()));
        return keys;
    }

    /// What the center answered that was no yes.
    List<Api.Reply> refusals() {
        return List.copyOf(refusals);
    }

    /// Connections that ended without an answer.
    List<String> cut() {
        return List.copyOf(cut);
    }

    /// Ends the load and waits for the answers to what is under way.
    void stop() {
        stopping = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted");
        }
    }

    /// Posts everything again.
    ///
    /// @return how many rows the center took as new
    int repost(Api center) {
        int stored = 0;
        for (Batch batch : sent) {
            stored += center.post("/telemetry/events", batch.body())
                    .body()
                    .path("accepted")
                    .asInt();
        }
        return stored;
    }

    /// What the center has of this source, by event key; a key that is there twice fails.
    Map<String, JsonNode> stored(Api center) {
        var events = new HashMap<String, JsonNode>();
        String cursor = "";
        do {
            Api.Reply page = center.get("/telemetry/events?limit=1000&source=" + source + cursor);
            for (JsonNode event : page.body().path("items")) {
                if (events.put(event.path("event_key").asText(), event) != null) {
                    throw new AssertionError("stored twice: " + event);
                }
            }
            cursor = page.body().path("next").isTextual() ? "&cursor=" + page.at("/next") : "";
        } while (!cursor.isEmpty());
        return events;
    }

    /// Where the picture shows this source's tracks, by track id: time and latitude.
    Map<String, String> picture(Api center) {
        var shown = new HashMap<String, String>();
        for (JsonNode track : center.get("/tracks?station=ops").body().path("features")) {
            if (track.path("id").asText().startsWith(source + ":")) {
                shown.put(
                        track.path("id").asText(),
                        state(track.at("/properties/event_time"), track.at("/geometry/coordinates/1")));
            }
        }
        return shown;
    }

    /// The same as the stored events have it.
    static Map<String, String> newest(Map<String, JsonNode> events) {
        var newest = new HashMap<String, JsonNode>();
        for (JsonNode event : events.values()) {
            newest.merge(event.path("track_id").asText(), event, (a, b) -> time(a).isAfter(time(b)) ? a : b);
        }
        var states = new HashMap<String, String>();
        newest.forEach((track, event) -> states.put(track, state(event.path("event_time"), event.path("latitude"))));
        return states;
    }

    private static Instant time(JsonNode event) {
        return Instant.parse(event.path("event_time").asText());
    }

    private static String state(JsonNode time, JsonNode latitude) {
        return Instant.parse(time.asText()) + " " + latitude.asDouble();
    }
}
