package org.vtoc.server.platform.jobs;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// How far a job is.
public enum JobState {
    /// To be begun when it is due, when a worker is free and, of an ordering key, when it is at the head.
    @JsonProperty("queued")
    QUEUED,
    /// Leased to a worker.
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("succeeded")
    SUCCEEDED,
    /// Failed for good, or as often as it may: a person has to look at it.
    @JsonProperty("dead")
    DEAD,
    @JsonProperty("cancelled")
    CANCELLED;

    /// As the database and the API write it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<JobState> of(String text) {
        return Stream.of(values()).filter(state -> state.text().equals(text)).findFirst();
    }
}
