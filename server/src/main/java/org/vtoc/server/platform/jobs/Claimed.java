package org.vtoc.server.platform.jobs;

import java.util.Optional;
import java.util.UUID;

/// A job in the hands of a worker.
///
/// @param payload JSON
record Claimed(
        UUID id, String kind, String payload, int attempt, int maxAttempts, long fence, Optional<String> orderingKey) {}
