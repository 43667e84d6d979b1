package org.vtoc.server.playbook;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Where a run stands.
public enum RunState {
    QUEUED,
    RUNNING,
    /// For a person or a time.
    WAITING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    boolean open() {
        return this == QUEUED || this == RUNNING || this == WAITING;
    }

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RunState of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
