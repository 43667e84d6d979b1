package org.vtoc.server.platform.jobs;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// A kind with its handler, and how much of it this process does now and has done. Thread-safe.
///
/// @param running attempts that hold one of the kind's places
/// @param succeeded jobs finished by this process since its start
/// @param failed attempts that went wrong
/// @param dead jobs given up
record Work<P>(
        JobKind<P> kind,
        JobHandler<P> handler,
        AtomicInteger running,
        LongAdder succeeded,
        LongAdder failed,
        LongAdder dead) {
    static <P> Work<P> of(JobKind<P> kind, JobHandler<P> handler) {
        return new Work<>(kind, handler, new AtomicInteger(), new LongAdder(), new LongAdder(), new LongAdder());
    }

    /// How many more may begin.
    int room() {
        return kind.concurrency() - running.get();
    }
}
