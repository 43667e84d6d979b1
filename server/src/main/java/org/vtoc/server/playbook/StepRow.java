package org.vtoc.server.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What a step came to.
///
/// @param position in the run, from 0 in the order of their ends
/// @param path where in the run: `check`, its second time `check#1`, for the third item of a list `each[2]/check`
/// @param kind the word that the playbook has for it
/// @param succeeded or failed
/// @param attempts how many it took, in the process that finished it
/// @param effect what its effect bears
public record StepRow(
        int position,
        String path,
        String step,
        String kind,
        boolean succeeded,
        int attempts,
        UUID effect,
        Instant startedAt,
        Instant finishedAt,
        Optional<JsonNode> input,
        Optional<JsonNode> output,
        Optional<String> error) {
    StepRow at(int other) {
        return new StepRow(
                other, path, step, kind, succeeded, attempts, effect, startedAt, finishedAt, input, output, error);
    }
}
