package org.vtoc.server.connector;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.connector.settings.Input;
import org.vtoc.server.connector.settings.SourceSettings;
import org.vtoc.server.platform.config.Schedule;
import org.vtoc.server.telemetry.Source;

/// Keeps one source running on a virtual thread of its own: session after session, at its schedule's times, after a
/// failure with growing pauses. Whatever a session throws, the thread goes on until it is stopped.
final class Runner {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);
    private static final Duration LEAST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration MOST_BACKOFF = Duration.ofSeconds(60);
    private static final Duration STORE_BACKOFF = Duration.ofMillis(200);
    private static final Duration STORE_MOST_BACKOFF = Duration.ofSeconds(5);
    /// A session that lasted this long ends a row of failures.
    private static final Duration STABLE = Duration.ofSeconds(10);

    private static final Duration GROWTH = Duration.ofSeconds(1);
    /// A document that is read again within this time counts as online in between.
    private static final Duration STEADY = Duration.ofMinutes(1);

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    /// What all runners share.
    record Shared(Intake intake, HttpClient http, InstantSource clock, RandomGenerator random, Pause pause) {}

    private final Source source;
    private final SourceSettings settings;
    private final Shared shared;
    private final Health health;
    private final Batch batch;
    private final Backoff backoff;
    private final Repeats repeats = new Repeats();
    private final Semaphore nudges = new Semaphore(0);
    private final Feed feed;
    private final Thread thread;
    private volatile boolean stopping;

    Runner(Source source, SourceSettings settings, Shared shared) {
        this.source = source;
        this.settings = settings;
        this.shared = shared;
        this.health = new Health(shared.clock(), silentAfter());
        this.backoff = new Backoff(LEAST_BACKOFF, MOST_BACKOFF, shared.random());
        this.batch = new Batch(
                source,
                shared.intake(),
                health,
                new Backoff(STORE_BACKOFF, STORE_MOST_BACKOFF, shared.random()),
                shared.pause());
        this.feed = feed(settings.input());
        this.thread = Thread.ofVirtual()
                .name("source " + source.station() + "/" + source.slug())
                .unstarted(this::run);
    }

    /// A document that is read every now and then is not silent in between.
    private Duration silentAfter() {
        Duration wanted = settings.silentAfter();
        return settings.input() instanceof Input.Http
                        && settings.schedule() instanceof Schedule.Every(Duration interval)
                        && interval.multipliedBy(2).compareTo(wanted) > 0
                ? interval.multipliedBy(2)
                : wanted;
    }

    private Feed feed(Input input) {
        return switch (input) {
            case Input.Tcp tcp -> new TcpFeed(tcp);
            case Input.Udp udp -> new UdpFeed(udp);
            case Input.Http http -> new HttpFeed(http, shared.http());
            case Input.LogFile file -> new FileFeed(file, this::awaitGrowth);
            case Input.Posted _ -> throw new IllegalStateException("a posted source has nothing to run");
        };
    }

    Source source() {
        return source;
    }

    SourceSettings settings() {
        return settings;
    }

    Health.View view() {
        return health.view();
    }

    List<Health.Recent> raw() {
        return health.raw();
    }

    SilenceWatch.Hearing hearing() {
        return health.hearing();
    }

    void start() {
        thread.start();
    }

    /// Ends the waiting before the next session, if there is one under way.
    void runNow() {
        if (nudges.availablePermits() == 0) {
            nudges.release();
        }
    }

    /// Asks to stop; [#join] waits for it.
    void stop() {
        stopping = true;
        thread.interrupt();
    }

    /// Waits for the end, which stores what was read; not for longer than two seconds.
    void join() throws InterruptedException {
        if (!thread.join(STOP_PATIENCE)) {
            thread.interrupt();
            LOG.warn("source {}/{} did not stop in time", source.station(), source.slug());
        }
    }

    private void run() {
        try {
            awaitFirst();
            while (!stopping) {
                session();
            }
        } catch (InterruptedException _) {
            // Stopped while it waited; there is nothing under way.
        }
        health.state(State.OFFLINE, "stopped");
    }

    private void session() throws InterruptedException {
        Instant began = shared.clock().instant();
        // A document that is read every few seconds goes on being online while it is read again.
        if (health.view().state() != State.ONLINE) {
            health.state(State.CONNECTING, "connecting to " + settings.input());
        }
        try {
            read();
            backoff.succeeded();
            awaitNext(began);
        } catch (IOException failure) {
            if (!stopping) {
                retry(State.BACKOFF, Words.of(failure), began);
            }
        } catch (RuntimeException | Error failure) {
            LOG.error("source {}/{} failed", source.station(), source.slug(), failure);
            retry(State.FAILED, "the program failed: " + Words.of(failure), began);
        }
    }

    private void read() throws IOException, InterruptedException {
        String session = Long.toHexString(shared.random().nextLong());
        var reading = new Reading(settings.input(), settings.format(), session, batch, health, repeats, shared.clock());
        try {
            feed.run(reading);
            reading.end();
        } catch (IOException failure) {
            if (!stopping) {
                reading.end();
            }
            throw failure;
        } finally {
            if (stopping) {
                // Clears the interrupt that ended the reading, so that what was read can still be stored.
                boolean _ = Thread.interrupted();
                batch.rescue();
            }
        }
    }

    private void retry(State state, String error, Instant began) throws InterruptedException {
        if (Duration.between(began, shared.clock().instant()).compareTo(STABLE) >= 0) {
            backoff.succeeded();
        }
        Duration wait = backoff.next();
        health.failed(state, error, "%s; trying again in %s".formatted(error, Words.duration(wait)));
        LOG.info("source {}/{}: {}; trying again in {} ms", source.station(), source.slug(), error, wait.toMillis());
        shared.pause().pause(wait, nudges);
    }

    /// A cron line names times; everything else begins at once.
    private void awaitFirst() throws InterruptedException {
        if (settings.schedule() instanceof Schedule.At && !(settings.input() instanceof Input.LogFile)) {
            awaitNext(shared.clock().instant());
        }
    }

    private void awaitNext(Instant began) throws InterruptedException {
        if (!(settings.input() instanceof Input.Http)) {
            return;
        }
        Optional<Instant> next = settings.schedule().next(began);
        if (next.isEmpty()) {
            health.state(State.IDLE, "read once, as its schedule says");
            nudges.acquire();
            return;
        }
        Duration wait = Duration.between(shared.clock().instant(), next.get());
        boolean steady =
                settings.schedule() instanceof Schedule.Every(Duration interval) && interval.compareTo(STEADY) <= 0;
        if (!steady) {
            health.state(State.WAITING, "next reading at " + CLOCK.format(next.get()));
        }
        if (wait.isPositive()) {
            shared.pause().pause(wait, nudges);
        }
    }

    private void awaitGrowth() throws InterruptedException {
        Instant now = shared.clock().instant();
        Duration wait = settings.schedule()
                .next(now)
                .map(next -> Duration.between(now, next))
                .orElse(GROWTH);
        shared.pause().pause(wait, nudges);
    }
}
