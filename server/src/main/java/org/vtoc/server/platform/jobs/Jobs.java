package org.vtoc.server.platform.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.vtoc.server.platform.bus.Bus;
import org.vtoc.server.platform.db.OrderedIds;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Json;
import org.vtoc.server.platform.observe.Health;

/// The queue of work. A job that is enqueued is done at least once, whatever fails in between, and its end is
/// recorded once. Thread-safe.
///
/// Features enqueue through it and register how each kind is done; [#start] then begins to work the queue off. Other
/// processes on the same database may work on it, too: each job is leased to one of them at a time.
public final class Jobs {
    /// Longest payload and longest result, in characters of JSON.
    public static final int MAX_PAYLOAD = 64 * 1024;

    public static final int MAX_RESULT = 16 * 1024;

    /// Longest text of a failure that is kept.
    static final int MAX_ERROR = 2000;

    static final String DUE = "jobs.due";
    static final String STOP = "jobs.stop";

    private final JobsConfig config;
    private final Jdbi control;
    private final Bus bus;
    private final RandomGenerator random;
    private final OrderedIds ids;
    private final JobStore store = new JobStore();
    private final RecordStore records = new RecordStore();
    private final LineStore lines = new LineStore();
    private final Map<String, Work<?>> works = new ConcurrentHashMap<>();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final Bell toWrite = new Bell();

    private Jobs(JobsConfig config, Jdbi control, Bus bus, InstantSource clock, RandomGenerator random) {
        this.config = config;
        this.control = control;
        this.bus = bus;
        this.random = random;
        this.ids = new OrderedIds(clock, random);
    }

    /// @param control the control database
    /// @param clock for ids alone; when a job is due, the database's clock says
    public static Jobs create(JobsConfig config, Jdbi control, Bus bus, InstantSource clock, RandomGenerator random) {
        return new Jobs(config, control, bus, clock, random);
    }

    /// Says how a kind is done. All kinds are registered before the start; a job of another kind stays queued.
    public <P> void handle(JobKind<P> kind, JobHandler<P> handler) {
        if (works.putIfAbsent(kind.name(), Work.of(kind, handler)) != null) {
            throw new IllegalArgumentException("kind %s has a handler".formatted(kind.name()));
        }
    }

    /// Enqueues in a transaction of its own; durable when it returns.
    ///
    /// @return the job's id; the first job's, if one with the idempotency key is there
    public UUID enqueue(NewJob<?> job) {
        return control.inTransaction(tx -> enqueue(tx, job));
    }

    /// Enqueues in the caller's transaction: the job is there if and only if that commits.
    ///
    /// @param tx a transaction of the control database
    public UUID enqueue(Handle tx, NewJob<?> job) {
        return enqueue(tx, List.of(job)).getFirst();
    }

    /// The same for many; the ids are in the order of the jobs.
    public List<UUID> enqueue(Handle tx, List<? extends NewJob<?>> jobs) {
        if (!tx.isInTransaction()) {
            throw new IllegalArgumentException("a job is enqueued in a transaction");
        }
        List<JobStore.Entry> entries = jobs.stream()
                .map(job -> new JobStore.Entry(ids.next(), job, json(job.payload(), MAX_PAYLOAD)))
                .toList();
        lines.lock(tx, jobs.stream().flatMap(job -> job.orderingKey().stream()).collect(Collectors.toSet()));
        Set<UUID> inserted = store.insert(tx, entries);
        if (!inserted.isEmpty()) {
            tx.afterCommit(this::tellDue);
        }
        var result = new ArrayList<UUID>(entries.size());
        for (JobStore.Entry entry : entries) {
            result.add(inserted.contains(entry.id()) ? entry.id() : first(tx, entry));
        }
        return result;
    }

    private UUID first(Handle tx, JobStore.Entry entry) {
        String kind = entry.job().kind().name();
        String key = entry.job().idempotencyKey().orElseThrow();
        return store.find(tx, kind, key)
                .orElseGet(() -> enqueue(tx, entry.job())); // Removed in between: its time was over.
    }

    /// Shows depth, age and counts of every registered kind.
    public void show(Health health) {
        new JobMetrics(this).show(health);
    }

    /// Wakes the workers of all processes.
    void tellDue() {
        bus.publish(DUE, new byte[0]);
    }

