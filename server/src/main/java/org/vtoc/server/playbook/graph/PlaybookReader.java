package org.vtoc.server.playbook.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import java.util.stream.StreamSupport;
import org.vtoc.server.platform.config.Schedule;
import org.vtoc.server.platform.security.Role;
import org.vtoc.server.playbook.graph.Step.Action;
import org.vtoc.server.playbook.graph.Step.OnFailure;

/// Makes a playbook of a tree that the schema has passed. What the schema can't say is reported by path.
final class PlaybookReader {
    private static final Duration RUN_TIMEOUT = Duration.ofHours(1);
    private static final Duration STEP_TIMEOUT = Duration.ofSeconds(60);

    private final ToIntFunction<String> lines;
    private final BiConsumer<String, String> problems;

    /// @param lines the line of a path, `playbooks.report.steps.find`
    /// @param problems is told path and message
    PlaybookReader(ToIntFunction<String> lines, BiConsumer<String, String> problems) {
        this.lines = lines;
        this.problems = problems;
    }

    Playbook read(String id, ObjectNode node) {
        String path = "playbooks." + id;
        var inputs = new LinkedHashMap<String, Input>();
        node.path("inputs").properties().forEach(entry -> inputs.put(entry.getKey(), input(entry.getValue())));
        var steps = new LinkedHashMap<String, Step>();
        var names = new ArrayList<String>();
        node.path("steps").fieldNames().forEachRemaining(names::add);
        for (int i = 0; i < names.size(); i++) {
            String following = i + 1 < names.size() ? names.get(i + 1) : Step.END;
            String name = names.get(i);
            steps.put(
                    name, step(path + ".steps." + name, name, node.path("steps").path(name), following));
        }
        return new Playbook(
                id,
                node.path("title").asText(),
                node.path("description").asText(),
                texts(node.path("stations")),
                inputs,
                time(node, "timeout", RUN_TIMEOUT),
                text(node, "on_failure"),
                Optional.ofNullable(node.get("output")),
                steps,
                node);
    }

    private static Input input(JsonNode node) {
        return new Input(
                Input.Type.of(node.path("type").asText()),
                node.path("required").asBoolean(),
                Optional.ofNullable(node.get("default")),
                texts(node.path("choices")),
                node.path("description").asText());
    }

    private Step step(String path, String id, JsonNode node, String following) {
        String next = text(node, "next").orElse(following);
        return new Step(
                id,
                lines.applyAsInt(path),
                action(path, node, next),
                next,
                time(node, "timeout", STEP_TIMEOUT),
                node.path("retries").asInt(0),
                time(node, "retry_after", Duration.ofSeconds(1)),
                switch (node.path("on_failure").asText("fail")) {
                    case "fail" -> new OnFailure.Fail();
                    case "continue" -> new OnFailure.Continue();
                    case String other -> new OnFailure.Go(other);
                });
    }

    private Action action(String path, JsonNode node, String next) {
        JsonNode with = node.path("with").isObject() ? node.path("with") : JsonNodeFactory.instance.objectNode();
        if (node.has("tool")) {
            return new Action.Call(node.path("tool").asText(), with);
        }
        if (node.has("branch")) {
            List<Action.Case> cases = StreamSupport.stream(node.path("branch").spliterator(), false)
                    .map(each -> new Action.Case(
                            condition(path + ".branch", each.path("when")),
                            each.path("next").asText()))
                    .toList();
            return new Action.Branch(cases, text(node, "else").orElse(next));
        }
        if (node.has("parallel")) {
            return new Action.Parallel(texts(node.path("parallel")));
        }
        if (node.has("repeat")) {
            require(path, node, List.of("while", "most"));
            return new Action.Repeat(
                    node.path("repeat").asText(),
                    condition(path + ".while", node.path("while")),
                    node.path("most").asInt(1),
                    time(node, "pause", Duration.ZERO));
        }
        if (node.has("for_each")) {
            require(path, node, List.of("do", "most"));
            return new Action.ForEach(
                    node.path("for_each"),
                    node.path("do").asText(),
                    node.path("most").asInt(1),
                    node.path("at_once").asInt(1));
        }
        if (node.has("approve")) {
            return new Action.Approve(
                    node.path("approve").asText(),
                    node.path("by").asText().equals("admin") ? Optional.empty() : Optional.of(Role.OPERATOR),
                    time(node, "expires", Duration.ofHours(1)),
                    text(node, "on_reject"));
        }
        return node.has("wait")
                ? new Action.Pause(node.path("wait"))
                : new Action.Use(node.path("playbook").asText(), with);
    }

    private void require(String path, JsonNode node, List<String> names) {
        names.stream()
                .filter(name -> !node.has(name))
                .forEach(name -> problems.accept(path + "." + name, "is missing"));
    }

    private Condition condition(String path, JsonNode value) {
        try {
            return Condition.parse(value);
        } catch (IllegalArgumentException wrong) {
            problems.accept(path, String.valueOf(wrong.getMessage()));
            return new Condition.Holds(JsonNodeFactory.instance.booleanNode(false));
        }
    }

    private static Optional<String> text(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name)).map(JsonNode::asText);
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static Duration time(JsonNode node, String name, Duration standard) {
        return text(node, name).map(Schedule::interval).orElse(standard);
    }
}
