package org.vtoc.server.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.vtoc.server.playbook.graph.Catalogue;
import org.vtoc.server.playbook.graph.Input;

/// All tools by name. Immutable.
final class Toolbox {
    private final SequencedMap<String, Tool> tools = new LinkedHashMap<>();

    Toolbox(List<Tool> tools) {
        for (Tool tool : tools) {
            if (this.tools.putIfAbsent(tool.spec().name(), tool) != null) {
                throw new IllegalArgumentException(
                        "two tools are called " + tool.spec().name());
            }
        }
    }

    Collection<Tool> all() {
        return tools.values();
    }

    Optional<Tool> find(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    Map<String, Catalogue.Signature> signatures() {
        var signatures = new LinkedHashMap<String, Catalogue.Signature>();
        tools.forEach((name, tool) -> signatures.put(name, tool.spec().signature()));
        return signatures;
    }

    /// The arguments with what is standard filled in.
    ///
    /// @throws ToolRefusal one is unknown, missing or of the wrong type
    static ObjectNode checked(Tool.Spec spec, ObjectNode given) throws ToolRefusal {
        ObjectNode arguments = given.objectNode();
        for (String name : (Iterable<String>) given::fieldNames) {
            if (!spec.arguments().containsKey(name)) {
                throw new ToolRefusal("%s takes no %s".formatted(spec.name(), name));
            }
        }
        for (Map.Entry<String, Input> entry : spec.arguments().entrySet()) {
            JsonNode value = given.get(entry.getKey());
            if (value == null || value.isNull()) {
                if (entry.getValue().required()) {
                    throw new ToolRefusal("%s lacks %s".formatted(spec.name(), entry.getKey()));
                }
                entry.getValue().standard().ifPresent(standard -> arguments.set(entry.getKey(), standard));
                continue;
            }
            Optional<String> problem = entry.getValue().problem(value);
            if (problem.isPresent()) {
                throw new ToolRefusal("%s: %s %s".formatted(spec.name(), entry.getKey(), problem.get()));
            }
            arguments.set(entry.getKey(), value);
        }
        return arguments;
    }
}
