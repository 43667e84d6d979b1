package org.vtoc.server.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.vtoc.server.platform.bus.LocalBus;
import org.vtoc.server.platform.jobs.Jobs;
import org.vtoc.server.platform.jobs.JobsConfig;
import org.vtoc.server.playbook.graph.Input;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.Eventually;
import org.vtoc.server.testing.TestCenter;
import org.vtoc.server.testing.TestPostgres;

/// A center with playbooks, jobs, and tools that write down what was asked of them.
final class PlaybookCenter implements AutoCloseable {
    /// What a tool was asked: its name, the effect's id and the text.
    record Asked(String tool, UUID effect, String text) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    /// How many calls of `shaky` fail before one succeeds.
    final AtomicInteger failures = new AtomicInteger();
    /// Holds calls of `slow` until it is opened.
    volatile CountDownLatch gate = new CountDownLatch(0);

    final TestCenter center;
    final Path catalogue;
    final Api admin;
    final Api operator;

    PlaybookCenter(String name, String yaml) {
        catalogue = TestPostgres.newFolder(name + "-agentkit.yml");
        write(yaml);
        center = TestCenter.start(name, this::feature);
        admin = center.admin();
        center.makeUser("olga", "{\"ops\":\"operator\"}");
        operator = center.signedIn("olga");
    }

    void write(String yaml) {
        try {
            Files.writeString(catalogue, yaml);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private TestCenter.Feature feature(TestCenter made) {
        var parts = new ArrayList<AutoCloseable>();
        var random = new SplittableRandom(7);
        var clock = InstantSource.system();
        var bus = new LocalBus();
        parts.add(bus);
        var jobs = Jobs.create(JobsConfig.defaults(), made.databases.control(), bus, clock, random);
        var playbooks = Playbooks.start(
                PlaybookConfig.of(catalogue),
                made.databases.stations(),
                List.of(
                        tool("say", Tool.Effect.WRITES, this::say),
                        tool("shaky", Tool.Effect.WRITES, this::shaky),
                        tool("slow", Tool.Effect.WRITES, this::slow),
                        tool("refuse", Tool.Effect.READS, _ -> {
                            throw new ToolRefusal("never");
                        }),
                        tool("launch", Tool.Effect.DANGEROUS, this::say)),
                jobs,
                made.audit,
                clock,
                random);
        parts.add(playbooks);
        parts.add(jobs.start());
        return new TestCenter.Feature(playbooks.routes(), List.of(), parts);
    }

    private interface Doing {
        JsonNode call(Tool.Call call) throws ToolRefusal, IOException, InterruptedException;
    }

    private static Tool tool(String name, Tool.Effect effect, Doing doing) {
        Map<String, Input> arguments = new LinkedHashMap<>();
        arguments.put("text", new Input(Input.Type.TEXT, false, Optional.empty(), List.of(), "what is said"));
        arguments.put("list", new Input(Input.Type.LIST, false, Optional.empty(), List.of(), "what is said of"));
        var spec = new Tool.Spec(name, "For tests.", effect, arguments);
        return new Tool() {
            @Override
            public Spec spec() {
                return spec;
            }

            @Override
            public JsonNode call(Call call) throws ToolRefusal, IOException, InterruptedException {
                return doing.call(call);
            }
        };
    }

    private JsonNode say(Tool.Call call) {
        String text = call.arguments().path("text").asText();
        if (call.dryRun()) {
            return JsonNodeFactory.instance.objectNode().put("would", text);
        }
        asked.add(new Asked("say", call.effect(), text));
        ObjectNode output =
                JsonNodeFactory.instance.objectNode().put("said", text).put("length", text.length());
        if (call.arguments().has("list")) {
            output.set("list", call.arguments().path("list"));
        }
        return output;
    }

    private JsonNode shaky(Tool.Call call) throws IOException {
        asked.add(
                new Asked("shaky", call.effect(), call.arguments().path("text").asText()));
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IOException("not now");
        }
        return JsonNodeFactory.instance.objectNode().put("done", true);
    }

    private JsonNode slow(Tool.Call call) throws InterruptedException {
        asked.add(new Asked("slow", call.effect(), call.arguments().path("text").asText()));
        gate.await();
        return JsonNodeFactory.instance.objectNode().put("done", true);
    }

    /// Texts that were said, in order.
    List<String> said() {
        return asked.stream().map(Asked::text).toList();
    }

    String start(String playbook) {
        return start(playbook, "{}");
    }

    String start(String playbook, String input) {
        Api.Reply reply = operator.post(
                "/agentkit/runs", "{\"playbook\":\"%s\",\"station\":\"ops\",\"input\":%s}".formatted(playbook, input));
        if (reply.status() != 202) {
            throw new AssertionError(reply.status() + " " + reply.text());
        }
        return reply.at("/id");
    }

    Api.Reply run(String id) {
        return operator.get("/agentkit/runs/" + id);
    }

    String state(String id) {
        return run(id).at("/run/state");
    }

    /// Waits until the run is in this state.
    Api.Reply until(String id, String state) {
        Eventually.holds("run is " + state, () -> state(id).equals(state));
        return run(id);
    }

    Api.Reply end(String playbook) {
        return end(playbook, "{}");
    }

    /// Runs to the end, whatever it is.
    Api.Reply end(String playbook, String input) {
        String id = start(playbook, input);
        Eventually.holds(
                "run ends", () -> List.of("succeeded", "failed", "cancelled").contains(state(id)));
        return run(id);
    }

    @Override
    public void close() {
        center.close();
    }
}
