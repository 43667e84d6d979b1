package org.vtoc.server.playbook.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.vtoc.server.platform.security.Role;

/// One step of a playbook.
///
/// @param line where the file has it, 1-based
/// @param next the step after it, or [#END]
/// @param timeout of one attempt
/// @param retries attempts after the first
/// @param pause before the second attempt; each further one is twice as long
/// @param onFailure what follows when no attempt is left
public record Step(
        String id,
        int line,
        Action action,
        String next,
        Duration timeout,
        int retries,
        Duration pause,
        OnFailure onFailure) {
    /// Where a chain of steps ends.
    public static final String END = "end";

    /// What follows a failure.
    public sealed interface OnFailure {
        /// The run fails.
        record Fail() implements OnFailure {}

        /// The run goes on as after success; the step's output is `{"error": reason}`.
        record Continue() implements OnFailure {}

        /// The run goes on at another step.
        record Go(String step) implements OnFailure {}
    }

    /// What a step does.
    public sealed interface Action {
        /// Calls a tool.
        ///
        /// @param with its arguments, with references
        record Call(String tool, JsonNode with) implements Action {}

        /// Goes on at the step of the first condition that holds.
        record Branch(List<Case> cases, String otherwise) implements Action {
            public Branch {
                cases = List.copyOf(cases);
            }
        }

        record Case(Condition when, String next) {}

        /// Goes on at several steps at once; each chain ends where the step's `next` begins.
        record Parallel(List<String> branches) implements Action {
            public Parallel {
                branches = List.copyOf(branches);
            }
        }

        /// Goes back while a condition holds, so many times at most.
        record Repeat(String back, Condition when, int most, Duration pause) implements Action {}

        /// Does a chain of steps for each item of a list; the chain ends where the step's `next` begins.
        ///
        /// @param list a reference to the list
        /// @param first where each chain begins
        /// @param most items; a longer list fails the step
        /// @param atOnce chains that run at a time
        record ForEach(JsonNode list, String first, int most, int atOnce) implements Action {}

        /// Waits for a person.
        ///
        /// @param question what is to be approved, with references
        /// @param by the role in the station that may decide; empty: administrators alone
        /// @param expires how long there is to decide; then it counts as rejected
        /// @param onReject where to go on after a rejection; empty: the run fails
        record Approve(String question, Optional<Role> by, Duration expires, Optional<String> onReject)
                implements Action {}

        /// Waits for a time.
        ///
        /// @param until a reference to a time, or a number with `s`, `m` or `h`
        record Pause(JsonNode until) implements Action {}

        /// Runs another playbook; its result is the step's output.
        record Use(String playbook, JsonNode with) implements Action {}
    }

    /// Every step that may come right after this one, [#END] included.
    public Set<String> successors() {
        var found = new LinkedHashSet<String>();
        switch (action) {
            case Action.Branch branch -> {
                branch.cases().forEach(each -> found.add(each.next()));
                found.add(branch.otherwise());
            }
            case Action.Parallel parallel -> found.addAll(parallel.branches());
            case Action.ForEach each -> {
                found.add(each.first());
                found.add(next);
            }
            case Action.Repeat repeat -> {
                found.add(repeat.back());
                found.add(next);
            }
            case Action.Approve approve -> {
                found.add(next);
                approve.onReject().ifPresent(found::add);
            }
            case Action.Call _, Action.Pause _, Action.Use _ -> found.add(next);
        }
        if (action instanceof Action.Parallel) {
            found.add(next);
        }
        if (onFailure instanceof OnFailure.Go(String step)) {
            found.add(step);
        }
        return found;
    }

    /// The word that the file has for the action.
    public String kind() {
        return switch (action) {
            case Action.Call _ -> "tool";
            case Action.Branch _ -> "branch";
            case Action.Parallel _ -> "parallel";
            case Action.Repeat _ -> "repeat";
            case Action.ForEach _ -> "for_each";
            case Action.Approve _ -> "approve";
            case Action.Pause _ -> "wait";
            case Action.Use _ -> "playbook";
        };
    }
}
