package org.vtoc.server.playbook.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What a branch or a loop asks: references and comparisons, nothing else.
public sealed interface Condition {
    /// True unless it is missing, null, false, zero or empty.
    record Holds(JsonNode value) implements Condition {}

    /// Two values compared. Numbers are compared as numbers, everything else as text; with a missing value only `!=`
    /// holds.
    record Compared(JsonNode left, Comparison how, JsonNode right) implements Condition {}

    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }
    }

    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    record Not(Condition part) implements Condition {}

    /// How two values are compared.
    enum Comparison {
        EQUAL("=="),
        DIFFERENT("!="),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">="),
        /// A text has a part, a list an item.
        CONTAINS("contains");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        static Comparison of(String sign) {
            return Stream.of(values())
                    .filter(each -> each.sign.equals(sign))
                    .findFirst()
                    .orElseThrow();
        }
    }

    Pattern OPERAND = Pattern.compile("\\$\\{[^}]*}|'[^']*'|\"[^\"]*\"|[^\\s'\"<>=!$]+");
    Pattern SHAPE =
            Pattern.compile("\\s*(" + OPERAND + ")(?:\\s*(==|!=|<=|>=|<|>|\\bcontains\\b)\\s*(" + OPERAND + "))?\\s*");

    /// @param value `${steps.find.count} > 0`, `${inputs.urgent}`, or an object with one of `all`, `any`, `not`
    /// @throws IllegalArgumentException it is none; the message says why
    static Condition parse(JsonNode value) {
        Matcher shape = value.isTextual() ? SHAPE.matcher(value.textValue()) : null;
        if (shape != null && shape.matches()) {
            JsonNode left = operand(shape.group(1));
            return shape.group(2) == null
                    ? new Holds(left)
                    : new Compared(left, Comparison.of(shape.group(2)), operand(shape.group(3)));
        }
        String only = value.isObject() && value.size() == 1 ? value.fieldNames().next() : "";
        return switch (only) {
            case "all" -> new All(parts(value.path(only)));
            case "any" -> new Any(parts(value.path(only)));
            case "not" -> new Not(parse(value.path(only)));
            default ->
                throw new IllegalArgumentException("must be like ${steps.find.count} > 0, or all, any, not of such");
        };
    }

    private static List<Condition> parts(JsonNode list) {
        if (!list.isArray() || list.isEmpty()) {
            throw new IllegalArgumentException("needs a list of conditions");
        }
        return StreamSupport.stream(list.spliterator(), false)
                .map(Condition::parse)
                .toList();
    }

    private static JsonNode operand(String text) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (text.startsWith("'") || text.startsWith("\"")) {
            return nodes.textNode(text.substring(1, text.length() - 1));
        }
        if (text.equals("true") || text.equals("false")) {
            return nodes.booleanNode(text.equals("true"));
        }
        if (text.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
            return nodes.numberNode(new BigDecimal(text));
        }
        return nodes.textNode(text);
    }

    /// The references in it.
    ///
    /// @throws IllegalArgumentException one is none
    default List<Reference> references() {
        return switch (this) {
            case Holds(JsonNode value) -> Reference.in(value);
            case Compared(JsonNode left, var _, JsonNode right) ->
                Stream.concat(Reference.in(left).stream(), Reference.in(right).stream())
                        .toList();
            case All(var parts) ->
                parts.stream().flatMap(part -> part.references().stream()).toList();
            case Any(var parts) ->
                parts.stream().flatMap(part -> part.references().stream()).toList();
            case Not(Condition part) -> part.references();
        };
    }

    default boolean test(Function<String, JsonNode> roots) {
        return switch (this) {
            case Holds(JsonNode value) -> holds(Reference.resolve(value, roots));
            case Compared(JsonNode left, Comparison how, JsonNode right) ->
                compare(Reference.resolve(left, roots), how, Reference.resolve(right, roots));
            case All(var parts) -> parts.stream().allMatch(part -> part.test(roots));
            case Any(var parts) -> parts.stream().anyMatch(part -> part.test(roots));
            case Not(Condition part) -> !part.test(roots);
        };
    }

    private static boolean holds(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> false;
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.decimalValue().signum() != 0;
            case STRING -> !value.textValue().isEmpty();
            default -> !value.isEmpty();
        };
    }

    private static boolean compare(JsonNode left, Comparison how, JsonNode right) {
        if (left.isNull() || right.isNull()) {
            return how == Comparison.DIFFERENT && left.isNull() != right.isNull();
        }
        if (how == Comparison.CONTAINS) {
            return left.isArray()
                    ? StreamSupport.stream(left.spliterator(), false)
                            .anyMatch(item -> compare(item, Comparison.EQUAL, right))
                    : left.asText().contains(right.asText());
        }
        int order = left.isNumber() && right.isNumber()
                ? left.decimalValue().compareTo(right.decimalValue())
                : text(left).compareTo(text(right));
        return switch (how) {
            case EQUAL -> order == 0;
            case DIFFERENT -> order != 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
            case CONTAINS -> throw new IllegalStateException("decided above");
        };
    }

    private static String text(JsonNode value) {
        return Objects.requireNonNullElse(value.isValueNode() ? value.asText() : null, value.toString());
    }
}
