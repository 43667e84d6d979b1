package org.vtoc.server.platform.jobs;

import java.time.Duration;
import java.util.Optional;

/// What a handler says of its attempt. An exception is a [Retry] after the kind's pause.
public sealed interface Outcome {
    /// @param result what JSON can carry, small
    record Done(Optional<Object> result) implements Outcome {}

    /// Try again, unless this was the last attempt.
    ///
    /// @param after empty for the kind's pause
    record Retry(String reason, Optional<Duration> after) implements Outcome {}

    /// No attempt will ever do better.
    record Failed(String reason) implements Outcome {}

    /// The handler has finished the job itself, with [Run#finish].
    record Finished() implements Outcome {}

    static Outcome done() {
        return new Done(Optional.empty());
    }

    static Outcome done(Object result) {
        return new Done(Optional.of(result));
    }

    static Outcome retry(String reason) {
        return new Retry(reason, Optional.empty());
    }

    static Outcome retryAfter(Duration wait, String reason) {
        return new Retry(reason, Optional.of(wait));
    }

    static Outcome failed(String reason) {
        return new Failed(reason);
    }

    static Outcome finished() {
        return new Finished();
    }
}
