package org.vtoc.server.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.http.Json;

/// Brings the batches of the spool to the center, the oldest first and one at a time. What the center doesn't answer,
/// or can't take now, is sent again; its event keys keep a repeat from being stored twice.
final class Courier implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    private static final long MOST_RETRY_AFTER_SECONDS = 60;

    private final Spool spool;
    private final URI address;
    private final String key;
    private final HttpClient http;
    private final Backoff backoff;
    private final Pause pause;
    final AtomicLong delivered = new AtomicLong();
    final AtomicLong repeated = new AtomicLong();
    final AtomicLong refused = new AtomicLong();
    private boolean away;

    Courier(Spool spool, URI center, String key, HttpClient http, Backoff backoff, Pause pause) {
        this.spool = spool;
        this.address = center.resolve("/api/v1/telemetry/events");
        this.key = key;
        this.http = http;
        this.backoff = backoff;
        this.pause = pause;
    }

    @Override
    public void run() {
        try {
            while (true) {
                Spool.Parcel parcel = spool.oldest();
                Optional<Duration> wait = bring(parcel);
                if (wait.isEmpty()) {
                    spool.done(parcel);
                    backoff.succeeded();
                } else {
                    Duration own = backoff.next();
                    pause.pause(wait.get().compareTo(own) > 0 ? wait.get() : own, new Semaphore(0));
                }
            }
        } catch (InterruptedException _) {
            // Closed; what is on disk stays there.
        }
    }

    /// @return how long to wait at least before it is sent again; empty if it is not to be sent again
    private Optional<Duration> bring(Spool.Parcel parcel) throws InterruptedException {
        try {
            byte[] lines = Files.readAllBytes(parcel.file());
            var request = HttpRequest.newBuilder(address)
                    .timeout(ANSWER_TIMEOUT)
                    .header("Content-Type", "application/x-ndjson")
                    .header("X-API-Key", key)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(lines))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return judge(parcel, answer);
        } catch (NoSuchFileException _) {
            // Dropped meanwhile, because the folder was full.
            return Optional.empty();
        } catch (IOException failure) {
            return hold("the center doesn't answer: " + Words.of(failure), Duration.ZERO);
        }
    }

    private Optional<Duration> judge(Spool.Parcel parcel, HttpResponse<String> answer) throws IOException {
        int status = answer.statusCode();
        if (status / 100 == 2) {
            // One line alone is answered with its event: 201, or 200 for a repeat.
            JsonNode report = Json.MAPPER.readTree(answer.body());
            int duplicates = report.path("duplicates").asInt(0);
            int rejected = report.path("rejected").size();
            delivered.addAndGet(parcel.facts() - duplicates - rejected);
            repeated.addAndGet(duplicates);
            refused.addAndGet(rejected);
            if (rejected > 0) {
                LOG.warn(
                        "the center refused {} facts: {}",
                        rejected,
                        report.at("/rejected/0/detail").asText());
            }
            if (away) {
                away = false;
                LOG.info("the center answers again; {} facts are waiting", spool.waiting());
            }
            return Optional.empty();
        }
        // Over its limits a source loses facts here as it does at the center: holding them would hold up the others.
        boolean forGood = status == 400
                || status == 409
                || status == 413
                || status == 415
                || status == 422
                || code(answer).equals("SOURCE_OVER_LIMIT");
        if (forGood) {
            refused.addAndGet(parcel.facts());
            LOG.warn("the center refused {} facts with {}: {}", parcel.facts(), status, detail(answer));
            return Optional.empty();
        }
        long seconds = answer.headers().firstValueAsLong("Retry-After").orElse(0);
        Duration wait = Duration.ofSeconds(Math.clamp(seconds, 0, MOST_RETRY_AFTER_SECONDS));
        return hold("the center answers %d: %s".formatted(status, detail(answer)), wait);
    }

    private static String code(HttpResponse<String> answer) {
        try {
            return Json.MAPPER.readTree(answer.body()).path("code").asText();
        } catch (IOException _) {
            return "";
        }
    }

    private static String detail(HttpResponse<String> answer) {
        try {
            return Json.MAPPER.readTree(answer.body()).path("detail").asText("no reason given");
        } catch (IOException _) {
            return "not the answer of a center";
        }
    }

    private Optional<Duration> hold(String why, Duration wait) {
        if (!away) {
            away = true;
            LOG.warn("{}; facts are kept on disk until it takes them", why);
        }
        return Optional.of(wait);
    }
}
