package org.vtoc.server.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.db.StationDatabase;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.playbook.graph.Playbook;

/// The runs of one station: started, driven, decided, ended. Thread-safe; a run is driven by one thread at a time,
/// whatever process that is in.
final class StationRuns {
    private static final Logger LOG = LoggerFactory.getLogger(StationRuns.class);
    /// A run that was taken so often without getting ahead takes its process down with it.
    private static final int MOST_BARREN = 5;

    /// How long a run is its driver's alone without a word.
    private static final Duration ALONE = Duration.ofMinutes(2);

    private static final long RENEWAL = 30;

    /// What the runs of all stations share.
    ///
    /// @param timer for deadlines and renewals; never blocked for long
    record Shared(
            Toolbox tools,
            Versions versions,
            InstantSource clock,
            Supplier<UUID> ids,
            ScheduledExecutorService timer,
            Enqueue enqueue) {}

    /// Sees to it that a run is driven.
    interface Enqueue {
        /// @param wish the same wish twice is one
        void drive(String station, UUID run, Optional<Instant> at, String wish);
    }

    final StationDatabase database;
    private final RunStore store;
    private final ApprovalStore approvals = new ApprovalStore();
    private final Shared shared;
    private final Map<UUID, Thread> driven = new ConcurrentHashMap<>();

    StationRuns(StationDatabase database, Shared shared) {
        this.database = database;
        this.store = new RunStore(database.slug());
        this.shared = shared;
    }

    String slug() {
        return database.slug();
    }

