package org.vtoc.server.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// What references see from one place of a run: the outputs of steps so far, the inputs, the item of the innermost
/// list. Chains that run at once share it.
final class Scope implements Function<String, JsonNode> {
    private final Map<String, JsonNode> roots;
    private final Optional<Scope> outer;
    private final Map<String, JsonNode> outputs = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> visits = new ConcurrentHashMap<>();

    private Scope(Map<String, JsonNode> roots, Optional<Scope> outer) {
        this.roots = Map.copyOf(roots);
        this.outer = outer;
    }

    static Scope of(ObjectNode inputs, JsonNode run, JsonNode trigger) {
        return new Scope(Map.of("inputs", inputs, "run", run, "trigger", trigger), Optional.empty());
    }

    /// For one item of a list.
    Scope item(JsonNode item, int index) {
        return new Scope(Map.of("item", item, "index", JsonNodeFactory.instance.numberNode(index)), Optional.of(this));
    }

    /// For another playbook, which sees nothing of this one but its inputs.
    Scope within(ObjectNode inputs) {
        return of(inputs, apply("run"), apply("trigger"));
    }

    /// For what is done after a failure: `${run.error}` says why.
    Scope after(String error) {
        ObjectNode run = ((ObjectNode) apply("run")).deepCopy().put("error", error);
        return new Scope(Map.of("run", run), Optional.of(this));
    }

    void put(String step, JsonNode output) {
        outputs.put(step, output);
    }

    /// The output of a step that was put here.
    JsonNode output(String step) {
        return outputs.getOrDefault(step, JsonNodeFactory.instance.nullNode());
    }

    /// How often the step was come to, this time included.
    int visits(String step) {
        return visits.computeIfAbsent(step, _ -> new AtomicInteger()).get();
    }

    /// How often the step was come to before.
    int visit(String step) {
        return visits.computeIfAbsent(step, _ -> new AtomicInteger()).getAndIncrement();
    }

    @Override
    public JsonNode apply(String root) {
        if (root.equals("steps")) {
            return steps();
        }
        JsonNode own = roots.get(root);
        return own != null ? own : outer.map(scope -> scope.apply(root)).orElseGet(MissingNode::getInstance);
    }

    private ObjectNode steps() {
        ObjectNode steps = outer.map(Scope::steps).orElseGet(JsonNodeFactory.instance::objectNode);
        outputs.forEach(steps::set);
        return steps;
    }
}
