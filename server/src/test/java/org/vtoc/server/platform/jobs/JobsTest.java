package org.vtoc.server.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.testing.Eventually;

class JobsTest {
    private final Queue queue = new Queue();
    private final Jobs jobs = queue.jobs;

    @AfterEach
    void close() {
        queue.close();
    }

    private static NewJob<Queue.Note> note(String text) {
        return NewJob.of(Queue.NOTE, new Queue.Note(text));
    }

    private void noteAll() {
        jobs.handle(Queue.NOTE, run -> {
            queue.seen.add(run.payload().text());
            return Outcome.done(run.payload());
        });
    }

    @Test
    void aJobIsDoneAndItsResultIsKept() {
        noteAll();
        queue.started();

        UUID id = queue.enqueue("hello");

        queue.awaitState(id, JobState.SUCCEEDED);
        Job job = queue.job(id);
        assertThat(queue.seen).containsExactly("hello");
        assertThat(job.result().orElseThrow()).hasToString("{\"text\":\"hello\"}");
        assertThat(job.attempts()).isOne();
        assertThat(job.worker()).isEmpty();
        assertThat(job.finishedAt()).isPresent();
        assertThat(jobs.failures(id)).isEmpty();
    }

    @Test
    void aJobIsThereIfAndOnlyIfItsTransactionCommits() {
        UUID kept = queue.control.inTransaction(tx -> jobs.enqueue(tx, note("kept")));
        var gone = new java.util.concurrent.atomic.AtomicReference<UUID>();
        assertThatThrownBy(() -> queue.control.useTransaction(tx -> {
                    gone.set(jobs.enqueue(tx, note("gone")));
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");

        assertThat(jobs.find(kept)).isPresent();
        assertThat(jobs.find(java.util.Objects.requireNonNull(gone.get()))).isEmpty();
        assertThatThrownBy(() -> queue.control.useHandle(handle -> jobs.enqueue(handle, note("outside"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSecondJobWithTheIdempotencyKeyIsTheFirstOne() {
        noteAll();
        UUID first = jobs.enqueue(note("first").once("delivery-1"));
        List<UUID> again = queue.control.inTransaction(
                tx -> jobs.enqueue(tx, List.of(note("second").once("delivery-1"), note("other"))));
        queue.started();

        queue.awaitState(again.get(1), JobState.SUCCEEDED);
        queue.awaitState(first, JobState.SUCCEEDED);
        assertThat(again.getFirst()).isEqualTo(first);
        assertThat(jobs.enqueue(note("third").once("delivery-1"))).isEqualTo(first);
        assertThat(queue.seen).containsExactlyInAnyOrder("first", "other");
    }

    @Test
    void aFailedAttemptIsTriedAgainAfterALongerPauseEachTimeUntilTheJobIsDead() {
        JobKind<Queue.Note> kind = JobKind.of("test.poison", Queue.Note.class)
                .attempts(3)
                .pauses(Duration.ofMinutes(2), Duration.ofMinutes(60));
        jobs.handle(kind, run -> {
            throw new IllegalStateException("poison " + run.attempt());
        });
        noteAll();
        queue.started();

        UUID id = jobs.enqueue(NewJob.of(kind, new Queue.Note("x")));
        for (int attempt = 1; attempt < 3; attempt++) {
            int tried = attempt;
            Eventually.holds(
                    "it has failed",
                    () -> jobs.failures(id).size() == tried && queue.job(id).attempts() == tried);
            Duration pause = Duration.between(
                    jobs.failures(id).getFirst().failedAt(), queue.job(id).runAt());
            assertThat(pause).isBetween(Duration.ofMinutes(1L << (tried - 1)), Duration.ofMinutes(1L << tried));
            queue.pass(pause);
        }

        queue.awaitState(id, JobState.DEAD);
        assertThat(jobs.failures(id))
                .extracting(JobFailure::error)
                .containsExactly(
                        "IllegalStateException: poison 3",
                        "IllegalStateException: poison 2",
                        "IllegalStateException: poison 1");
        assertThat(queue.job(id).lastError()).contains("IllegalStateException: poison 3");
        UUID good = queue.enqueue("good");
        queue.awaitState(good, JobState.SUCCEEDED);
    }

    @Test
    void aDeadJobIsQueuedAgainWithAllItsAttemptsAndItsHistory() {
        var good = new AtomicInteger();
        jobs.handle(Queue.NOTE, run -> good.get() == 0 ? Outcome.failed("no use") : Outcome.done());
        queue.started();
        UUID id = queue.enqueue("x");
        queue.awaitState(id, JobState.DEAD);

        good.set(1);
        queue.control.useTransaction(tx -> jobs.requeue(tx, id));

        queue.awaitState(id, JobState.SUCCEEDED);
        assertThat(jobs.failures(id)).extracting(JobFailure::error).containsExactly("no use");
        assertThatThrownBy(() -> queue.control.useTransaction(tx -> jobs.requeue(tx, id)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("succeeded");
    }

    @Test
    void aHandlerSaysWhenToTryAgain() {
        jobs.handle(Queue.NOTE, run -> {
            if (run.attempt() == 1) {
                return Outcome.retryAfter(Duration.ofHours(1), "not yet");
            }
            return Outcome.done(run.attempt());
        });
        queue.started();
        UUID id = queue.enqueue("x");
        Eventually.holds("it has been tried", () -> queue.job(id).lastError().isPresent());

        queue.pass(Duration.ofMinutes(59));
        assertThat(queue.job(id).state()).isEqualTo(JobState.QUEUED);
        queue.pass(Duration.ofMinutes(1));

        queue.awaitState(id, JobState.SUCCEEDED);
        assertThat(queue.job(id).result().orElseThrow().asInt()).isEqualTo(2);
    }

    @Test
    void aScheduledJobWaitsForItsTime() {
        noteAll();
        queue.started();
        Instant databaseTime = queue.control.withHandle(handle ->
                handle.createQuery("SELECT now()").mapTo(Instant.class).one());
        UUID later = jobs.enqueue(note("later").at(databaseTime.plus(Duration.ofHours(2))));
        UUID delayed = jobs.enqueue(note("delayed").after(Duration.ofHours(1)));
        UUID now = queue.enqueue("now");
        queue.awaitState(now, JobState.SUCCEEDED);

        queue.pass(Duration.ofMinutes(61));
        queue.awaitState(delayed, JobState.SUCCEEDED);
        assertThat(queue.seen).containsExactly("now", "delayed");
        queue.pass(Duration.ofMinutes(60));
        queue.awaitState(later, JobState.SUCCEEDED);
    }

    @Test
    void ofDueJobsTheUrgentOnesGoFirst() {
        JobKind<Queue.Note> one = JobKind.of("test.one", Queue.Note.class).concurrency(1);
        jobs.handle(one, run -> {
            queue.seen.add(run.payload().text());
            return Outcome.done();
        });
        queue.control.useTransaction(tx -> jobs.enqueue(
                tx,
                List.of(
                        NewJob.of(one, new Queue.Note("low")).priority(Priority.LOW),
                        NewJob.of(one, new Queue.Note("normal")),
                        NewJob.of(one, new Queue.Note("high")).priority(Priority.HIGH),
                        NewJob.of(one, new Queue.Note("second")))));
        queue.started();

        Eventually.holds("all are done", () -> queue.seen.size() == 4);
        assertThat(queue.seen).containsExactly("high", "normal", "second", "low");
    }

    @Test
    void noMoreRunAtOnceThanTheKindAllows() throws InterruptedException {
        JobKind<Queue.Note> three = JobKind.of("test.three", Queue.Note.class).concurrency(3);
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var begun = new CountDownLatch(3);
        var go = new CountDownLatch(1);
        jobs.handle(three, _ -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            begun.countDown();
            go.await();
            now.decrementAndGet();
            return Outcome.done();
        });
        List<UUID> ids = queue.control.inTransaction(tx -> jobs.enqueue(
                tx,
                java.util.stream.IntStream.range(0, 20)
                        .mapToObj(i -> NewJob.of(three, new Queue.Note("" + i)))
                        .toList()));
        queue.started();
        begun.await();
        go.countDown();

        ids.forEach(id -> queue.awaitState(id, JobState.SUCCEEDED));
        assertThat(most).hasValue(3);
    }

    @Test
    void aQueuedJobIsCancelled() {
        UUID id = queue.enqueue("x");
        queue.control.useTransaction(tx -> jobs.cancel(tx, id));
        noteAll();
        queue.started();
        queue.awaitState(queue.enqueue("y"), JobState.SUCCEEDED);

        assertThat(queue.job(id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(queue.seen).containsExactly("y");
    }

    @Test
    void aCancelledAttemptIsInterruptedAndItsEndDoesNotCount() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        jobs.handle(Queue.NOTE, _ -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                interrupted.countDown();
            }
            return Outcome.done("late");
        });
        queue.started();
        UUID id = queue.enqueue("x");
        begun.await();

        queue.control.useTransaction(tx -> jobs.cancel(tx, id));

        interrupted.await();
        assertThat(queue.job(id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(queue.job(id).result()).isEmpty();
    }

    @Test
    void anAttemptThatTakesTooLongIsInterruptedAndTriedAgain() {
        JobKind<Queue.Note> brief =
                Queue.NOTE.limit(Duration.ofMillis(100)).attempts(2).pauses(Duration.ZERO, Duration.ZERO);
        jobs.handle(brief, run -> {
            if (run.attempt() == 1) {
                new CountDownLatch(1).await();
            }
            return Outcome.done();
        });
        queue.started();

        UUID id = jobs.enqueue(NewJob.of(brief, new Queue.Note("x")));

        queue.awaitState(id, JobState.SUCCEEDED);
        assertThat(jobs.failures(id)).extracting(JobFailure::error).containsExactly("it took longer than PT0.1S");
    }

    @Test
    void aPayloadThatCannotBeReadKillsTheJobAtOnce() {
        record Other(int number) {}
        UUID id = jobs.enqueue(NewJob.of(JobKind.of(Queue.NOTE.name(), Other.class), new Other(1)));
        noteAll();
        queue.started();

        queue.awaitState(id, JobState.DEAD);
        assertThat(queue.job(id).attempts()).isOne();
        assertThat(queue.job(id).lastError().orElseThrow()).startsWith("its payload can't be read");
    }

    @Test
    void aResultThatCannotBeKeptKillsTheJob() {
        jobs.handle(Queue.NOTE, _ -> Outcome.done("x".repeat(Jobs.MAX_RESULT)));
        queue.started();

        UUID id = queue.enqueue("x");

        queue.awaitState(id, JobState.DEAD);
        assertThat(queue.job(id).lastError().orElseThrow()).contains("its result can't be kept");
    }

    @Test
    void finishedJobsGoWhenTheirTimeIsOver() {
        jobs.handle(Queue.NOTE, run -> run.payload().text().equals("bad") ? Outcome.failed("bad") : Outcome.done());
        queue.started();
        UUID good = queue.enqueue("good");
        UUID bad = queue.enqueue("bad");
        queue.awaitState(good, JobState.SUCCEEDED);
        queue.awaitState(bad, JobState.DEAD);

        queue.pass(Duration.ofHours(26));
        queue.control.useTransaction(tx -> new RecordStore().forget(tx, Queue.QUICK));
        assertThat(jobs.find(good)).isEmpty();
        assertThat(jobs.find(bad)).isPresent();

        queue.pass(Duration.ofDays(30));
        queue.control.useTransaction(tx -> new RecordStore().forget(tx, Queue.QUICK));
        assertThat(jobs.find(bad)).isEmpty();
    }

    @Test
    void theFiguresTellWhatIsToBeDone() {
        jobs.handle(Queue.NOTE, _ -> Outcome.done());
        queue.enqueue("x");
        jobs.enqueue(note("y").after(Duration.ofHours(1)));
        queue.pass(Duration.ofSeconds(90));

        KindFigures figures = jobs.figures().getFirst();

        assertThat(figures.kind()).isEqualTo("test.note");
        assertThat(figures.queued()).isEqualTo(2);
        assertThat(figures.due()).isOne();
        assertThat(figures.running()).isZero();
        assertThat(figures.oldestSeconds()).isBetween(90.0, 200.0);
    }
}
