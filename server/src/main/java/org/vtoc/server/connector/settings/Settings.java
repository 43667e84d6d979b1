package org.vtoc.server.connector.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.vtoc.server.platform.config.SettingsProblem;
import org.vtoc.server.platform.config.SettingsSchema;
import org.vtoc.server.platform.config.SettingsText;
import org.vtoc.server.platform.http.Json;

/// Reads the settings of sources, from a file's text or from one request. May be shared between threads.
public final class Settings {
    /// What a text holds: either sources, or problems; a text with one wrong setting is refused as a whole.
    public record Outcome(List<SourceSettings> sources, List<SettingsProblem> problems) {
        public Outcome {
            sources = List.copyOf(sources);
            problems = List.copyOf(problems);
        }
    }

    /// What one source's settings are.
    public sealed interface One {
        record Good(SourceSettings settings) implements One {}

        /// @param problems their paths begin at the source: `tcp_url`
        record Wrong(List<SettingsProblem> problems) implements One {}
    }

    private static final int MAX_PROBLEMS = 100;

    /// Types and modes of the contract that this version can't run yet.
    private static final Set<String> LATER = Set.of("tle", "rtlsdr", "meshtastic", "rss", "custom", "chatkit");

    private final SettingsSchema schema = new SettingsSchema("/schema/sources.schema.json", LATER);
    private final Path folder;

    /// @param folder what relative paths of files are relative to
    public Settings(Path folder) {
        this.folder = folder;
    }

    /// @param yaml the text of a settings file
    public Outcome parse(String yaml) {
        SettingsText text = SettingsText.parse(yaml);
        var problems = new ArrayList<>(text.problems());
        problems.addAll(schema.check(text.tree(), text::line));
        if (!problems.isEmpty()) {
            return new Outcome(List.of(), problems.subList(0, Math.min(MAX_PROBLEMS, problems.size())));
        }
        var sources = new ArrayList<SourceSettings>();
        for (Map.Entry<String, JsonNode> entry : text.tree().path("sources").properties()) {
            read(entry.getKey(), entry.getValue(), text::line, problems).ifPresent(sources::add);
        }
        return new Outcome(problems.isEmpty() ? sources : List.of(), problems);
    }

    /// Checks one source that comes from a request or from the database.
    ///
    /// @param own as [SourceSettings#own()]
    public One check(String slug, String name, String type, boolean enabled, Map<String, Object> own) {
        ObjectNode source = JsonNodeFactory.instance.objectNode();
        source.setAll((ObjectNode) Json.MAPPER.valueToTree(own));
        var problems = new ArrayList<SettingsProblem>();
        for (String column : List.of("type", "name", "enabled", "station_role")) {
            if (source.has(column)) {
                problems.add(new SettingsProblem(column, 0, "belongs beside the settings, not into them"));
            }
        }
        source.put("type", type).put("name", name).put("enabled", enabled);
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("sources").set(slug, source);
        ToIntFunction<String> noLines = _ -> 0;
        problems.addAll(schema.check(root, noLines));
        Optional<SourceSettings> settings =
                problems.isEmpty() ? read(slug, source, noLines, problems) : Optional.empty();
        if (settings.isPresent()) {
            return new One.Good(settings.get());
        }
        String prefix = "sources." + slug;
        return new One.Wrong(problems.stream()
                .map(problem -> new SettingsProblem(within(problem.path(), prefix), 0, problem.message()))
                .toList());
    }

    private static String within(String path, String prefix) {
        return path.startsWith(prefix + ".") ? path.substring(prefix.length() + 1) : path.equals(prefix) ? "" : path;
    }

    private Optional<SourceSettings> read(
            String slug, JsonNode source, ToIntFunction<String> lines, List<SettingsProblem> problems) {
        var reader = new SourceReader(folder, source, (field, message) -> {
            String path = "sources." + slug + "." + field;
            problems.add(new SettingsProblem(path, lines.applyAsInt(path), message));
        });
        int before = problems.size();
        SourceSettings settings = reader.read(slug);
        return problems.size() == before ? Optional.of(settings) : Optional.empty();
    }
}
