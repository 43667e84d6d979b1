package org.vtoc.server.playbook.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Supplier;
import org.vtoc.server.platform.config.Nearest;
import org.vtoc.server.platform.config.Schedule;
import org.vtoc.server.platform.config.SettingsProblem;
import org.vtoc.server.playbook.graph.Step.Action;

/// What is wrong with a playbook as a graph: names that nothing bears, steps that nothing leads to, circles without an
/// end, chains that leave the step which began them.
final class PlaybookCheck {
    private final Playbook playbook;
    private final Map<String, Playbook> all;
    private final Map<String, Catalogue.Signature> tools;
    private final List<SettingsProblem> problems = new ArrayList<>();

    PlaybookCheck(Playbook playbook, Map<String, Playbook> all, Map<String, Catalogue.Signature> tools) {
        this.playbook = playbook;
        this.all = all;
        this.tools = tools;
    }

    List<SettingsProblem> problems() {
        inputs();
        playbook.onFailure().ifPresent(step -> target("on_failure", "", step));
        playbook.output().ifPresent(output -> references("output", () -> Reference.in(output)));
        playbook.steps().values().forEach(this::step);
        if (problems.isEmpty()) {
            reach();
            circles();
            playbook.steps().values().forEach(this::chains);
            recursion();
        }
        return problems;
    }

    private void problem(String below, String message) {
        problems.add(
                new SettingsProblem("playbooks." + playbook.id() + (below.isEmpty() ? "" : "." + below), 0, message));
    }

    private void problem(Step step, String below, String message) {
        problem("steps." + step.id() + (below.isEmpty() ? "" : "." + below), message);
    }

    private void inputs() {
        playbook.inputs().forEach((name, input) -> input.standard()
                .flatMap(input::problem)
                .ifPresent(wrong -> problem("inputs." + name + ".default", wrong)));
    }

    private void step(Step step) {
        if (step.id().equals(Step.END)) {
            problem(step, "", "can't be called end, which is where a chain of steps ends");
        }
        for (String next : step.successors()) {
            target("steps." + step.id(), "leads to ", next);
        }
        switch (step.action()) {
            case Action.Call call -> call(step, call);
            case Action.Branch branch ->
                branch.cases()
                        .forEach(each -> references("steps." + step.id() + ".branch", () -> each.when()
                                .references()));
            case Action.Repeat repeat ->
                references("steps." + step.id() + ".while", () -> repeat.when().references());
            case Action.ForEach each -> references("steps." + step.id() + ".for_each", () -> Reference.in(each.list()));
            case Action.Approve approve ->
                references("steps." + step.id() + ".approve", () -> Reference.in(TextNode.valueOf(approve.question())));
            case Action.Pause pause -> pause(step, pause.until());
            case Action.Use use -> use(step, use);
            case Action.Parallel _ -> {}
        }
    }

    private void target(String path, String words, String step) {
        if (!step.equals(Step.END) && !playbook.steps().containsKey(step)) {
            String nearest = Nearest.of(step, playbook.steps().keySet());
            problem(path, "%sstep %s, which is not there; did you mean %s?".formatted(words, step, nearest));
        }
    }

    private void call(Step step, Action.Call call) {
        references("steps." + step.id() + ".with", () -> Reference.in(call.with()));
        Catalogue.Signature signature = tools.get(call.tool());
        if (signature == null) {
            problem(
                    step,
                    "tool",
                    "%s is no tool; did you mean %s?".formatted(call.tool(), Nearest.of(call.tool(), tools.keySet())));
            return;
        }
        arguments(step, call.with(), signature.known(), signature.required(), call.tool());
    }

    private void arguments(Step step, JsonNode with, Set<String> known, Set<String> required, String of) {
        var given = new LinkedHashSet<String>();
        with.fieldNames().forEachRemaining(given::add);
        given.stream().filter(name -> !known.contains(name)).forEach(name -> {
            String hint = known.isEmpty() ? "it takes none" : "did you mean %s?".formatted(Nearest.of(name, known));
            problem(step, "with." + name, "is no argument of %s; %s".formatted(of, hint));
        });
        required.stream()
                .filter(name -> !given.contains(name))
                .sorted()
                .forEach(name -> problem(step, "with", "lacks %s, which %s needs".formatted(name, of)));
    }

    private void pause(Step step, JsonNode until) {
        references("steps." + step.id() + ".wait", () -> Reference.in(until));
        if (!until.asText().contains("${")) {
            try {
                Schedule.interval(until.asText());
            } catch (IllegalArgumentException _) {
                problem(step, "wait", "must be like 30s, 15m, 6h, or a reference to a time");
            }
        }
    }

