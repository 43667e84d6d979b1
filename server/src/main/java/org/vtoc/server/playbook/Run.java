package org.vtoc.server.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A run of a playbook as it is stored.
///
/// @param version of the definitions that it began with
/// @param trigger what started it: `kind`, `by` with `id` and `name`, and what the kind adds
/// @param wakeAt when it goes on by itself, while it waits
/// @param claim greater with each process that takes it
/// @param barren how often it was taken since it last got ahead
/// @param take how often it was retried
record Run(
        UUID id,
        String station,
        String playbook,
        String version,
        RunState state,
        ObjectNode input,
        ObjectNode trigger,
        boolean dryRun,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Instant deadline,
        Optional<Instant> wakeAt,
        long claim,
        int barren,
        int take,
        Optional<UUID> replayOf,
        Optional<JsonNode> output,
        Optional<String> error) {
    /// The id of the person who started it.
    Optional<UUID> initiator() {
        return Optional.ofNullable(trigger.path("by").get("id"))
                .map(JsonNode::asText)
                .map(UUID::fromString);
    }

    String initiatorName() {
        return trigger.path("by").path("name").asText("the center");
    }
}