    /// Starts a run; it is stored when this returns, and is driven whatever happens.
    ///
    /// @param note is done in the transaction
    Run start(Started started, BiConsumer<Handle, Run> note) {
        Instant now = shared.clock().instant();
        var run = new Run(
                started.id(),
                slug(),
                started.playbook().id(),
                shared.versions().version(started.playbook()),
                RunState.QUEUED,
                started.input(),
                started.trigger(),
                started.dryRun(),
                now,
                Optional.empty(),
                Optional.empty(),
                now.plus(started.playbook().timeout()),
                Optional.of(now),
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        database.jdbi().useTransaction(tx -> {
            shared.versions()
                    .unkept(slug(), run.version())
                    .ifPresent(text -> store.keepVersion(tx, run.version(), run.playbook(), text, now));
            if (store.insert(tx, run)) {
                note.accept(tx, run);
            }
        });
        shared.versions().kept(slug(), run.version());
        enqueue(run, Optional.empty(), "start");
        return run;
    }

    /// What is to be started.
    ///
    /// @param id a second start with it is the first one
    record Started(UUID id, Playbook playbook, ObjectNode input, ObjectNode trigger, boolean dryRun) {}

    private void enqueue(Run run, Optional<Instant> at, String wish) {
        shared.enqueue().drive(slug(), run.id(), at, wish);
    }

    /// Drives a run as far as it goes now, unless another job does.
    ///
    /// @param job on whose behalf
    void drive(UUID id, UUID job) throws InterruptedException {
        boolean poked;
        do {
            Instant now = shared.clock().instant();
            Optional<Run> taken = store(handle -> store.claim(handle, id, job, now, now.plus(ALONE)));
            poked = taken.isPresent() && driven(taken.get());
        } while (poked);
    }

    /// @return whether it has to be driven again at once
    private boolean driven(Run run) throws InterruptedException {
        driven.put(run.id(), Thread.currentThread());
        ScheduledFuture<?> renewal =
                shared.timer().scheduleWithFixedDelay(() -> renew(run), RENEWAL, RENEWAL, TimeUnit.SECONDS);
        try {
            return drive(run);
        } catch (ClaimLost lost) {
            LOG.debug("{}", lost.getMessage());
            return false;
        } finally {
            renewal.cancel(false);
            driven.remove(run.id(), Thread.currentThread());
        }
    }

    private void renew(Run run) {
        try {
            database.jdbi()
                    .useHandle(handle ->
                            store.renew(handle, run, shared.clock().instant().plus(ALONE)));
        } catch (RuntimeException failure) {
            LOG.warn("run {} could not be renewed: {}", run.id(), failure.getMessage());
        }
    }

    /// @return whether something was decided before it could be laid aside
    private boolean drive(Run run) throws InterruptedException {
        boolean fresh = run.claim() == 1 && run.replayOf().isEmpty();
        var done = new HashMap<String, StepRow>();
        Map<String, Integer> redone = Map.of();
        int position = 0;
        if (!fresh) {
            store(handle -> store.steps(handle, run.id())).forEach(row -> done.put(row.path(), row));
            redone = store(handle -> store.redone(handle, run.id()));
            position = store(handle -> store.nextPosition(handle, run.id()));
        }
        var journal = new Journal(database.jdbi(), store, run, position);
        var steps = new Steps(
                run,
                done,
                redone,
                shared.tools(),
                journal,
                new Approvals(database.jdbi(), shared.clock(), shared.ids()),
                shared.clock());
        Walk.End end = ended(run, () -> {
            Map<String, Playbook> playbooks = shared.versions()
                    .playbooks(run.version(), () -> store(handle -> store.definitions(handle, run.version())));
            return new Walk(run, playbooks, steps, shared.clock()).go();
        });
        Instant ended = shared.clock().instant();
        switch (end) {
            case Walk.End.Succeeded(JsonNode output) ->
                journal.finish(RunState.SUCCEEDED, Optional.of(output), Optional.empty(), ended);
            case Walk.End.Failed(String error) ->
                journal.finish(RunState.FAILED, Optional.empty(), Optional.of(error), ended);
            case Walk.End.Waiting(Instant until) -> {
                Instant wake = until.isBefore(run.deadline()) ? until : run.deadline();
                journal.suspend(wake);
                enqueue(run, Optional.of(wake), "wake-" + run.claim());
                return find(run.id())
                        .filter(now -> now.state() == RunState.QUEUED)
                        .isPresent();
            }
        }
        return false;
    }

    private <T> T store(HandleCallback<T, RuntimeException> query) {
        return database.jdbi().withHandle(query);
    }

    private interface Going {
        Walk.End go() throws InterruptedException;
    }

    /// Ends a walk at the run's deadline at the latest.
    private Walk.End ended(Run run, Going walk) throws InterruptedException {
        var late = new Walk.End.Failed("took longer than its playbook allows, until %s".formatted(run.deadline()));
        Duration left = Duration.between(shared.clock().instant(), run.deadline());
        if (left.isNegative() || left.isZero()) {
            return late;
        }
        if (run.barren() > MOST_BARREN) {
            return new Walk.End.Failed("was begun %d times and never got ahead".formatted(run.barren()));
        }
        var over = new AtomicBoolean();
        Thread walker = Thread.currentThread();
        ScheduledFuture<?> deadline = shared.timer()
                .schedule(
                        () -> {
                            over.set(true);
                            walker.interrupt();
                        },
                        left.toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            return walk.go();
        } catch (InterruptedException stopped) {
            if (over.get()) {
                return late;
            }
            throw stopped;
        } finally {
            deadline.cancel(false);
        }
    }

    Optional<Run> find(UUID id) {
        return store(handle -> store.find(handle, id));
    }

    List<Run> list(RunStore.Query query) {
        return store(handle -> store.list(handle, query));
    }

    List<StepRow> steps(UUID run) {
        return store(handle -> store.steps(handle, run));
    }

    List<Approval> approvals(UUID run) {
        return store(handle -> approvals.of(handle, run));
    }

    List<Approval> openApprovals(int limit) {
        return store(handle -> approvals.open(handle, shared.clock().instant(), limit));
    }

    Map<String, Playbook> playbooks(Run run) {
        return shared.versions()
                .playbooks(run.version(), () -> store(handle -> store.definitions(handle, run.version())));
    }

    /// A person's answer.
    ///
    /// @throws ProblemException 409 the question is not open any more
    void decide(Run run, Approval question, Decision decision, BiConsumer<Handle, Run> note) {
        database.jdbi().useTransaction(tx -> {
            boolean open = approvals.decide(
                    tx,
                    question.id(),
                    decision.approved(),
                    decision.by(),
                    decision.name(),
                    decision.note(),
                    shared.clock().instant());
            if (!open) {
                throw wrong("The question was answered before, or its time is over.");
            }
            store.poke(tx, run.id());
            note.accept(tx, run);
        });
        enqueue(run, Optional.empty(), "decided-" + question.id());
    }

    /// @param by a user's id
    record Decision(boolean approved, UUID by, String name, Optional<String> note) {}

    /// @throws ProblemException 409 the run has ended
    void cancel(Run run, String reason, BiConsumer<Handle, Run> note) {
        database.jdbi().useTransaction(tx -> {
            if (!store.cancel(tx, run.id(), reason, shared.clock().instant())) {
                throw wrong("The run has ended.");
            }
            note.accept(tx, run);
        });
        Thread walker = driven.get(run.id());
        if (walker != null) {
            walker.interrupt();
        }
    }

    /// Does a run that failed or was cancelled again, from its failed step or an earlier one.
    ///
    /// @param from path of a step
    /// @throws ProblemException 409 it has not; 422 it has no such step
    void retry(Run run, Optional<String> from, BiConsumer<Handle, Run> note) {
        int position = from.map(path -> position(run, path)).orElse(Integer.MAX_VALUE);
        Instant now = shared.clock().instant();
        Playbook playbook = playbook(run);
        database.jdbi().useTransaction(tx -> {
            if (!store.reopen(tx, run.id(), position, now.plus(playbook.timeout()), now)) {
                throw wrong("Only a run that failed or was cancelled can be retried.");
            }
            note.accept(tx, run);
        });
        enqueue(run, Optional.empty(), "retry-" + (run.take() + 1));
    }

    private Playbook playbook(Run run) {
        Playbook playbook = playbooks(run).get(run.playbook());
        if (playbook == null) {
            throw new IllegalStateException("run %s has no playbook".formatted(run.id()));
        }
        return playbook;
    }

    private int position(Run run, String path) {
        return steps(run.id()).stream()
                .filter(row -> row.path().equals(path))
                .findFirst()
                .map(StepRow::position)
                .orElseThrow(() -> ProblemException.invalid("from", "is no step that this run has done"));
    }

    /// A new run that begins after a step of another, with what that one came to until then.
    ///
    /// @param after path of a step
    Run replay(Run run, String after, UUID id, ObjectNode trigger, BiConsumer<Handle, Run> note) {
        int before = position(run, after) + 1;
        Instant now = shared.clock().instant();
        var again = new Run(
                id,
                slug(),
                run.playbook(),
                run.version(),
                RunState.QUEUED,
                run.input(),
                trigger,
                run.dryRun(),
                now,
                Optional.empty(),
                Optional.empty(),
                now.plus(playbook(run).timeout()),
                Optional.of(now),
                0,
                0,
                0,
                Optional.of(run.id()),
                Optional.empty(),
                Optional.empty());
        database.jdbi().useTransaction(tx -> {
            store.insert(tx, again);
            store.copySteps(tx, run.id(), before, id);
            note.accept(tx, again);
        });
        enqueue(again, Optional.empty(), "start");
        return again;
    }

    private static ProblemException wrong(String detail) {
        return ProblemException.of(RequestError.WRONG_STATE, detail);
    }

    /// Sees to open runs that were forgotten: the process that should have enqueued them died in between.
    void sweep(Duration patience, int most) {
        Instant now = shared.clock().instant();
        store(handle -> store.overdue(handle, now.minus(patience), most))
                .forEach(id -> shared.enqueue().drive(slug(), id, Optional.empty(), "sweep-" + now.getEpochSecond()));
    }

    /// Deletes runs that ended before the time.
    void forget(Instant before) {
        int deleted;
        do {
            deleted = database.jdbi().inTransaction(tx -> store.forget(tx, before));
        } while (deleted > 0);
    }
}
