package org.vtoc.server.platform.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.vtoc.server.platform.http.Json;

/// A published schema, and what it has against a tree of settings, in words that say what would be right. May be shared
/// between threads.
public final class SettingsSchema {
    private final JsonNode document;
    private final JsonSchema schema;
    private final Set<String> later;

    /// @param resource the schema's place in the class path
    /// @param later values of choices that this version can't serve yet
    public SettingsSchema(String resource, Set<String> later) {
        this.later = Set.copyOf(later);
        try (InputStream stream = SettingsSchema.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the program lacks " + resource);
            }
            document = Json.MAPPER.readTree(stream);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        document,
                        SchemaValidatorsConfig.builder()
                                .pathType(PathType.JSON_POINTER)
                                .build());
    }

    public List<SettingsProblem> check(JsonNode settings, ToIntFunction<String> lines) {
        var problems = new TreeSet<>(Comparator.comparingInt(SettingsProblem::line)
                .thenComparing(SettingsProblem::path)
                .thenComparing(SettingsProblem::message));
        for (ValidationMessage message : schema.validate(settings)) {
            // What the branches of a choice miss is said once, by the choice itself.
            if (message.getEvaluationPath().toString().contains("/oneOf/")) {
                continue;
            }
            String path = path(message);
            problems.add(new SettingsProblem(path, lines.applyAsInt(path), text(message)));
        }
        return new ArrayList<>(problems);
    }

    private static String path(ValidationMessage message) {
        String path = dotted(message.getInstanceLocation().toString());
        boolean namesProperty = message.getType().equals("additionalProperties")
                || message.getType().equals("required")
                || message.getType().equals("propertyNames");
        String property = message.getProperty();
        if (!namesProperty || property == null) {
            return path;
        }
        return path.isEmpty() ? property : path + "." + property;
    }

    /// `/sources/roof/type` as `sources.roof.type`.
    private static String dotted(String pointer) {
        var text = new StringBuilder();
        for (String step : pointer.split("/", -1)) {
            if (!step.isEmpty()) {
                text.append(text.isEmpty() ? "" : ".")
                        .append(step.replace("~1", "/").replace("~0", "~"));
            }
        }
        return text.toString();
    }

    private String text(ValidationMessage message) {
        JsonNode wanted = message.getSchemaNode();
        JsonNode found = message.getInstanceNode();
        return switch (message.getType()) {
            case "additionalProperties" -> unknown(message);
            case "required" -> "is missing" + describe(message, message.getProperty());
            case "oneOf" -> "needs exactly one of " + alternatives(wanted);
            case "enum" -> choice(wanted, found);
            case "type" -> "must be " + typeName(wanted) + ", not " + shown(found);
            case "not", "const" -> parent(message).path("description").asText("can't be " + shown(found));
            case "propertyNames" ->
                "is a name with other characters than %s"
                        .formatted(parent(message)
                                .path("propertyNames")
                                .path("description")
                                .asText());
            case "pattern" -> mismatch(message, found);
            case "minimum" -> "must be at least " + wanted.asText();
            case "maximum" -> "must be at most " + wanted.asText();
            case "minLength" -> "must not be empty";
            case "maxLength" -> "must not be longer than " + wanted.asText() + " characters";
            case "maxProperties" -> "must not have more than " + wanted.asText() + " entries";
            default -> "is not valid: " + message.getMessage();
        };
    }

    private String unknown(ValidationMessage message) {
        var known = new ArrayList<String>();
        parent(message).path("properties").fieldNames().forEachRemaining(known::add);
        return "is unknown; did you mean %s?".formatted(Nearest.of(message.getProperty(), known));
    }

    private String describe(ValidationMessage message, String property) {
        JsonNode described = resolved(parent(message).path("properties").path(property));
        if (described.isMissingNode()) {
            described = document.path("$defs").path(property);
        }
        return described.has("description")
                ? ": " + described.path("description").asText()
                : "";
    }

    private static String alternatives(JsonNode choices) {
        var names = new ArrayList<String>();
        choices.forEach(choice -> choice.path("required").forEach(name -> names.add(name.asText())));
        return String.join(", ", names);
    }

    private String choice(JsonNode wanted, JsonNode found) {
        var names = new ArrayList<String>();
        wanted.forEach(name -> names.add(name.asText()));
        String known = String.join(", ", names);
        if (later.contains(found.asText())) {
            return "%s is not supported by this version; there is %s".formatted(found.asText(), known);
        }
        return "must be one of %s, not %s".formatted(known, shown(found));
    }

    private String mismatch(ValidationMessage message, JsonNode found) {
        JsonNode example = parent(message).path("examples").path(0);
        return example.isMissingNode()
                ? "has characters that are not allowed: " + shown(found)
                : "must be like %s, not %s".formatted(example.asText(), shown(found));
    }

    /// The part of the schema that the failed keyword stands in.
    private JsonNode parent(ValidationMessage message) {
        String fragment = message.getSchemaLocation().getFragment().toString();
        return resolved(document.at(fragment.substring(0, Math.max(0, fragment.lastIndexOf('/')))));
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.startsWith("#") ? document.at(reference.substring(1)) : node;
    }

    private static String typeName(JsonNode wanted) {
        return switch (wanted.isArray() ? wanted.get(0).asText() : wanted.asText()) {
            case "boolean" -> "true or false";
            case "integer" -> "a whole number";
            case "object" -> "a group of settings";
            default -> "a text";
        };
    }

    private static String shown(JsonNode found) {
        String text = found.isObject() ? "a group" : found.toString();
        return text.length() > 60 ? text.substring(0, 57) + "..." : text;
    }
}
