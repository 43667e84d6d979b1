package org.vtoc.server.playbook.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a run is given under one name.
///
/// @param choices allowed values; empty: any
public record Input(
        Type type, boolean required, Optional<JsonNode> standard, List<String> choices, String description) {
    /// The kinds of values.
    public enum Type {
        TEXT,
        NUMBER,
        INTEGER,
        BOOLEAN,
        TIME,
        LIST,
        OBJECT;

        public static Type of(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int LONGEST = 16_384;

    public Input {
        choices = List.copyOf(choices);
    }

    /// What is wrong with a value; empty if it fits.
    public Optional<String> problem(JsonNode value) {
        boolean fits =
                switch (type) {
                    case TEXT -> value.isTextual();
                    case NUMBER -> value.isNumber();
                    case INTEGER -> value.isIntegralNumber() && value.canConvertToLong();
                    case BOOLEAN -> value.isBoolean();
                    case TIME -> value.isTextual() && isTime(value.textValue());
                    case LIST -> value.isArray();
                    case OBJECT -> value.isObject();
                };
        if (!fits) {
            return Optional.of("must be " + typeName());
        }
        if (value.isTextual() && value.textValue().length() > LONGEST) {
            return Optional.of("is longer than %d characters".formatted(LONGEST));
        }
        if (!choices.isEmpty() && !choices.contains(value.asText())) {
            return Optional.of("must be one of " + String.join(", ", choices));
        }
        return Optional.empty();
    }

    /// A value typed by a person, `key=value`.
    ///
    /// @return empty if it is none of the type
    public Optional<JsonNode> typed(String text) {
        try {
            return switch (type) {
                case TEXT -> Optional.of(TextNode.valueOf(text));
                case NUMBER -> Optional.of(DecimalNode.valueOf(new BigDecimal(text)));
                case INTEGER -> Optional.of(LongNode.valueOf(Long.parseLong(text)));
                case BOOLEAN ->
                    List.of("true", "false").contains(text)
                            ? Optional.of(BooleanNode.valueOf(text.equals("true")))
                            : Optional.empty();
                case TIME -> isTime(text) ? Optional.of(TextNode.valueOf(text)) : Optional.empty();
                case LIST, OBJECT -> Optional.empty();
            };
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    public String typeName() {
        return switch (type) {
            case TEXT -> "a text";
            case NUMBER -> "a number";
            case INTEGER -> "a whole number";
            case BOOLEAN -> "true or false";
            case TIME -> "a time (RFC 3339) such as 2026-01-31T12:00:00Z";
            case LIST -> "a list";
            case OBJECT -> "an object";
        };
    }

    private static boolean isTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeException _) {
            return false;
        }
    }
}
