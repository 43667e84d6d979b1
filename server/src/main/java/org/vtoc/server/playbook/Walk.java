package org.vtoc.server.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.vtoc.server.platform.config.Schedule;
import org.vtoc.server.playbook.graph.Playbook;
import org.vtoc.server.playbook.graph.Reference;
import org.vtoc.server.playbook.graph.Step;
import org.vtoc.server.playbook.graph.Step.Action;
import org.vtoc.server.playbook.graph.Step.OnFailure;

/// Walks a run's graph from the beginning, each time that a process takes the run: steps with a row are not done
/// again, their outputs lead to the first without one. So there is no other state to keep than the rows, and chains
/// that run at once need none of their own.
final class Walk {
    /// How a walk ends.
    sealed interface End {
        record Succeeded(JsonNode output) implements End {}

        record Failed(String error) implements End {}

        /// Nothing more can be done before a time or a person's decision.
        record Waiting(Instant until) implements End {}
    }

    private static final int MOST_STEPS = 5_000;

    private final Run run;
    private final Map<String, Playbook> playbooks;
    private final Steps steps;
    private final InstantSource clock;

    Walk(Run run, Map<String, Playbook> playbooks, Steps steps, InstantSource clock) {
        this.run = run;
        this.playbooks = playbooks;
        this.steps = steps;
        this.clock = clock;
    }

    /// @throws ClaimLost the run is not ours any more
    End go() throws InterruptedException {
        Playbook playbook = playbooks.get(run.playbook());
        if (playbook == null) {
            throw new IllegalStateException("run %s has no playbook".formatted(run.id()));
        }
        Scope scope = Scope.of(run.input(), facts(), run.trigger());
        try {
            try {
                return new End.Succeeded(whole(playbook, "", scope));
            } catch (StepFailure failure) {
                if (playbook.onFailure().isPresent()) {
                    chain(playbook, playbook.onFailure().get(), Step.END, "failure/", scope.after(failure.reason()));
                }
                return new End.Failed(failure.reason());
            }
        } catch (Suspended suspended) {
            return new End.Waiting(suspended.until());
        } catch (StepFailure again) {
            return new End.Failed("%s (while handling a failure)".formatted(again.reason()));
        }
    }

