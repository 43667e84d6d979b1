package org.vtoc.server.platform.http;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.impl.module.EnumModule;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.vtoc.server.platform.security.Access;

/// The OpenAPI 3.1 document, made from the route table.
public final class ApiDocument {
    /// Where the next piece of a list starts: null at its end, never absent.
    private static final String NEXT = "next";

    private final ObjectNode schemas = Json.MAPPER.createObjectNode();
    private final Set<Class<?>> requests;
    private final SchemaGenerator generator;

    private ApiDocument(List<Route> table) {
        this.requests =
                table.stream().flatMap(route -> route.request().stream()).collect(Collectors.toUnmodifiableSet());
        var builder = new SchemaGeneratorConfigBuilder(
                        Json.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(
                        Option.INLINE_ALL_SCHEMAS,
                        Option.EXTRA_OPEN_API_FORMAT_VALUES,
                        Option.FLATTENED_OPTIONALS,
                        Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
                .without(Option.SCHEMA_VERSION_INDICATOR, Option.FLATTENED_ENUMS)
                .with(new EnumModule(constant -> Json.MAPPER.convertValue(constant, String.class)));
        builder.forFields().withPropertyNameOverrideResolver(field -> snake(field.getName()));
        builder.forFields()
                .withRequiredCheck(field -> field.getName().equals(NEXT)
                        || !(field.getType().isInstanceOf(Optional.class) || changesText(field)))
                .withNullableCheck(ApiDocument::changesText)
                .withTargetTypeOverridesResolver(
                        field -> written(field).map(List::of).orElse(null)); // null: as it is declared
        this.generator = new SchemaGenerator(builder.build());
    }

    /// The type that a field has in JSON, where that is another than the declared one.
    private static Optional<ResolvedType> written(FieldScope field) {
        if (field.getAnnotation(JsonRawValue.class) != null) {
            return Optional.of(field.getContext().resolve(Map.class, String.class, Object.class));
        }
        return changesText(field) ? Optional.of(field.getContext().resolve(String.class)) : Optional.empty();
    }

    private static boolean changesText(FieldScope field) {
        return field.getRawMember().getType().equals(TextChange.class);
    }

    /// The document and a page that shows it.
    public static List<Route> routes(List<Route> table, String version) {
        ObjectNode document = new ApiDocument(table).document(table, version);
        Access open = Access.open("the API's description holds no data");
        return List.of(
                Route.getAtRoot("/api/openapi", open, _ -> Answer.ok(document)).summary("This API as OpenAPI 3.1"),
                Route.getAtRoot("/api/docs", open, _ -> Answer.text("text/html; charset=utf-8", ApiPage.of(table)))
                        .summary("This API for people"));
    }

    private ObjectNode document(List<Route> table, String version) {
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "vTOC")
                .put("version", version)
                .put("description", "A virtual operations center.")
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("identifier", "Apache-2.0");
        document.putArray("servers").addObject().put("url", "/");
        var paths = new TreeMap<String, ObjectNode>();
        for (Route route : table) {
            paths.computeIfAbsent(route.path(), _ -> Json.MAPPER.createObjectNode())
                    .set(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        document.putObject("paths").setAll(paths);
        schema(Problem.class);
        ObjectNode components = document.putObject("components");
        components.set("schemas", schemas);
        ObjectNode security = components.putObject("securitySchemes");
        security.putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "An access token or an API key");
        security.putObject("key").put("type", "apiKey").put("in", "header").put("name", "X-API-Key");
        return document;
    }

    private ObjectNode operation(Route route) {
        ObjectNode operation = Json.MAPPER.createObjectNode();
        operation.put("operationId", operationId(route));
        operation.put("summary", route.summary());
        operation.put("description", access(route.access()));
        operation.putArray("tags").add(tag(route.path()));
        ArrayNode parameters = operation.putArray("parameters");
        for (String segment : Router.segments(route.path())) {
            if (segment.startsWith("{")) {
                parameter(parameters, segment.substring(1, segment.length() - 1), "path", "")
                        .put("required", true);
            }
        }
        route.parameters().forEach(query -> parameter(parameters, query.name(), "query", query.description()));
        route.request().ifPresent(type -> {
            ObjectNode body = operation.putObject("requestBody").put("required", true);
            body.putObject("content").putObject("application/json").set("schema", schema(type));
        });
        ObjectNode responses = operation.putObject("responses");
        ObjectNode good = responses.putObject(Integer.toString(route.status())).put("description", "Good");
        route.response()
                .ifPresent(type ->
                        good.putObject("content").putObject("application/json").set("schema", schema(type)));
        ObjectNode problem = responses.putObject("default").put("description", "A problem (RFC 9457)");
        problem.putObject("content").putObject(Problem.CONTENT_TYPE).set("schema", schema(Problem.class));
        if (route.access() instanceof Access.Open) {
            operation.putArray("security");
        } else {
            ArrayNode security = operation.putArray("security");
            security.addObject().putArray("bearer");
            security.addObject().putArray("key");
        }
        return operation;
    }

    private static ObjectNode parameter(ArrayNode parameters, String name, String in, String description) {
        ObjectNode parameter = parameters.addObject().put("name", name).put("in", in);
        if (!description.isEmpty()) {
            parameter.put("description", description);
        }
        parameter.putObject("schema").put("type", "string");
        return parameter;
    }

    private ObjectNode schema(Class<?> type) {
        String name = type.getSimpleName();
        if (!schemas.has(name)) {
            ObjectNode made = generator.generateSchema(type);
            unwrap(made, type);
            if (!requests.contains(type)) {
                leaveOutNull(made);
            }
            schemas.set(name, made);
        }
        return Json.MAPPER.createObjectNode().put("$ref", "#/components/schemas/" + name);
    }

    /// Lifts what a component marked so contains to where it is written.
    private static void unwrap(ObjectNode schema, Class<?> type) {
        if (!type.isRecord()) {
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                String name = snake(component.getName());
                JsonNode inner = schema.withObject("properties").remove(name);
                ArrayNode required = Json.MAPPER.createArrayNode();
                schema.withArray("required").forEach(each -> {
                    if (!each.asText().equals(name)) {
                        required.add(each);
                    }
                });
                schema.withObject("properties").setAll((ObjectNode) inner.get("properties"));
                required.addAll((ArrayNode) inner.get("required"));
                schema.set("required", required);
            }
        }
    }

    /// What has no value is left out of an answer; only a request may say null.
    private static void leaveOutNull(JsonNode schema) {
        schema.path("properties").properties().forEach(property -> {
            JsonNode types = property.getValue().path("type");
            if (types.isArray() && !property.getKey().equals(NEXT)) {
                ((ObjectNode) property.getValue()).set("type", types.get(0));
            }
        });
        schema.forEach(ApiDocument::leaveOutNull);
    }

    private static String operationId(Route route) {
        var id = new StringBuilder(route.method().toLowerCase(Locale.ROOT));
        for (String segment : Router.segments(route.path().replace(Route.API, ""))) {
            for (String word :
                    List.of(segment.replace("{", "by-").replace("}", "").split("[-_.]"))) {
                if (!word.isEmpty()) {
                    id.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
                }
            }
        }
        return id.toString();
    }

    private static String tag(String path) {
        List<String> segments = Router.segments(path.replace(Route.API, ""));
        return path.startsWith(Route.API) ? segments.getFirst() : "center";
    }

    static String access(Access access) {
        return switch (access) {
            case Access.Open _ -> "Open to anyone.";
            case Access.SignedIn _ -> "For signed-in users.";
            case Access.Admin _ -> "For administrators.";
            case Access.Scoped(var scope) -> "For API keys of scope " + scope.wireName() + " and administrators.";
            case Access.InStation(var role, var scope) ->
                "For the role " + role.wireName() + " in the station"
                        + scope.map(name -> ", and API keys of scope " + name.wireName() + " that reach it")
                                .orElse("")
                        + ".";
        };
    }

    private static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    /// The page at `/api/docs`: every route in one table, without a script.
    private static final class ApiPage {
        static String of(List<Route> table) {
            var rows = new StringBuilder();
            for (Route route : table) {
                rows.append("<tr><td>")
                        .append(route.method())
                        .append("</td><td><code>")
                        .append(escape(route.path()))
                        .append("</code></td><td>")
                        .append(escape(route.summary()))
                        .append("<ul>");
                route.parameters().forEach(query -> rows.append("<li><code>")
                        .append(escape(query.name()))
                        .append("</code> ")
                        .append(escape(query.description()))
                        .append("</li>"));
                rows.append("</ul></td><td>")
                        .append(escape(access(route.access())))
                        .append("</td></tr>\n");
            }
            return """
                    <!doctype html>
                    <html lang="en"><head><meta charset="utf-8"><title>vTOC API</title>
                    <meta name="viewport" content="width=device-width,initial-scale=1">
                    <style>
                    body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#121a24}
                    table{border-collapse:collapse;width:100%%}td,th{text-align:left;vertical-align:top;
                    padding:.4rem .6rem;border-bottom:1px solid #d6dde6}ul{margin:0;padding-left:1.2rem;color:#44525f}
                    </style></head><body>
                    <h1>vTOC API</h1>
                    <p>The machine-readable document is <a href="/api/openapi">OpenAPI 3.1</a>. Errors are problem JSON
                    (RFC 9457); lists are pages with <code>items</code> and <code>next</code>; times are RFC 3339 UTC;
                    units are SI.</p>
                    <table><thead><tr><th>Method</th><th>Path</th><th>What</th><th>Who</th></tr></thead><tbody>
                    %s</tbody></table></body></html>
                    """.formatted(rows);
        }

        private static String escape(String text) {
            return text.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;");
        }
    }
}
