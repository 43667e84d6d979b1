package org.vtoc.server.platform.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A job as people see it.
///
/// @param payload left out of lists, as is the result
/// @param waits whether it is behind another job of its ordering key
/// @param runAt not before this time
/// @param attempts those begun since it was enqueued, or requeued
/// @param worker the process that has it, as `pid-chance`
/// @param leaseUntil when another worker may take it, unless the lease is extended
/// @param lastError why the last failed attempt failed
public record Job(
        UUID id,
        String kind,
        JobState state,
        Priority priority,
        Optional<JsonNode> payload,
        Optional<String> orderingKey,
        boolean waits,
        Optional<String> idempotencyKey,
        Instant runAt,
        int attempts,
        int maxAttempts,
        Optional<String> worker,
        Optional<Instant> leaseUntil,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Optional<JsonNode> result,
        Optional<String> lastError) {}
