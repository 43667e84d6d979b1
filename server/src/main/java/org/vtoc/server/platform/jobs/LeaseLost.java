package org.vtoc.server.platform.jobs;

import java.util.UUID;

/// The job is no longer this attempt's: it was cancelled, or went to another worker. What the attempt does now is
/// rolled back and forgotten.
public final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLost(UUID job, long fence) {
        super("job %s is no longer held with fence %d".formatted(job, fence));
    }
}
