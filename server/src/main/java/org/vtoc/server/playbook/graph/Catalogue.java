package org.vtoc.server.playbook.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.vtoc.server.platform.config.SettingsProblem;
import org.vtoc.server.platform.config.SettingsSchema;
import org.vtoc.server.platform.config.SettingsText;

/// Reads a catalogue of playbooks as a whole: either all are good, or every problem is named with its line. May be
/// shared between threads.
public final class Catalogue {
    /// @param playbooks by name; none if there are problems
    public record Outcome(SequencedMap<String, Playbook> playbooks, List<SettingsProblem> problems) {
        public Outcome {
            playbooks = new LinkedHashMap<>(playbooks);
            problems = List.copyOf(problems);
        }
    }

    /// What the catalogue may use: the names of each tool's arguments.
    ///
    /// @param required those that a call must give
    public record Signature(Set<String> known, Set<String> required) {
        public Signature {
            known = Set.copyOf(known);
            required = Set.copyOf(required);
        }
    }

    private static final int MAX_PROBLEMS = 100;

    private final SettingsSchema schema = new SettingsSchema("/schema/agentkit.schema.json", Set.of());
    private final Map<String, Signature> tools;

    public Catalogue(Map<String, Signature> tools) {
        this.tools = Map.copyOf(tools);
    }

    /// @param yaml the text of `config/agentkit.yml`
    public Outcome parse(String yaml) {
        SettingsText text = SettingsText.parse(yaml);
        var problems = new ArrayList<>(text.problems());
        problems.addAll(schema.check(text.tree(), text::line));
        var playbooks = new LinkedHashMap<String, Playbook>();
        if (problems.isEmpty()) {
            var reader = new PlaybookReader(
                    text::line, (path, message) -> problems.add(new SettingsProblem(path, text.line(path), message)));
            text.tree().path("playbooks").properties().forEach(entry -> {
                if (entry.getValue() instanceof ObjectNode node) {
                    playbooks.put(entry.getKey(), reader.read(entry.getKey(), node));
                }
            });
            playbooks.values().forEach(playbook -> new PlaybookCheck(playbook, playbooks, tools)
                    .problems()
                    .forEach(problem -> problems.add(
                            new SettingsProblem(problem.path(), text.line(problem.path()), problem.message()))));
        }
        problems.sort(Comparator.comparingInt(SettingsProblem::line));
        return problems.isEmpty()
                ? new Outcome(playbooks, List.of())
                : new Outcome(new LinkedHashMap<>(), problems.subList(0, Math.min(MAX_PROBLEMS, problems.size())));
    }

    /// Reads again what was good once: the definitions that a run keeps.
    public static SequencedMap<String, Playbook> reread(ObjectNode definitions) {
        var reader = new PlaybookReader(_ -> 0, (path, message) -> {
            throw new IllegalStateException("%s %s".formatted(path, message));
        });
        var playbooks = new LinkedHashMap<String, Playbook>();
        definitions
                .properties()
                .forEach(entry ->
                        playbooks.put(entry.getKey(), reader.read(entry.getKey(), (ObjectNode) entry.getValue())));
        return playbooks;
    }
}
