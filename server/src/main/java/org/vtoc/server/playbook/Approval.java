package org.vtoc.server.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A question to a person, as API and console show it.
///
/// @param tool the tool that would be called
/// @param arguments exactly what it would be called with
/// @param byAdmin whether administrators alone may decide
/// @param decision `approved`, `rejected` or `expired`; empty: open
public record Approval(
        UUID id,
        UUID run,
        String path,
        String question,
        Optional<String> tool,
        JsonNode arguments,
        boolean byAdmin,
        Instant requestedAt,
        Instant expiresAt,
        Optional<String> decision,
        Optional<Instant> decidedAt,
        Optional<String> decider,
        Optional<String> note) {}
