package org.vtoc.server.platform.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.db.DatabaseOutage;

/// Writes, in groups, how attempts ended; extends the leases of those under way; lets the next of each line go on. Its
/// one thread does all of it, so that these statements never wait for each other.
final class Keeper {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final int MAX_GROUP = 500;
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofMillis(100);

    private record Ended(Attempt<?> attempt, JobStore.Ending ending) {}

    private final Jobs jobs;
    private final Jdbi control;
    private final String worker;
    private final Duration lease;
    private final RandomGenerator random;
    private final Set<Attempt<?>> active;
    private final Consumer<Attempt<?>> through;
    private final ConcurrentLinkedQueue<Ended> ended = new ConcurrentLinkedQueue<>();
    private final List<Ended> group = new ArrayList<>();
    private long renewed = System.nanoTime();
    private boolean troubled;
    private volatile boolean closing;

    /// @param active the attempts under way
    /// @param through told of attempts whose end is written
    Keeper(
            Jobs jobs,
            Workers.Place place,
            RandomGenerator random,
            Set<Attempt<?>> active,
            Consumer<Attempt<?>> through) {
        this.jobs = jobs;
        this.control = place.control();
        this.worker = place.worker();
        this.lease = place.config().lease();
        this.random = random;
        this.active = active;
        this.through = through;
    }

    /// Takes what a handler has answered, or what was decided for it.
    void ended(Attempt<?> attempt, Outcome outcome) {
        JobStore.Ending ending;
        try {
            ending = attempt.ending(outcome, random.nextDouble());
        } catch (IllegalArgumentException unfit) {
            ending = attempt.ending(Outcome.failed("its result can't be kept: " + unfit.getMessage()), 0);
        }
        ended.add(new Ended(attempt, ending));
        jobs.toWrite().ring();
    }

    void released(Attempt<?> attempt) {
        ended.add(new Ended(attempt, attempt.release()));
        jobs.toWrite().ring();
    }

    /// Ends the thread as soon as everything is written, or can't be.
    void close() {
        closing = true;
        jobs.toWrite().ring();
    }

    void run() {
        try {
            for (boolean last = false; !last; ) {
                last = closing;
                boolean idle = attend() && jobs.ended().isEmpty();
                if (!last) {
                    jobs.toWrite().await(idle ? TICK : AGAIN);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean attend() {
        try {
            write();
            advance();
            endOverdue();
            renew();
            troubled = false;
            return true;
        } catch (RuntimeException failure) {
            if (!troubled) {
                LOG.warn("the queue of jobs can't be written; trying again", failure);
                troubled = true;
            }
            return false;
        }
    }

    private void write() {
        while (!group.isEmpty() || !ended.isEmpty()) {
            for (Ended next = ended.peek(); next != null && group.size() < MAX_GROUP; next = ended.peek()) {
                group.add(next);
                ended.remove();
            }
            write(group);
            group.clear();
        }
    }

    private void write(List<Ended> some) {
        try {
            control.useTransaction(
                    tx -> jobs.store().end(tx, some.stream().map(Ended::ending).toList(), worker));
            some.forEach(this::written);
        } catch (RuntimeException failure) {
            if (DatabaseOutage.is(failure)) {
                throw failure;
            }
            if (some.size() > 1) {
                some.forEach(one -> write(List.of(one)));
            } else {
                Claimed claimed = some.getFirst().attempt().claimed();
                LOG.error("the end of {} {} can't be written", claimed.kind(), claimed.id(), failure);
                through.accept(some.getFirst().attempt());
            }
        }
    }

    private void written(Ended one) {
        Work<?> work = one.attempt().work();
        switch (one.ending().state()) {
            case SUCCEEDED -> work.succeeded().increment();
            case DEAD -> {
                work.failed().increment();
                work.dead().increment();
                Claimed claimed = one.attempt().claimed();
                LOG.warn(
                        "{} {} is dead: {}",
                        claimed.kind(),
                        claimed.id(),
                        one.ending().error());
            }
            case QUEUED, RUNNING, CANCELLED ->
                work.failed().add(1L - one.ending().given());
        }
        if (one.ending().state() != JobState.QUEUED) {
            one.attempt().claimed().orderingKey().ifPresent(jobs.ended()::add);
        }
        through.accept(one.attempt());
    }

    private void advance() {
        var keys = new HashSet<String>();
        for (String key : jobs.ended()) {
            jobs.ended().remove(key);
            keys.add(key);
        }
        if (keys.isEmpty()) {
            return;
        }
        boolean done = false;
        try {
            jobs.ended().addAll(control.inTransaction(tx -> jobs.lines().advance(tx, keys)));
            done = true;
        } finally {
            if (!done) {
                jobs.ended().addAll(keys);
            }
        }
        jobs.tellDue();
    }

    private void endOverdue() {
        for (Attempt<?> attempt : active) {
            if (attempt.overdue() && attempt.settle()) {
                Duration limit = attempt.work().kind().limit();
                ended(attempt, Outcome.retry("it took longer than %s".formatted(limit)));
                attempt.interrupt();
            }
        }
    }

    private void renew() {
        if (System.nanoTime() - renewed < lease.toNanos() / 3) {
            return;
        }
        renewed = System.nanoTime();
        List<Attempt<?>> under = new ArrayList<>(active);
        under.removeIf(Attempt::isSettled);
        if (under.isEmpty()) {
            return;
        }
        List<Claimed> held = under.stream().<Claimed>map(Attempt::claimed).toList();
        control.useTransaction(tx -> jobs.store().renew(tx, held, lease));
        Set<UUID> lost = control.withHandle(handle -> jobs.store().lost(handle, held));
        under.stream()
                .filter(attempt -> lost.contains(attempt.claimed().id()))
                .filter(Attempt::settle)
                .forEach(Attempt::interrupt);
    }
}
