package org.vtoc.server.playbook.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `${root.name[0].name}` in the texts of a playbook: the only thing that is computed there.
///
/// @param root `inputs`, `steps`, `run`, `trigger`, `item` or `index`
/// @param way names and numbers below it
public record Reference(String root, List<String> way) {
    public static final List<String> ROOTS = List.of("inputs", "steps", "run", "trigger", "item", "index");

    private static final Pattern IN_TEXT = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern SHAPE = Pattern.compile("([a-z]+)((?:\\.[A-Za-z_][A-Za-z0-9_-]*|\\[[0-9]{1,6}])*)");
    private static final Pattern PART = Pattern.compile("\\.([A-Za-z_][A-Za-z0-9_-]*)|\\[([0-9]{1,6})]");

    public Reference {
        way = List.copyOf(way);
    }

    /// @param text what stands between the braces
    /// @throws IllegalArgumentException it is no reference; the message says what would be one
    public static Reference parse(String text) {
        Matcher shape = SHAPE.matcher(text.strip());
        if (!shape.matches()) {
            throw new IllegalArgumentException(
                    "${%s} is not a reference such as ${steps.find.tracks[0].id}".formatted(text));
        }
        if (!ROOTS.contains(shape.group(1))) {
            throw new IllegalArgumentException(
                    "${%s} begins with none of %s".formatted(text, String.join(", ", ROOTS)));
        }
        var way = new ArrayList<String>();
        PART.matcher(shape.group(2))
                .results()
                .forEach(part -> way.add(part.group(1) != null ? part.group(1) : part.group(2)));
        return new Reference(shape.group(1), way);
    }

    /// All references in all texts of a value.
    ///
    /// @throws IllegalArgumentException one is none
    public static List<Reference> in(JsonNode value) {
        var found = new ArrayList<Reference>();
        if (value.isTextual()) {
            IN_TEXT.matcher(value.textValue()).results().forEach(match -> found.add(parse(match.group(1))));
        } else {
            value.forEach(each -> found.addAll(in(each)));
        }
        return found;
    }

    /// The value with its references replaced. A text that is one reference becomes what it names, of whatever type;
    /// inside a longer text it becomes text. What is not there is null, or no text.
    public static JsonNode resolve(JsonNode value, Function<String, JsonNode> roots) {
        return switch (value.getNodeType()) {
            case STRING -> text(value, roots);
            case ARRAY -> {
                var list = JsonNodeFactory.instance.arrayNode();
                value.forEach(each -> list.add(resolve(each, roots)));
                yield list;
            }
            case OBJECT -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                for (Map.Entry<String, JsonNode> entry : value.properties()) {
                    object.set(entry.getKey(), resolve(entry.getValue(), roots));
                }
                yield object;
            }
            default -> value;
        };
    }

    private static JsonNode text(JsonNode value, Function<String, JsonNode> roots) {
        String text = value.textValue();
        if (text.indexOf("${") < 0) {
            return value;
        }
        Matcher whole = IN_TEXT.matcher(text);
        if (whole.matches()) {
            JsonNode found = parse(whole.group(1)).of(roots);
            return found.isMissingNode() ? JsonNodeFactory.instance.nullNode() : found;
        }
        Function<MatchResult, String> replacement = match -> {
            JsonNode found = parse(match.group(1)).of(roots);
            String shown = found.isMissingNode() || found.isNull()
                    ? ""
                    : found.isValueNode() ? found.asText() : found.toString();
            return Matcher.quoteReplacement(shown);
        };
        return JsonNodeFactory.instance.textNode(IN_TEXT.matcher(text).replaceAll(replacement));
    }

    /// What it names; missing if that is not there.
    public JsonNode of(Function<String, JsonNode> roots) {
        JsonNode at = roots.apply(root);
        for (String part : way) {
            at = at.isArray() && Character.isDigit(part.charAt(0)) ? at.path(Integer.parseInt(part)) : at.path(part);
        }
        return at == null ? MissingNode.getInstance() : at;
    }

    @Override
    public String toString() {
        return "${" + root + (way.isEmpty() ? "" : "." + String.join(".", way)) + "}";
    }
}
