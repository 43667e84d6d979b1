package org.vtoc.server.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vtoc.server.testing.Eventually;

/// Who has a job, and who has lost it.
class LeasesTest {
    private final Queue queue = new Queue();
    private final Jobs jobs = queue.jobs;

    @AfterEach
    void close() {
        queue.close();
    }

    /// A claim by a worker that never says anything again.
    private Claimed claimedByTheDead() {
        return queue.control
                .inTransaction(tx ->
                        jobs.store().claim(tx, java.util.Map.of(Queue.NOTE.name(), 1), "dead", Duration.ofSeconds(30)))
                .getFirst();
    }

    @Test
    void aJobWhoseWorkerIsSilentGoesToAnotherAndTheLateFinisherIsRefused() {
        UUID id = queue.enqueue("x");
        Claimed late = claimedByTheDead();
        jobs.handle(Queue.NOTE, run -> Outcome.done(run.fence()));
        queue.started();
        queue.pass(Duration.ofSeconds(29));
        assertThat(queue.job(id).state()).isEqualTo(JobState.RUNNING);
        assertThat(queue.job(id).worker()).contains("dead");

        queue.pass(Duration.ofSeconds(2));

        queue.awaitState(id, JobState.SUCCEEDED);
        assertThat(queue.job(id).result().orElseThrow().asLong()).isEqualTo(late.fence() + 1);
        assertThat(jobs.failures(id))
                .singleElement()
                .returns("its worker did not report in time", JobFailure::error)
                .returns(java.util.Optional.of("dead"), JobFailure::worker);
        assertThatThrownBy(() -> queue.control.useTransaction(
                        tx -> jobs.finish(tx, late, java.util.Optional.of("late"), () -> {})))
                .isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> queue.control.useTransaction(tx -> jobs.hold(tx, late)))
                .isInstanceOf(LeaseLost.class);
        queue.control.useTransaction(tx ->
                jobs.store().end(tx, List.of(new JobStore.Ending(late, JobState.DEAD, 0, 0, "", "late")), "dead"));
        assertThat(queue.job(id).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(jobs.failures(id)).hasSize(1);
    }

    @Test
    void aJobThatKeepsLosingItsWorkersIsDead() {
        UUID id = queue.enqueue("x");
        jobs.handle(JobKind.of("test.other", Queue.Note.class), _ -> Outcome.done());
        queue.started();
        for (int attempt = 0; attempt < Queue.NOTE.attempts(); attempt++) {
            assertThat(queue.job(id).state()).isEqualTo(JobState.QUEUED);
            claimedByTheDead();
            queue.pass(Duration.ofSeconds(31));
            Eventually.holds("it is taken away", () -> queue.job(id).state() != JobState.RUNNING);
        }

        assertThat(queue.job(id).state()).isEqualTo(JobState.DEAD);
        assertThat(jobs.failures(id)).hasSize(Queue.NOTE.attempts());
    }

    @Test
    void aLongAttemptKeepsItsLeaseAndWhoLosesItIsInterrupted() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var lost = new CompletableFuture<String>();
        Jobs brief = queue.process(Queue.QUICK.lease(Duration.ofMillis(1500)));
        brief.handle(Queue.NOTE, run -> {
            if (run.attempt() > 1) {
                return Outcome.done("second");
            }
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                lost.complete("interrupted");
            }
            return Outcome.done("first");
        });
        queue.started(brief);
        UUID id = queue.enqueue("x");
        begun.await();
        Instant first = queue.job(id).leaseUntil().orElseThrow();
        Eventually.holds("the lease is extended twice", () -> queue.job(id)
                .leaseUntil()
                .filter(until -> until.isAfter(first.plusMillis(900)))
                .isPresent());

        // As if this process had been cut off from the database for long.
        queue.control.useHandle(
                handle -> handle.execute("UPDATE job SET state = 'queued', run_at = now(), lease_until = NULL"));

        queue.awaitState(id, JobState.SUCCEEDED);
        assertThat(lost.join()).isEqualTo("interrupted");
        assertThat(queue.job(id).result().orElseThrow().asText()).isEqualTo("second");
    }

    @Test
    void aStopGivesBackWhatIsNotFinishedWithoutCountingTheAttempt() throws InterruptedException {
        var begun = new CountDownLatch(1);
        Jobs stopping = queue.process(Queue.QUICK.drain(Duration.ofMillis(10)));
        stopping.handle(Queue.NOTE, _ -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return Outcome.done();
        });
        Workers workers = stopping.start();
        UUID id = queue.enqueue("x");
        begun.await();

        workers.close();

        assertThat(queue.job(id).state()).isEqualTo(JobState.QUEUED);
        assertThat(queue.job(id).attempts()).isZero();
        assertThat(jobs.failures(id)).isEmpty();
    }

    @Test
    void aStopWaitsForHandlersThatEndInTime() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        jobs.handle(Queue.NOTE, _ -> {
            begun.countDown();
            go.await();
            return Outcome.done("finished");
        });
        Workers workers = jobs.start();
        UUID id = queue.enqueue("x");
        begun.await();
        var closed = new CompletableFuture<Boolean>();
        Thread.ofVirtual().start(() -> {
            workers.close();
            closed.complete(true);
        });

        go.countDown();

        assertThat(closed.join()).isTrue();
        assertThat(queue.job(id).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void tenThousandJobsAreEachDoneOnceByTwoProcesses() {
        JobHandler<Queue.Note> handler = run -> {
            queue.seen.add(run.payload().text());
            return Outcome.done();
        };
        JobKind<Queue.Note> wide = Queue.NOTE.concurrency(64);
        Jobs other = queue.process();
        jobs.handle(wide, handler);
        other.handle(wide, handler);
        for (int hundred = 0; hundred < 100; hundred++) {
            int from = hundred * 100;
            queue.control.useTransaction(tx -> jobs.enqueue(
                    tx,
                    IntStream.range(from, from + 100)
                            .mapToObj(i -> NewJob.of(wide, new Queue.Note(Integer.toString(i))))
                            .toList()));
        }

        queue.started();
        queue.started(other);

        Eventually.holds("nothing is left", () -> jobs.figures().isEmpty());
        assertThat(queue.seen).hasSize(10_000).doesNotHaveDuplicates();
        int once = queue.control.withHandle(
                handle -> handle.createQuery("SELECT count(*) FROM job WHERE state = 'succeeded' AND attempts = 1")
                        .mapTo(Integer.class)
                        .one());
        assertThat(once).isEqualTo(10_000);
    }
}
