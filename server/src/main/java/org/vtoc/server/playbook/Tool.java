package org.vtoc.server.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.vtoc.server.playbook.graph.Catalogue;
import org.vtoc.server.playbook.graph.Input;

/// Something that a step can do. Thread-safe.
public interface Tool {
    /// How much harm a call can do.
    enum Effect {
        /// Changes nothing.
        READS,
        /// Changes what can be changed back.
        WRITES,
        /// Needs a person's approval of the exact arguments.
        DANGEROUS
    }

    /// What a tool is, described once for people, playbooks and the model.
    ///
    /// @param name `post_message`
    record Spec(String name, String description, Effect effect, Map<String, Input> arguments) {
        public Spec {
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        }

        Catalogue.Signature signature() {
            return new Catalogue.Signature(
                    arguments.keySet(),
                    arguments.entrySet().stream()
                            .filter(entry -> entry.getValue().required())
                            .map(Map.Entry::getKey)
                            .collect(java.util.stream.Collectors.toSet()));
        }
    }

    /// One call.
    ///
    /// @param station slug of the station that the run is of; the tool reaches no other
    /// @param effect the same at every attempt of a step: what is done twice with it must be there once
    /// @param arguments as [Spec#arguments()] wants them
    /// @param onBehalf who started the run, for traces
    /// @param dryRun whether to say only what would be done; never asked of a tool that only reads
    record Call(String station, UUID run, UUID effect, ObjectNode arguments, String onBehalf, boolean dryRun) {}

    Spec spec();

    /// @return what later steps can refer to; an object as a rule
    /// @throws ToolRefusal it can't be done, and another attempt would not help
    /// @throws IOException it could not be done now; another attempt may help
    JsonNode call(Call call) throws ToolRefusal, IOException, InterruptedException;
}
