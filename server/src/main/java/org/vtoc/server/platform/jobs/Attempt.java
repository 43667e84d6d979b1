package org.vtoc.server.platform.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.http.Json;

/// One claimed job in the hands of its handler. Thread-safe.
final class Attempt<P> {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private final Jobs jobs;
    private final Work<P> work;
    private final Claimed claimed;
    private final Thread thread;
    private final long begun = System.nanoTime();
    private final AtomicBoolean settled = new AtomicBoolean();

    private Attempt(Jobs jobs, Work<P> work, Claimed claimed, BiConsumer<Attempt<?>, Optional<Outcome>> ended) {
        this.jobs = jobs;
        this.work = work;
        this.claimed = claimed;
        this.thread = Thread.ofVirtual()
                .name("job " + claimed.kind())
                .unstarted(() -> ended.accept(this, outcome().filter(_ -> settle())));
    }

    /// @param ended told when the handler is through, with its outcome if that still counts
    static <P> Attempt<P> of(
            Jobs jobs, Work<P> work, Claimed claimed, BiConsumer<Attempt<?>, Optional<Outcome>> ended) {
        return new Attempt<>(jobs, work, claimed, ended);
    }

    void begin() {
        thread.start();
    }

    Work<P> work() {
        return work;
    }

    Claimed claimed() {
        return claimed;
    }

    boolean overdue() {
        return System.nanoTime() - begun > work.kind().limit().toNanos();
    }

    /// Takes the right to say how this attempt ended; whoever comes second has none.
    boolean settle() {
        return settled.compareAndSet(false, true);
    }

    boolean isSettled() {
        return settled.get();
    }

    void interrupt() {
        thread.interrupt();
    }

    private void finished() {
        if (settle()) {
            work.succeeded().increment();
        }
    }

    /// Empty where nothing is to be written.
    private Optional<Outcome> outcome() {
        try {
            P payload = Json.MAPPER.readValue(claimed.payload(), work.kind().payload());
            Outcome outcome = work.handler().handle(new Run<>(jobs, claimed, payload, this::finished));
            return outcome instanceof Outcome.Finished ? Optional.empty() : Optional.of(outcome);
        } catch (JsonProcessingException unreadable) {
            return Optional.of(failed(unreadable, Outcome.failed("its payload can't be read: " + text(unreadable))));
        } catch (LeaseLost lost) {
            LOG.info("{}", lost.getMessage());
            return Optional.empty();
        } catch (InterruptedException _) {
            return Optional.of(Outcome.retry("interrupted"));
        } catch (IOException | RuntimeException failure) {
            return Optional.of(failed(failure, Outcome.retry(text(failure))));
        } catch (StackOverflowError | LinkageError | AssertionError failure) {
            return Optional.of(failed(failure, Outcome.retry(text(failure))));
        }
    }

    private Outcome failed(Throwable failure, Outcome outcome) {
        if (!isSettled()) {
            LOG.warn("attempt {} at {} {} failed", claimed.attempt(), claimed.kind(), claimed.id(), failure);
        }
        return outcome;
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        String name = failure.getClass().getSimpleName();
        return message == null ? name : name + ": " + message;
    }

    /// How the job goes on after the outcome.
    ///
    /// @param chance from 0 to below 1
    JobStore.Ending ending(Outcome outcome, double chance) {
        return switch (outcome) {
            case Outcome.Done(Optional<Object> result) ->
                new JobStore.Ending(
                        claimed,
                        JobState.SUCCEEDED,
                        0,
                        0,
                        result.map(value -> Jobs.json(value, Jobs.MAX_RESULT)).orElse(""),
                        "");
            case Outcome.Failed(String reason) -> gone(reason);
            case Outcome.Retry(String reason, Optional<Duration> _)
            when claimed.attempt() >= claimed.maxAttempts() -> gone(reason);
            case Outcome.Retry(String reason, Optional<Duration> after) ->
                new JobStore.Ending(
                        claimed,
                        JobState.QUEUED,
                        after.map(JobStore::seconds).orElseGet(() -> pause(chance)),
                        0,
                        "",
                        readable(reason));
            case Outcome.Finished _ -> throw new IllegalStateException("the handler has written it");
        };
    }

    /// The job goes back to the queue as if this attempt had not been.
    JobStore.Ending release() {
        return new JobStore.Ending(claimed, JobState.QUEUED, 0, 1, "", "");
    }

    private JobStore.Ending gone(String reason) {
        return new JobStore.Ending(claimed, JobState.DEAD, 0, 0, "", readable(reason));
    }

    /// Twice as long each time up to a cap, spread over its upper half, so that many who failed together don't come
    /// back together.
    private double pause(double chance) {
        double first = JobStore.seconds(work.kind().firstPause());
        double full = Math.min(
                JobStore.seconds(work.kind().longestPause()), first * Math.pow(2, Math.min(30, claimed.attempt() - 1)));
        return full / 2 * (1 + chance);
    }

    private static String readable(String reason) {
        String text = reason.isBlank() ? "it gave no reason" : reason.replace('\0', ' ');
        return text.length() <= Jobs.MAX_ERROR ? text : text.substring(0, Jobs.MAX_ERROR);
    }
}
