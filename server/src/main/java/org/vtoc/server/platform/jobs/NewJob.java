package org.vtoc.server.platform.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A job to enqueue.
///
/// @param at not before this time; empty for at once
/// @param delay not before this time from now on by the database's clock
/// @param orderingKey jobs of one key, whatever their kind, run one after another in the order of their commits; one
///        that is dead or cancelled lets the next one go on
/// @param idempotencyKey a second job of the kind with this key is the first one, for as long as that is kept
public record NewJob<P>(
        JobKind<P> kind,
        P payload,
        Priority priority,
        Optional<Instant> at,
        Duration delay,
        Optional<String> orderingKey,
        Optional<String> idempotencyKey) {
    private static final int MAX_KEY = 200;

    public NewJob {
        require(orderingKey);
        require(idempotencyKey);
    }

    private static void require(Optional<String> key) {
        key.filter(text -> text.isEmpty() || text.length() > MAX_KEY).ifPresent(text -> {
            throw new IllegalArgumentException("a key of %d characters".formatted(text.length()));
        });
    }

    public static <P> NewJob<P> of(JobKind<P> kind, P payload) {
        return new NewJob<>(
                kind, payload, Priority.NORMAL, Optional.empty(), Duration.ZERO, Optional.empty(), Optional.empty());
    }

    public NewJob<P> priority(Priority other) {
        return new NewJob<>(kind, payload, other, at, delay, orderingKey, idempotencyKey);
    }

    public NewJob<P> at(Instant time) {
        return new NewJob<>(kind, payload, priority, Optional.of(time), delay, orderingKey, idempotencyKey);
    }

    public NewJob<P> after(Duration wait) {
        return new NewJob<>(kind, payload, priority, at, wait, orderingKey, idempotencyKey);
    }

    public NewJob<P> inOrderOf(String key) {
        return new NewJob<>(kind, payload, priority, at, delay, Optional.of(key), idempotencyKey);
    }

    public NewJob<P> once(String key) {
        return new NewJob<>(kind, payload, priority, at, delay, orderingKey, Optional.of(key));
    }
}
