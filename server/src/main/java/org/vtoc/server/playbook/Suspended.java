package org.vtoc.server.playbook;

import java.time.Instant;
import java.util.Optional;

/// A chain can't go on before a time, or before a person's decision that has until then.
final class Suspended extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Instant until;

    Suspended(Instant until) {
        super("until " + until, null, false, false);
        this.until = until;
    }

    Instant until() {
        return until;
    }

    Suspended earlier(Optional<Suspended> other) {
        return other.filter(each -> each.until.isBefore(until)).orElse(this);
    }
}
