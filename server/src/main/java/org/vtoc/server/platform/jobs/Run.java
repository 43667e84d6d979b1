package org.vtoc.server.platform.jobs;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// One attempt at a job, as its handler sees it. Thread-safe.
public final class Run<P> {
    private final Jobs jobs;
    private final Claimed claimed;
    private final P payload;
    private final Runnable finished;

    /// @param finished told when the handler's own transaction has finished the job
    Run(Jobs jobs, Claimed claimed, P payload, Runnable finished) {
        this.jobs = jobs;
        this.claimed = claimed;
        this.payload = payload;
        this.finished = finished;
    }

    /// The job's id, the same at every attempt.
    public UUID id() {
        return claimed.id();
    }

    public P payload() {
        return payload;
    }

    /// From 1.
    public int attempt() {
        return claimed.attempt();
    }

    /// Whether no other attempt follows this one.
    public boolean last() {
        return claimed.attempt() >= claimed.maxAttempts();
    }

    /// Larger at every attempt: what is written elsewhere with it can refuse a straggler.
    public long fence() {
        return claimed.fence();
    }

    public Optional<String> orderingKey() {
        return claimed.orderingKey();
    }

    /// Makes sure, until the transaction ends, that the job is still this attempt's.
    ///
    /// @param tx a transaction of the control database
    /// @throws LeaseLost if it is not
    public void hold(Handle tx) {
        jobs.hold(tx, claimed);
    }

    /// Finishes the job in the handler's own transaction: what else the transaction writes is there exactly once. The
    /// handler then answers [Outcome#finished()].
    ///
    /// @param tx a transaction of the control database
    /// @param result what JSON can carry, small
    /// @throws LeaseLost if the job is no longer this attempt's
    public void finish(Handle tx, Object result) {
        jobs.finish(tx, claimed, Optional.of(result), finished);
    }

    /// The same without a result.
    public void finish(Handle tx) {
        jobs.finish(tx, claimed, Optional.empty(), finished);
    }
}