    private void use(Step step, Action.Use use) {
        references("steps." + step.id() + ".with", () -> Reference.in(use.with()));
        Playbook other = all.get(use.playbook());
        if (other == null) {
            problem(
                    step,
                    "playbook",
                    "%s is no playbook; did you mean %s?"
                            .formatted(use.playbook(), Nearest.of(use.playbook(), all.keySet())));
            return;
        }
        var required = new LinkedHashSet<String>();
        other.inputs().forEach((name, input) -> {
            if (input.required()) {
                required.add(name);
            }
        });
        arguments(step, use.with(), other.inputs().keySet(), required, "playbook " + other.id());
    }

    private void references(String path, Supplier<List<Reference>> found) {
        List<Reference> references;
        try {
            references = found.get();
        } catch (IllegalArgumentException wrong) {
            problem(path, String.valueOf(wrong.getMessage()));
            return;
        }
        for (Reference reference : references) {
            Set<String> known = reference.root().equals("inputs")
                    ? playbook.inputs().keySet()
                    : playbook.steps().keySet();
            boolean named =
                    reference.root().equals("inputs") || reference.root().equals("steps");
            if (named
                    && (reference.way().isEmpty()
                            || !known.contains(reference.way().getFirst()))) {
                String one = reference.root().equals("inputs") ? "input" : "step";
                problem(path, "%s names no %s of this playbook".formatted(reference, one));
            }
        }
    }

    private void reach() {
        var reached = new HashSet<String>();
        walk(playbook.first(), Set.of(), reached);
        playbook.onFailure().ifPresent(step -> walk(step, Set.of(), reached));
        playbook.steps().values().stream()
                .filter(step -> !reached.contains(step.id()))
                .forEach(step -> problem(step, "", "can't be reached: nothing leads to it"));
    }

    /// Every step from here on, up to the ends.
    private void walk(String from, Set<String> ends, Set<String> reached) {
        if (from.equals(Step.END) || ends.contains(from) || !reached.add(from)) {
            return;
        }
        playbook.step(from).successors().forEach(next -> walk(next, ends, reached));
    }

    /// A circle is allowed through a `repeat` alone, which has a bound.
    private void circles() {
        var done = new HashSet<String>();
        for (String step : playbook.steps().keySet()) {
            circles(step, new LinkedHashSet<>(), done);
        }
    }

    private void circles(String at, SequencedSet<String> way, Set<String> done) {
        if (at.equals(Step.END) || done.contains(at)) {
            return;
        }
        if (!way.add(at)) {
            List<String> names = new ArrayList<>(way);
            String circle = String.join(" -> ", names.subList(names.indexOf(at), names.size()));
            problem(
                    "steps." + at,
                    "is in a circle without a bound: %s -> %s; go back by a step with repeat and most"
                            .formatted(circle, at));
            return;
        }
        Step step = playbook.step(at);
        for (String next : step.successors()) {
            boolean bounded = step.action() instanceof Action.Repeat repeat && next.equals(repeat.back());
            if (!bounded) {
                circles(next, way, done);
            }
        }
        way.remove(at);
        done.add(at);
    }

    /// The chains of `parallel` and `for_each` end at the step's next, and have no step in common.
    private void chains(Step step) {
        List<String> firsts =
                switch (step.action()) {
                    case Action.Parallel parallel -> parallel.branches();
                    case Action.ForEach each -> List.of(each.first());
                    default -> List.of();
                };
        var taken = new HashSet<String>();
        for (String first : firsts) {
            var chain = new LinkedHashSet<String>();
            walk(first, Set.of(step.next()), chain);
            if (chain.contains(step.id()) || first.equals(step.next())) {
                problem(step, "", "begins at %s what leads back to it".formatted(first));
            }
            chain.stream()
                    .filter(each -> !taken.add(each))
                    .findFirst()
                    .ifPresent(shared -> problem(step, "", "has step %s in two of its chains".formatted(shared)));
            for (String each : chain) {
                if (!step.next().equals(Step.END)
                        && playbook.step(each).successors().contains(Step.END)) {
                    problem(
                            "steps." + each,
                            "leads to end, but its chain, begun by %s, must go on to %s"
                                    .formatted(step.id(), step.next()));
                }
            }
        }
    }

    private void recursion() {
        var way = new LinkedHashSet<String>();
        if (uses(playbook, way)) {
            problem("", "runs itself: " + String.join(" -> ", way) + " -> " + playbook.id());
        }
    }

    private boolean uses(Playbook at, Set<String> way) {
        way.add(at.id());
        for (Step step : at.steps().values()) {
            if (step.action() instanceof Action.Use use) {
                Playbook other = all.get(use.playbook());
                if (use.playbook().equals(playbook.id())
                        || (other != null && !way.contains(other.id()) && uses(other, way))) {
                    return true;
                }
            }
        }
        way.remove(at.id());
        return false;
    }
}