    private ObjectNode facts() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", run.id().toString())
                .put("playbook", run.playbook())
                .put("station", run.station())
                .put("created_at", run.createdAt().toString())
                .put("by", run.initiatorName())
                .put("dry_run", run.dryRun());
    }

    private JsonNode whole(Playbook playbook, String prefix, Scope scope)
            throws StepFailure, Suspended, InterruptedException {
        JsonNode last = chain(playbook, playbook.first(), Step.END, prefix, scope);
        return playbook.output().map(output -> Reference.resolve(output, scope)).orElse(last);
    }

    /// Goes from step to step until the stop.
    ///
    /// @return the last step's output
    private JsonNode chain(Playbook playbook, String from, String stop, String prefix, Scope scope)
            throws StepFailure, Suspended, InterruptedException {
        JsonNode last = JsonNodeFactory.instance.nullNode();
        String at = from;
        while (!at.equals(stop) && !at.equals(Step.END)) {
            if (steps.counted() > MOST_STEPS) {
                throw new StepFailure("the run has more than %d steps".formatted(MOST_STEPS));
            }
            Step step = playbook.step(at);
            int visit = scope.visit(at);
            String path = prefix + at + (visit == 0 ? "" : "#" + visit);
            try {
                at = perform(playbook, step, path, scope);
            } catch (StepFailure failure) {
                scope.put(step.id(), JsonNodeFactory.instance.objectNode().put("error", failure.reason()));
                at = switch (step.onFailure()) {
                    case OnFailure.Fail _ -> throw failure;
                    case OnFailure.Continue _ -> step.next();
                    case OnFailure.Go(String other) -> other;
                };
            }
            last = scope.output(step.id());
        }
        return last;
    }

    /// Does one step.
    ///
    /// @return where to go on
    private String perform(Playbook playbook, Step step, String path, Scope scope)
            throws StepFailure, Suspended, InterruptedException {
        switch (step.action()) {
            case Action.Call call ->
                scope.put(step.id(), steps.call(step, path, call, Reference.resolve(call.with(), scope)));
            case Action.Branch branch -> {
                String next = branch.cases().stream()
                        .filter(each -> each.when().test(scope))
                        .findFirst()
                        .map(Action.Case::next)
                        .orElse(branch.otherwise());
                scope.put(step.id(), steps.note(step, path, text("next", next)));
                return next;
            }
            case Action.Repeat repeat -> {
                return repeat(step, path, repeat, scope);
            }
            case Action.Parallel parallel -> scope.put(step.id(), parallel(playbook, step, path, parallel, scope));
            case Action.ForEach each -> scope.put(step.id(), forEach(playbook, step, path, each, scope));
            case Action.Approve approve -> {
                return approve(step, path, approve, scope);
            }
            case Action.Pause pause -> scope.put(step.id(), pause(step, path, until(pause, scope)));
            case Action.Use use -> {
                Playbook other = playbooks.get(use.playbook());
                if (other == null) {
                    throw new StepFailure("playbook %s is not there".formatted(use.playbook()));
                }
                ObjectNode inputs = Inputs.complete(other, (ObjectNode) Reference.resolve(use.with(), scope));
                scope.put(step.id(), whole(other, path + "/", scope.within(inputs)));
            }
        }
        return step.next();
    }

    private static ObjectNode text(String name, String value) {
        return JsonNodeFactory.instance.objectNode().put(name, value);
    }

    private String repeat(Step step, String path, Action.Repeat repeat, Scope scope) throws Suspended {
        int times = scope.visits(step.id());
        String next = times <= repeat.most() && repeat.when().test(scope) ? repeat.back() : step.next();
        boolean back = next.equals(repeat.back());
        if (back && !repeat.pause().isZero()) {
            pause(step, path, () -> clock.instant().plus(repeat.pause()));
        }
        scope.put(step.id(), steps.note(step, path, text("next", next).put("times", times)));
        return next;
    }

    private JsonNode parallel(Playbook playbook, Step step, String path, Action.Parallel parallel, Scope scope)
            throws StepFailure, Suspended, InterruptedException {
        String prefix = path.substring(0, path.lastIndexOf('/') + 1);
        List<Callable<JsonNode>> chains = parallel.branches().stream()
                .<Callable<JsonNode>>map(first -> () -> chain(playbook, first, step.next(), prefix, scope))
                .toList();
        List<JsonNode> results = together(chains, chains.size());
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < results.size(); i++) {
            output.set(parallel.branches().get(i), results.get(i));
        }
        return steps.note(step, path, output);
    }

    private JsonNode forEach(Playbook playbook, Step step, String path, Action.ForEach each, Scope scope)
            throws StepFailure, Suspended, InterruptedException {
        JsonNode list = Reference.resolve(each.list(), scope);
        if (!list.isArray()) {
            throw new StepFailure("%s is not a list".formatted(each.list().asText()));
        }
        if (list.size() > each.most()) {
            throw new StepFailure("%s has %d items, at most %d are allowed"
                    .formatted(each.list().asText(), list.size(), each.most()));
        }
        var chains = new ArrayList<Callable<JsonNode>>();
        for (int i = 0; i < list.size(); i++) {
            Scope inner = scope.item(list.get(i), i);
            String prefix = "%s[%d]/".formatted(path, i);
            chains.add(() -> chain(playbook, each.first(), step.next(), prefix, inner));
        }
        ObjectNode output = JsonNodeFactory.instance.objectNode().put("count", list.size());
        output.putArray("items").addAll(together(chains, each.atOnce()));
        return steps.note(step, path, output);
    }

    /// Runs chains side by side, each to its end, whatever becomes of the others.
    private static List<JsonNode> together(List<Callable<JsonNode>> chains, int atOnce)
            throws StepFailure, Suspended, InterruptedException {
        var results = new ArrayList<JsonNode>();
        Optional<StepFailure> failure = Optional.empty();
        Optional<Suspended> suspended = Optional.empty();
        try (var threads = Executors.newFixedThreadPool(
                Math.max(1, atOnce), Thread.ofVirtual().factory())) {
            try {
                for (Future<JsonNode> chain :
                        chains.stream().map(threads::submit).toList()) {
                    try {
                        results.add(chain.get());
                    } catch (ExecutionException ended) {
                        switch (ended.getCause()) {
                            case StepFailure failed -> failure = failure.or(() -> Optional.of(failed));
                            case Suspended until -> suspended = Optional.of(until.earlier(suspended));
                            case RuntimeException bug -> throw bug;
                            case Error error -> throw error;
                            case null, default -> throw new InterruptedException("a chain was interrupted");
                        }
                    }
                }
            } catch (InterruptedException | RuntimeException gone) {
                threads.shutdownNow();
                throw gone;
            }
        }
        // A chain that waits may yet succeed, but one that failed decides already.
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (suspended.isPresent()) {
            throw suspended.get();
        }
        return results;
    }

    private String approve(Step step, String path, Action.Approve approve, Scope scope) throws StepFailure, Suspended {
        String question = Reference.resolve(JsonNodeFactory.instance.textNode(approve.question()), scope)
                .asText();
        JsonNode decision = steps.approval(step, path, approve, question);
        scope.put(step.id(), decision);
        if (decision.path("approved").asBoolean()) {
            return step.next();
        }
        return approve.onReject()
                .orElseThrow(() -> new StepFailure(decision.path("reason").asText()));
    }

    private Instants until(Action.Pause pause, Scope scope) throws StepFailure {
        String text = Reference.resolve(pause.until(), scope).asText();
        try {
            Duration wait = Schedule.interval(text);
            return () -> clock.instant().plus(wait);
        } catch (IllegalArgumentException _) {
            try {
                Instant time = OffsetDateTime.parse(text).toInstant();
                return () -> time;
            } catch (DateTimeException _) {
                throw new StepFailure("%s is neither a time nor a length of time".formatted(text));
            }
        }
    }

    /// When something is due, asked once.
    private interface Instants {
        Instant get();
    }

    /// Goes on after a time, which is fixed before the wait begins.
    private JsonNode pause(Step step, String path, Instants until) throws Suspended {
        JsonNode fixed = steps.known(path + "@until")
                .orElseGet(() -> steps.note(
                        step, path + "@until", text("until", until.get().toString())));
        Instant time = Instant.parse(fixed.path("until").asText());
        if (!run.dryRun() && clock.instant().isBefore(time)) {
            throw new Suspended(time);
        }
        return steps.known(path).orElseGet(() -> steps.note(step, path, (ObjectNode) fixed));
    }
}
