package org.vtoc.server.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.vtoc.server.playbook.graph.Playbook;
import org.vtoc.server.playbook.graph.Step;

/// A run as the API shows it.
///
/// @param by who or what started it
/// @param wakeAt when it goes on by itself, while it waits
/// @param durationMs from the start to the end, or to now
public record RunView(
        UUID id,
        String station,
        String playbook,
        String title,
        String version,
        RunState state,
        boolean dryRun,
        String by,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Instant deadline,
        Optional<Instant> wakeAt,
        Optional<Long> durationMs,
        Optional<UUID> replayOf,
        JsonNode input,
        Optional<JsonNode> output,
        Optional<String> error) {
    /// @param approvals its questions to people, oldest first
    /// @param nodes the graph of its playbook
    public record Whole(RunView run, List<StepView> steps, List<Approval> approvals, List<Node> nodes) {}

    /// What a step came to.
    public record StepView(
            String path,
            String step,
            String kind,
            String state,
            int attempts,
            Instant startedAt,
            Instant finishedAt,
            long durationMs,
            Optional<JsonNode> input,
            Optional<JsonNode> output,
            Optional<String> error) {
        static StepView of(StepRow row) {
            return new StepView(
                    row.path(),
                    row.step(),
                    row.kind(),
                    row.succeeded() ? "succeeded" : "failed",
                    row.attempts(),
                    row.startedAt(),
                    row.finishedAt(),
                    Duration.between(row.startedAt(), row.finishedAt()).toMillis(),
                    row.input(),
                    row.output(),
                    row.error());
        }
    }

    /// A step in the graph.
    ///
    /// @param tool of a step that calls one
    /// @param next ids of the steps that may follow; `end` is the end of a chain
    public record Node(String id, String kind, Optional<String> tool, List<String> next) {
        static List<Node> of(Playbook playbook) {
            return playbook.steps().values().stream()
                    .map(step -> new Node(
                            step.id(),
                            step.kind(),
                            step.action() instanceof Step.Action.Call(String tool, var _)
                                    ? Optional.of(tool)
                                    : Optional.empty(),
                            List.copyOf(step.successors())))
                    .toList();
        }
    }

    /// For the API document.
    record RunPage(List<RunView> items, Optional<String> next) {}

    /// For the API document.
    record ApprovalPage(List<OpenApproval> items, Optional<String> next) {}

    /// A question that waits for a person.
    record OpenApproval(String station, Approval approval) {}

    static RunView of(Run run, Map<String, Playbook> playbooks, Instant now) {
        Playbook playbook = playbooks.get(run.playbook());
        return new RunView(
                run.id(),
                run.station(),
                run.playbook(),
                playbook == null ? run.playbook() : playbook.title(),
                run.version(),
                run.state(),
                run.dryRun(),
                run.initiatorName(),
                run.createdAt(),
                run.startedAt(),
                run.finishedAt(),
                run.deadline(),
                run.wakeAt().filter(_ -> run.state() == RunState.WAITING),
                run.startedAt()
                        .map(began -> Duration.between(began, run.finishedAt().orElse(now))
                                .toMillis()),
                run.replayOf(),
                run.input(),
                run.output(),
                run.error());
    }
}
