package org.vtoc.server.platform.jobs;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.bus.Bus;

/// Works the queue off in this process: claims what is due, in groups, and runs each job on a virtual thread.
public final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final Duration LINES_EVERY = Duration.ofSeconds(5);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);
    private static final Duration LAST_WRITES = Duration.ofSeconds(5);

    /// Where the work is done.
    ///
    /// @param worker what this process calls itself
    record Place(JobsConfig config, Jdbi control, String worker) {}

    private final Jobs jobs;
    private final Place place;
    private final RecordStore records = new RecordStore();
    private final Set<Attempt<?>> active = ConcurrentHashMap.newKeySet();
    private final Set<String> crowded = ConcurrentHashMap.newKeySet();
    private final Bell due = new Bell();
    private final Bell free = new Bell();
    private final Keeper keeper;
    private final Thread claimer;
    private final Thread writer;
    private final List<Bus.Subscription> subscriptions;
    private long lined = System.nanoTime();
    private long forgot = System.nanoTime();
    private long swept = System.nanoTime();
    private boolean troubled;
    private volatile boolean closing;

    private Workers(Jobs jobs, Place place, Bus bus, RandomGenerator random) {
        this.jobs = jobs;
        this.place = place;
        this.keeper = new Keeper(jobs, place, random, active, this::through);
        this.writer = Thread.ofPlatform().daemon().name("job-writer").unstarted(keeper::run);
        this.claimer = Thread.ofPlatform().daemon().name("job-claimer").unstarted(this::run);
        this.subscriptions = List.of(
                bus.subscribe(Jobs.DUE, new Bus.Listener() {
                    @Override
                    public void heard(String subject, byte[] message) {
                        due.ring();
                    }

                    @Override
                    public void missed() {
                        due.ring();
                    }
                }),
                bus.subscribe(Jobs.STOP, (_, message) -> stop(new String(message, StandardCharsets.UTF_8))));
    }

    static Workers start(Jobs jobs, JobsConfig config, Jdbi control, Bus bus, RandomGenerator random) {
        String name = "%d-%08x".formatted(ProcessHandle.current().pid(), random.nextInt());
        var workers = new Workers(jobs, new Place(config, control, name), bus, random);
        workers.writer.start();
        workers.claimer.start();
        return workers;
    }

    /// Stops claiming, waits for running handlers as long as the settings say, and gives back what is left.
    @Override
    public void close() {
        subscriptions.forEach(Bus.Subscription::close);
        closing = true;
        due.ring();
        boolean interrupted = false;
        try {
            claimer.join();
            awaitHandlers();
        } catch (InterruptedException _) {
            interrupted = true;
        }
        for (Attempt<?> attempt : active) {
            if (attempt.settle()) {
                keeper.released(attempt);
            }
            attempt.interrupt();
        }
        keeper.close();
        try {
            writer.join(LAST_WRITES);
        } catch (InterruptedException _) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitHandlers() throws InterruptedException {
        long end = System.nanoTime() + place.config().drain().toNanos();
        for (long left = end - System.nanoTime(); !active.isEmpty() && left > 0; left = end - System.nanoTime()) {
            free.await(Duration.ofNanos(left));
        }
    }

    private void run() {
        try {
            while (!closing) {
                workOff();
                due.await(place.config().sweep());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void workOff() {
        try {
            claim();
            if (System.nanoTime() - swept >= place.config().sweep().toNanos()) {
                swept = System.nanoTime();
                sweep();
            }
            troubled = false;
        } catch (RuntimeException failure) {
            if (!troubled) {
                LOG.warn("the queue of jobs can't be read; trying again", failure);
                troubled = true;
            }
        }
    }

    private void claim() {
        var room = new HashMap<String, Integer>();
        jobs.works().forEach((kind, work) -> {
            // Noted before looking: who ends from here on wakes us.
            crowded.add(kind);
            if (work.room() > 0) {
                room.put(kind, work.room());
            }
        });
        if (room.isEmpty()) {
            return;
        }
        List<Claimed> claimed = place.control().inTransaction(tx -> jobs.store()
                .claim(tx, room, place.worker(), place.config().lease()));
        for (Claimed one : claimed) {
            room.merge(one.kind(), -1, Integer::sum);
            begin(Objects.requireNonNull(jobs.works().get(one.kind())), one);
        }
        room.forEach((kind, left) -> {
            if (left > 0) {
                crowded.remove(kind);
            }
        });
    }

    private void begin(Work<?> work, Claimed claimed) {
        var attempt = Attempt.of(jobs, work, claimed, this::ended);
        work.running().incrementAndGet();
        active.add(attempt);
        attempt.begin();
    }

    private void ended(Attempt<?> attempt, Optional<Outcome> outcome) {
        outcome.ifPresentOrElse(said -> keeper.ended(attempt, said), () -> through(attempt));
    }

    /// Gives the attempt's place to another, once.
    private void through(Attempt<?> attempt) {
        if (active.remove(attempt)) {
            attempt.work().running().decrementAndGet();
            free.ring();
            if (crowded.contains(attempt.claimed().kind())) {
                due.ring();
            }
        }
    }

    private void sweep() {
        List<String> keys = place.control().inTransaction(jobs.store()::expire);
        keys.forEach(key -> jobs.nextInLine(Optional.of(key)));
        if (System.nanoTime() - lined > LINES_EVERY.toNanos()) {
            lined = System.nanoTime();
            place.control().withHandle(jobs.lines()::headless).forEach(key -> jobs.nextInLine(Optional.of(key)));
        }
        if (System.nanoTime() - forgot > FORGET_EVERY.toNanos()) {
            boolean all = place.control().inTransaction(tx -> records.forget(tx, place.config()));
            forgot = all ? System.nanoTime() : forgot;
        }
    }

    private void stop(String id) {
        active.stream()
                .filter(attempt -> attempt.claimed().id().toString().equals(id))
                .filter(Attempt::settle)
                .forEach(Attempt::interrupt);
    }
}
