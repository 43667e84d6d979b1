package org.vtoc.server.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.playbook.graph.Step;
import org.vtoc.server.playbook.graph.Step.Action;

/// Does the steps of one walk, or takes what the rows say they came to. Thread-safe.
final class Steps {
    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);
    private static final int MOST_OUTPUT = 256 * 1024;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Run run;
    private final Map<String, StepRow> done = new ConcurrentHashMap<>();
    private final Map<String, Integer> redone;
    private final Toolbox tools;
    private final Journal journal;
    private final Approvals approvals;
    private final InstantSource clock;
    private final AtomicInteger counted = new AtomicInteger();

    /// @param done rows by path
    /// @param redone how often each path was done before a retry set it aside
    Steps(
            Run run,
            Map<String, StepRow> done,
            Map<String, Integer> redone,
            Toolbox tools,
            Journal journal,
            Approvals approvals,
            InstantSource clock) {
        this.run = run;
        this.done.putAll(done);
        this.redone = redone;
        this.tools = tools;
        this.journal = journal;
        this.approvals = approvals;
        this.clock = clock;
    }

    /// How many steps were come to.
    int counted() {
        return counted.get();
    }

    /// What a step came to that has a row.
    Optional<JsonNode> known(String path) {
        return Optional.ofNullable(done.get(path)).flatMap(StepRow::output);
    }

    /// Writes down what a step without an effect came to.
    JsonNode note(Step step, String path, ObjectNode output) {
        counted.incrementAndGet();
        return known(path).orElseGet(() -> {
            Instant now = clock.instant();
            put(new StepRow(
                    0,
                    path,
                    step.id(),
                    step.kind(),
                    true,
                    1,
                    effect(path),
                    now,
                    now,
                    Optional.empty(),
                    Optional.of(output),
                    Optional.empty()));
            return output;
        });
    }

    private void put(StepRow row) {
        done.put(row.path(), journal.add(row));
    }

    /// The id of a step's effect: known before the first attempt, and the same at each. A step that was done and is
    /// done again by a retry has another.
    UUID effect(String path) {
        String name = "%s/%s/%d".formatted(run.id(), path, redone.getOrDefault(path, 0));
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /// Calls a tool, unless there is a row.
    ///
    /// @throws StepFailure no attempt is left, or none would help
    JsonNode call(Step step, String path, Action.Call call, JsonNode with)
            throws StepFailure, Suspended, InterruptedException {
        counted.incrementAndGet();
        StepRow row = done.get(path);
        if (row == null) {
            row = attempt(step, path, call, with);
            put(row);
        }
        if (!row.succeeded()) {
            throw new StepFailure("%s: %s".formatted(step.id(), row.error().orElse("failed")));
        }
        return row.output().orElse(NullNode.getInstance());
    }

    private StepRow attempt(Step step, String path, Action.Call call, JsonNode with)
            throws Suspended, InterruptedException {
        Instant began = clock.instant();
        JsonNode input = with;
        int attempts = 0;
        String error;
        try {
            Tool tool = tools.find(call.tool())
                    .orElseThrow(() -> new ToolRefusal("there is no tool %s any more".formatted(call.tool())));
            ObjectNode arguments = Toolbox.checked(tool.spec(), (ObjectNode) with);
            input = arguments;
            boolean dry = run.dryRun() && tool.spec().effect() != Tool.Effect.READS;
            if (tool.spec().effect() == Tool.Effect.DANGEROUS && !dry) {
                allowed(path, tool, arguments);
            }
            var asked = new Tool.Call(run.station(), run.id(), effect(path), arguments, run.initiatorName(), dry);
            journal.flush();
            while (true) {
                attempts++;
                try {
                    JsonNode output = bounded(within(step.timeout(), tool, asked));
                    return row(step, path, attempts, began, input, Optional.of(output), Optional.empty());
                } catch (IOException failure) {
                    error = words(failure);
                    if (attempts > step.retries()) {
                        break;
                    }
                    pause(step.pause(), attempts);
                }
            }
        } catch (ToolRefusal refusal) {
            error = refusal.reason();
        }
        return row(step, path, Math.max(1, attempts), began, input, Optional.empty(), Optional.of(error));
    }

    /// @throws ToolRefusal a person said no, or nobody said anything in time
    private void allowed(String path, Tool tool, ObjectNode arguments) throws ToolRefusal, Suspended {
        JsonNode decision = approvals.of(
                run,
                path,
                new Approvals.Question(
                        "Call %s".formatted(tool.spec().name()),
                        Optional.of(tool.spec().name()),
                        arguments,
                        false,
                        Approvals.USUAL_TIME));
        if (!decision.path("approved").asBoolean()) {
            throw new ToolRefusal(decision.path("reason").asText());
        }
    }

    /// What a person decided.
    ///
    /// @throws Suspended nobody has, and there is time left
    JsonNode approval(Step step, String path, Action.Approve approve, String question) throws Suspended {
        Optional<JsonNode> known = known(path);
        if (known.isPresent()) {
            counted.incrementAndGet();
            return known.get();
        }
        ObjectNode decision = run.dryRun()
                ? JsonNodeFactory.instance.objectNode().put("approved", true).put("by", "dry run")
                : approvals.of(
                        run,
                        path,
                        new Approvals.Question(
                                question,
                                Optional.empty(),
                                JsonNodeFactory.instance.objectNode(),
                                approve.by().isEmpty(),
                                approve.expires()));
        return note(step, path, decision);
    }

    private static JsonNode within(Duration limit, Tool tool, Tool.Call call)
            throws ToolRefusal, IOException, InterruptedException {
        var task = new FutureTask<>(() -> tool.call(call));
        Thread thread = Thread.ofVirtual().name("tool-" + tool.spec().name()).start(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            thread.interrupt();
            throw new IOException("no answer within %d s".formatted(limit.toSeconds()));
        } catch (InterruptedException stopped) {
            thread.interrupt();
            throw stopped;
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case ToolRefusal refusal -> throw refusal;
                case IOException io -> throw io;
                case Error error -> throw error;
                case null, default -> {
                    LOG.warn("tool {} failed", tool.spec().name(), failure.getCause());
                    throw new IOException("%s failed".formatted(tool.spec().name()), failure);
                }
            }
        }
    }

    private static JsonNode bounded(JsonNode output) throws ToolRefusal {
        int size = output.toString().length();
        if (size > MOST_OUTPUT) {
            throw new ToolRefusal(
                    "the result has %d characters, at most %d are kept; ask for less".formatted(size, MOST_OUTPUT));
        }
        return output;
    }

    private static void pause(Duration first, int attempts) throws InterruptedException {
        Duration doubled = first.multipliedBy(1L << Math.min(16, attempts - 1));
        TimeUnit.MILLISECONDS.sleep(Math.min(doubled.toMillis(), LONGEST_PAUSE.toMillis()));
    }

    private static String words(IOException failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    private StepRow row(
            Step step,
            String path,
            int attempts,
            Instant began,
            JsonNode input,
            Optional<JsonNode> output,
            Optional<String> error) {
        return new StepRow(
                0,
                path,
                step.id(),
                step.kind(),
                output.isPresent(),
                attempts,
                effect(path),
                began,
                clock.instant(),
                Optional.of(input),
                output,
                error);
    }
}
