package org.vtoc.server.playbook;

import java.util.UUID;

/// The run was cancelled, or another process has taken it: whoever gets this must leave it alone.
final class ClaimLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClaimLost(UUID run, long claim) {
        super("run %s is no longer held by claim %d".formatted(run, claim), null, false, false);
    }
}
