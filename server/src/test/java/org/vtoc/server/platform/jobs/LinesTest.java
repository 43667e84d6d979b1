package org.vtoc.server.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vtoc.server.testing.Eventually;

/// Jobs of one ordering key.
class LinesTest {
    private final Queue queue = new Queue();
    private final Jobs jobs = queue.jobs;

    @AfterEach
    void close() {
        queue.close();
    }

    private static NewJob<Queue.Note> note(String line, String text) {
        return NewJob.of(Queue.NOTE, new Queue.Note(text)).inOrderOf(line);
    }

    @Test
    void jobsOfOneKeyRunOneAfterAnotherInTheirOrderWhoeverRunsThem() {
        var running = new ConcurrentHashMap<String, AtomicInteger>();
        var overlaps = new AtomicInteger();
        Map<String, ConcurrentLinkedQueue<String>> seen = new ConcurrentHashMap<>();
        JobHandler<Queue.Note> handler = run -> {
            String line = run.orderingKey().orElseThrow();
            AtomicInteger now = running.computeIfAbsent(line, _ -> new AtomicInteger());
            if (now.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            seen.computeIfAbsent(line, _ -> new ConcurrentLinkedQueue<>())
                    .add(run.payload().text());
            now.decrementAndGet();
            return Outcome.done();
        };
        Jobs other = queue.process();
        jobs.handle(Queue.NOTE, handler);
        other.handle(Queue.NOTE, handler);
        queue.started();
        queue.started(other);
        List<String> texts = IntStream.range(0, 40).mapToObj(Integer::toString).toList();

        for (String text : texts) {
            for (String line : List.of("a", "b", "c")) {
                (text.length() == 1 ? jobs : other).enqueue(note(line, text));
            }
        }

        Eventually.holds(
                "all are done",
                () -> seen.values().stream()
                                .mapToInt(ConcurrentLinkedQueue::size)
                                .sum()
                        == 120);
        assertThat(overlaps).hasValue(0);
        assertThat(seen.values()).allSatisfy(line -> assertThat(line).containsExactlyElementsOf(texts));
    }

    @Test
    void aJobThatIsTriedAgainHoldsUpItsLineAndADeadOneDoesNot() {
        jobs.handle(Queue.NOTE.attempts(2), run -> {
            queue.seen.add(run.payload().text() + run.attempt());
            return run.payload().text().equals("bad") ? Outcome.retryAfter(Duration.ofHours(1), "bad") : Outcome.done();
        });
        queue.started();
        JobKind<Queue.Note> kind = Queue.NOTE.attempts(2);
        List<UUID> ids = queue.control.inTransaction(tx -> jobs.enqueue(
                tx,
                List.of(
                        NewJob.of(kind, new Queue.Note("bad")).inOrderOf("line"),
                        NewJob.of(kind, new Queue.Note("next")).inOrderOf("line"))));
        UUID elsewhere = jobs.enqueue(note("other", "free"));
        queue.awaitState(elsewhere, JobState.SUCCEEDED);
        Eventually.holds(
                "it failed once", () -> queue.job(ids.getFirst()).lastError().isPresent());
        assertThat(queue.job(ids.get(1)).waits()).isTrue();

        queue.pass(Duration.ofHours(1));

        queue.awaitState(ids.get(1), JobState.SUCCEEDED);
        assertThat(queue.job(ids.getFirst()).state()).isEqualTo(JobState.DEAD);
        assertThat(queue.seen).containsSubsequence("bad1", "bad2", "next1");
    }

    @Test
    void aRequeuedJobGoesBeforeThoseThatCameAfterIt() {
        var good = new AtomicInteger();
        jobs.handle(Queue.NOTE, run -> {
            queue.seen.add(run.payload().text());
            return good.get() == 0 ? Outcome.failed("not now") : Outcome.done();
        });
        Workers workers = jobs.start();
        UUID first = jobs.enqueue(note("line", "first"));
        queue.awaitState(first, JobState.DEAD);
        workers.close();
        jobs.enqueue(note("line", "second"));
        UUID third = jobs.enqueue(note("line", "third"));
        good.set(1);

        queue.control.useTransaction(tx -> jobs.requeue(tx, first));
        queue.started();

        queue.awaitState(third, JobState.SUCCEEDED);
        assertThat(queue.seen).containsExactly("first", "second", "first", "third");
    }

    @Test
    void aCancelledHeadAndACancelledWaiterLetTheOthersGoOn() {
        UUID head = jobs.enqueue(note("line", "head"));
        UUID waiter = jobs.enqueue(note("line", "waiter"));
        UUID last = jobs.enqueue(note("line", "last"));
        queue.control.useTransaction(tx -> jobs.cancel(tx, head));
        queue.control.useTransaction(tx -> jobs.cancel(tx, waiter));
        jobs.handle(Queue.NOTE, run -> {
            queue.seen.add(run.payload().text());
            return Outcome.done();
        });
        queue.started();

        queue.awaitState(last, JobState.SUCCEEDED);
        assertThat(queue.seen).containsExactly("last");
    }

    @Test
    void aLineWhoseHeadWasLostGoesOn() {
        jobs.enqueue(note("line", "head"));
        UUID next = jobs.enqueue(note("line", "next"));
        // As if the process had died between the head's end and the next one's turn.
        queue.control.useHandle(
                handle -> handle.execute("UPDATE job SET state = 'succeeded', finished_at = now() WHERE NOT waits"));
        jobs.handle(Queue.NOTE, _ -> Outcome.done());
        queue.started();

        queue.awaitState(next, JobState.SUCCEEDED);
    }
}
