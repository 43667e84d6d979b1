package org.vtoc.server.platform.jobs;

import java.io.IOException;

/// Does the work of one kind, on a virtual thread, perhaps more than once for one job: an effect that must be there
/// exactly once is written in the transaction of [Run#finish], or bears the job's id.
@FunctionalInterface
public interface JobHandler<P> {
    /// Interrupted when the lease is lost, the job is cancelled, the attempt takes too long or the center stops.
    Outcome handle(Run<P> run) throws IOException, InterruptedException;
}
