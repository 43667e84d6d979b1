package org.vtoc.server.platform.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// YAML text as a JSON tree, with the line of every setting.
///
/// Nothing but plain values is read: no tags, no objects, no merge keys, so a settings file can't make the program
/// load anything.
///
/// @param lines the 1-based line by path, `sources.roof.type`
/// @param problems what is wrong with the text itself; a text with problems has a tree of what could be read
public record SettingsText(JsonNode tree, Map<String, Integer> lines, List<SettingsProblem> problems) {
    private static final int MAX_CHARACTERS = 1024 * 1024;
    private static final int MAX_DEPTH = 20;

    public static SettingsText parse(String yaml) {
        var options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(MAX_DEPTH);
        var reading = new Reading(new HashMap<>(), new ArrayList<>());
        try {
            Node root = new Yaml(options).compose(new StringReader(yaml));
            JsonNode tree = root == null ? JsonNodeFactory.instance.objectNode() : reading.value(root, "");
            return new SettingsText(tree, reading.lines, reading.problems);
        } catch (MarkedYAMLException failure) {
            var mark = failure.getProblemMark();
            return broken(mark == null ? 0 : mark.getLine() + 1, advice(String.valueOf(failure.getProblem())));
        } catch (YAMLException failure) {
            return broken(0, "is not YAML: " + failure.getMessage());
        }
    }

    private static String advice(String problem) {
        String hint = problem.contains("alias") ? "; put a cron line in quotes: \"*/5 * * * *\"" : "";
        return problem.contains("(TAB)")
                ? "is not YAML: indent with spaces, not tabs"
                : "is not YAML: " + problem + hint;
    }

    private static SettingsText broken(int line, String message) {
        return new SettingsText(
                JsonNodeFactory.instance.objectNode(), Map.of(), List.of(new SettingsProblem("", line, message)));
    }

    public int line(String path) {
        // A missing setting has no line of its own: its parent's is where to add it.
        for (String at = path; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('.')))) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return 1;
    }

    private record Reading(Map<String, Integer> lines, List<SettingsProblem> problems) {
        JsonNode value(Node node, String path) {
            return switch (node) {
                case MappingNode mapping -> object(mapping, path);
                case SequenceNode sequence -> list(sequence, path);
                case ScalarNode scalar -> scalar(scalar, path);
                default -> JsonNodeFactory.instance.nullNode();
            };
        }

        private JsonNode object(MappingNode mapping, String path) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (var entry : mapping.getValue()) {
                int line = entry.getKeyNode().getStartMark().getLine() + 1;
                if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                    problems.add(new SettingsProblem(path, line, "has a key that is not a text"));
                    continue;
                }
                String name = key.getValue();
                String below = path.isEmpty() ? name : path + "." + name;
                if (object.has(name)) {
                    problems.add(new SettingsProblem(
                            below, line, "is given twice; the first is in line " + lines.get(below)));
                    continue;
                }
                lines.put(below, line);
                object.set(name, value(entry.getValueNode(), below));
            }
            return object;
        }

        private JsonNode list(SequenceNode sequence, String path) {
            var list = JsonNodeFactory.instance.arrayNode();
            for (Node item : sequence.getValue()) {
                list.add(value(item, path + "[" + list.size() + "]"));
            }
            return list;
        }

        private JsonNode scalar(ScalarNode scalar, String path) {
            String text = scalar.getValue();
            JsonNodeFactory nodes = JsonNodeFactory.instance;
            Tag tag = scalar.getTag();
            if (tag.equals(Tag.NULL)) {
                return nodes.nullNode();
            }
            if (tag.equals(Tag.BOOL)) {
                return nodes.booleanNode(List.of("true", "yes", "on").contains(text.toLowerCase(Locale.ROOT)));
            }
            if (tag.equals(Tag.INT) && text.matches("[-+]?(0|[1-9][0-9]{0,8})")) {
                return nodes.numberNode(Integer.parseInt(text));
            }
            if (tag.equals(Tag.INT) && text.matches("[-+]?[1-9][0-9]{9,30}")) {
                return nodes.numberNode(new BigInteger(text));
            }
            if (tag.equals(Tag.FLOAT) && text.matches("[-+]?[0-9]{1,30}\\.[0-9]{0,30}")) {
                return nodes.numberNode(new BigDecimal(text));
            }
            if (!tag.getValue().startsWith(Tag.PREFIX)) {
                problems.add(new SettingsProblem(
                        path, scalar.getStartMark().getLine() + 1, "has a tag; give a plain value"));
            }
            return nodes.textNode(text);
        }
    }
}
