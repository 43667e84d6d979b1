package org.vtoc.server.playbook.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.vtoc.decode.Kind;
import org.vtoc.decode.Observation;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.playbook.Tool;
import org.vtoc.server.playbook.ToolRefusal;
import org.vtoc.server.playbook.graph.Input;
import org.vtoc.server.telemetry.Fact;
import org.vtoc.server.telemetry.IngestReport;
import org.vtoc.server.telemetry.Source;
import org.vtoc.server.telemetry.Telemetry;

/// Puts something on the map that a person or an earlier step knows the position of. The effect's id is the event's
/// key, so that a repeated attempt adds nothing.
public final class ReportPosition implements Tool {
    private static final String SOURCE = "playbooks";
    private static final Spec SPEC = new Spec(
            "report_position",
            "Reports that something is somewhere now: an event of the source playbooks, and a track on the map.",
            Effect.WRITES,
            arguments());

    private final Telemetry telemetry;

    public ReportPosition(Telemetry telemetry) {
        this.telemetry = telemetry;
    }

    private static Map<String, Input> arguments() {
        List<String> kinds = Stream.of(Kind.values()).map(Kind::wireName).toList();
        var arguments = new LinkedHashMap<String, Input>();
        arguments.put(
                "name", argument(Input.Type.TEXT, true, List.of(), "what it is called; its track id is made of it"));
        arguments.put("latitude", argument(Input.Type.NUMBER, true, List.of(), "degrees north"));
        arguments.put("longitude", argument(Input.Type.NUMBER, true, List.of(), "degrees east"));
        arguments.put(
                "kind",
                new Input(Input.Type.TEXT, false, Optional.of(TextNode.valueOf("object")), kinds, "what kind it is"));
        arguments.put("note", argument(Input.Type.TEXT, false, List.of(), "what else there is to say"));
        return arguments;
    }

    private static Input argument(Input.Type type, boolean required, List<String> choices, String description) {
        return new Input(type, required, Optional.empty(), choices, description);
    }

    @Override
    public Spec spec() {
        return SPEC;
    }

    @Override
    public JsonNode call(Call call) throws ToolRefusal, IOException, InterruptedException {
        JsonNode arguments = call.arguments();
        String name = arguments.path("name").asText().strip();
        String id = "report:" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("track_id", id);
        if (call.dryRun()) {
            return result.put("would", "report %s".formatted(name));
        }
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", name);
        fields.put("by", call.onBehalf());
        fields.put("run", call.run().toString());
        if (arguments.has("note")) {
            fields.put("note", arguments.path("note").asText());
        }
        var seen = new Observation(
                Kind.valueOf(arguments.path("kind").asText().toUpperCase(Locale.ROOT)),
                id,
                "report",
                Observation.NO_TIME,
                arguments.path("latitude").asDouble(),
                arguments.path("longitude").asDouble(),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                fields);
        IngestReport report =
                store(call, new Fact(seen, Optional.of(call.effect().toString()), Optional.empty()));
        if (!report.rejected().isEmpty()) {
            throw new ToolRefusal(report.rejected().getFirst().detail());
        }
        return result.put("repeated", report.duplicates() > 0);
    }

    private IngestReport store(Call call, Fact fact) throws ToolRefusal, IOException, InterruptedException {
        try {
            Source source = telemetry
                    .sources()
                    .findOrCreate(call.station(), SOURCE, "Reports of playbooks", Actor.system("playbooks"));
            if (!source.enabled()) {
                throw new ToolRefusal("source %s is disabled".formatted(SOURCE));
            }
            return telemetry.ingest(source, List.of(fact));
        } catch (ProblemException problem) {
            if (problem.retryAfter().isPresent()) {
                throw new IOException(problem.detail(), problem);
            }
            throw new ToolRefusal(problem.detail());
        }
    }
}
