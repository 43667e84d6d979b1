package org.vtoc.server.platform.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.stream.Collectors;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;

/// JSON as the API speaks it: snake case, RFC 3339 times, closed schemas, and limits far below the library's own.
public final class Json {
    public static final int MAX_DEPTH = 32;
    public static final int MAX_STRING = 64 * 1024;
    public static final int MAX_NUMBER = 64;

    /// For parsers that read token by token and bound each text themselves, so that one long text is one bad row.
    public static final JsonFactory FACTORY = factory(Exchange.MAX_BULK);

    private static JsonFactory factory(int longestText) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(longestText)
                        .maxNumberLength(MAX_NUMBER)
                        .maxNameLength(1024)
                        .build())
                .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                .build();
    }

    // With a factory of its own, which keeps the mapper's strictness: the intake names a field given twice by row.
    public static final ObjectMapper MAPPER = JsonMapper.builder(factory(MAX_STRING))
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .withCoercionConfig(
                    LogicalType.Textual, config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private Json() {}

    /// Turns what the library says of bad input into what we say: 400 what is not JSON, 422 what is not what we take.
    public static ProblemException refusal(IOException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException unknown ->
                ProblemException.invalid(
                        path(unknown),
                        "unknown field; known are "
                                + unknown.getKnownPropertyIds().stream()
                                        .map(String::valueOf)
                                        .sorted()
                                        .collect(Collectors.joining(", ")));
            case InvalidFormatException format ->
                ProblemException.invalid(
                        path(format),
                        "is not a valid "
                                + format.getTargetType().getSimpleName().toLowerCase(java.util.Locale.ROOT));
            case StreamConstraintsException _ ->
                ProblemException.of(
                        RequestError.MALFORMED_REQUEST,
                        "The JSON exceeds a limit: depth %d, text %d characters, number %d digits."
                                .formatted(MAX_DEPTH, MAX_STRING, MAX_NUMBER));
            case JsonEOFException end -> malformed(end);
            case JsonParseException parse
            when parse.getOriginalMessage().startsWith("Duplicate field") ->
                ProblemException.invalid("body", parse.getOriginalMessage());
            case JsonParseException parse -> malformed(parse);
            case MismatchedInputException mismatch -> ProblemException.invalid(path(mismatch), expectation(mismatch));
            case JsonMappingException mapping when mapping.getCause() instanceof ProblemException problem -> problem;
            case JsonMappingException mapping
            when mapping.getCause() instanceof JsonParseException parse -> refusal(parse);
            case JsonMappingException mapping -> ProblemException.invalid(path(mapping), "is not valid");
            default -> ProblemException.of(RequestError.MALFORMED_REQUEST, "The body could not be read.");
        };
    }

    private static ProblemException malformed(JsonProcessingException failure) {
        var at = failure.getLocation();
        return ProblemException.of(
                RequestError.MALFORMED_REQUEST,
                "The body is not JSON: line %d, column %d.".formatted(at.getLineNr(), at.getColumnNr()));
    }

    private static String expectation(MismatchedInputException mismatch) {
        Class<?> target = mismatch.getTargetType();
        return target == null ? "has the wrong type" : "has the wrong type; expected " + typeName(target);
    }

    private static String typeName(Class<?> type) {
        if (type == String.class) {
            return "a text";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return type == boolean.class ? "true or false" : "a number";
        }
        if (java.util.Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        return "an object";
    }

    private static String path(JsonMappingException failure) {
        var text = new StringBuilder();
        for (var step : failure.getPath()) {
            if (step.getFieldName() == null) {
                text.append('[').append(step.getIndex()).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return text.isEmpty() ? "body" : text.toString();
    }
}