    /// Begins to work the queue off; closed, it lets running handlers end.
    public Workers start() {
        return Workers.start(this, config, control, bus, random);
    }

    public Optional<Job> find(UUID id) {
        return control.withHandle(handle -> records.find(handle, id));
    }

    /// The attempts at a job that went wrong, newest first.
    public List<JobFailure> failures(UUID id) {
        return control.withHandle(handle -> records.failures(handle, id));
    }

    /// The newest jobs first.
    ///
    /// @param before the last one of the piece before
    public List<Job> list(Optional<JobState> state, Optional<String> kind, Optional<UUID> before, int limit) {
        var query = new RecordStore.Query(state, kind, before, limit);
        return control.withHandle(handle -> records.list(handle, query));
    }

    /// What is not finished, and what is dead, by kind.
    public List<KindFigures> figures() {
        return control.withHandle(records::figures);
    }

    /// Puts a dead or cancelled job back into the queue, with all its attempts; its failures are kept.
    ///
    /// @param tx a transaction of the control database
    /// @return the job as it was; empty if there is none
    /// @throws ProblemException 409 if it is in another state
    public Optional<Job> requeue(Handle tx, UUID id) {
        Optional<Job> before = records.lock(tx, id);
        before.ifPresent(job -> {
            if (job.state() != JobState.DEAD && job.state() != JobState.CANCELLED) {
                throw wrongState(job, "Only a dead or cancelled job can be queued again.");
            }
            lines.lock(tx, job.orderingKey().stream().collect(Collectors.toSet()));
            records.requeue(tx, id);
            tx.afterCommit(this::tellDue);
            tx.afterCommit(() -> nextInLine(job.orderingKey()));
        });
        return before;
    }

    /// Cancels a job that isn't finished. What a running attempt does from now on does not count; it is interrupted.
    ///
    /// @param tx a transaction of the control database
    /// @return the job as it was; empty if there is none
    /// @throws ProblemException 409 if it is finished
    public Optional<Job> cancel(Handle tx, UUID id) {
        Optional<Job> before = records.lock(tx, id);
        before.ifPresent(job -> {
            if (job.state() != JobState.QUEUED && job.state() != JobState.RUNNING) {
                throw wrongState(job, "It is finished.");
            }
            records.cancel(tx, id);
            tx.afterCommit(() -> bus.publish(STOP, id.toString().getBytes(StandardCharsets.UTF_8)));
            tx.afterCommit(() -> nextInLine(job.orderingKey()));
        });
        return before;
    }

    private static ProblemException wrongState(Job job, String why) {
        return ProblemException.of(
                RequestError.WRONG_STATE,
                "The job is %s. %s".formatted(job.state().text(), why));
    }

    Map<String, Work<?>> works() {
        return works;
    }

    JobStore store() {
        return store;
    }

    LineStore lines() {
        return lines;
    }

    /// Rung when something is to be written.
    Bell toWrite() {
        return toWrite;
    }

    /// Ordering keys whose head may have ended.
    Set<String> ended() {
        return ended;
    }

    void hold(Handle tx, Claimed claimed) {
        if (!store.hold(tx, claimed)) {
            throw new LeaseLost(claimed.id(), claimed.fence());
        }
    }

    /// @param finished told after the commit
    void finish(Handle tx, Claimed claimed, Optional<Object> result, Runnable finished) {
        String text = result.map(value -> json(value, MAX_RESULT)).orElse("");
        if (!store.succeed(tx, claimed, text)) {
            throw new LeaseLost(claimed.id(), claimed.fence());
        }
        tx.afterCommit(() -> {
            finished.run();
            nextInLine(claimed.orderingKey());
        });
    }

    /// Lets the next job of the key go on, soon.
    void nextInLine(Optional<String> orderingKey) {
        orderingKey.ifPresent(key -> {
            ended.add(key);
            toWrite.ring();
        });
    }

    static String json(Object value, int most) {
        try {
            String text = Json.MAPPER.writeValueAsString(value);
            if (text.length() > most) {
                throw new IllegalArgumentException(
                        "%d characters of JSON, at most %d are kept".formatted(text.length(), most));
            }
            return text;
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException(
                    "%s can't be written as JSON".formatted(value.getClass().getName()), failure);
        }
    }
}
