package org.vtoc.server.playbook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.vtoc.server.audit.Actor;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.audit.AuditEntry;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.http.Answer;
import org.vtoc.server.platform.http.Exchange;
import org.vtoc.server.platform.http.Handler;
import org.vtoc.server.platform.http.Page;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.security.Access;
import org.vtoc.server.platform.security.Caller;
import org.vtoc.server.platform.security.Scope;
import org.vtoc.server.playbook.StationRuns.Decision;

/// The HTTP door of runs.
final class RunResource {
    private static final String ALL = "/agentkit/runs";
    private static final String ONE = ALL + "/{id}";
    private static final int MAX_NOTE = 1_000;
    private static final Comparator<Run> NEWEST_FIRST = Comparator.comparing(Run::createdAt)
            .thenComparing(run -> run.id().toString())
            .reversed();

    private final Playbooks playbooks;
    private final Audit audit;
    private final boolean solo;

    RunResource(Playbooks playbooks, Audit audit, boolean solo) {
        this.playbooks = playbooks;
        this.audit = audit;
        this.solo = solo;
    }

    List<Route> routes() {
        return List.of(
                Route.post(ALL, Access.operatorOrKey(Scope.AGENTKIT), this::start)
                        .summary("Start a run of a playbook")
                        .query("station", "the station that it is of")
                        .takes(NewRun.class)
                        .answers(202, RunView.class),
                Route.get(ALL, Access.viewer(), this::list)
                        .summary("Runs, newest first")
                        .query("station", "only this station's")
                        .query("playbook", "only those of this playbook")
                        .query("state", "queued, running, waiting, succeeded, failed or cancelled")
                        .query("limit", "items of a page, 1 to 1000, default 50")
                        .query("cursor", "the `next` of the page before")
                        .answers(200, RunView.RunPage.class),
                Route.get(ONE, Access.viewer(), this::show)
                        .summary("One run: its steps, questions to people, and graph")
                        .query("station", "the run's station")
                        .answers(200, RunView.Whole.class),
                Route.get("/agentkit/approvals", Access.viewer(), this::approvals)
                        .summary("Questions of runs that wait for a person, oldest first")
                        .inPages()
                        .query("station", "only this station's")
                        .answers(200, RunView.ApprovalPage.class),
                act(
                        "approve",
                        "Approve what a run waits for, exactly as it is asked",
                        NewDecision.class,
                        this::approve),
                act("reject", "Reject what a run waits for", NewDecision.class, this::reject),
                act("cancel", "End a run", NewDecision.class, this::cancel),
                act("retry", "Do a run again that failed or was cancelled", NewRetry.class, this::retry),
                act("replay", "Start a new run that goes on after a step of this one", NewReplay.class, this::replay));
    }

    private Route act(String verb, String summary, Class<?> body, Handler handler) {
        return Route.post(ONE + "/" + verb, Access.operator(), handler)
                .summary(summary)
                .query("station", "the run's station")
                .takes(body)
                .answers(200, RunView.class);
    }

    /// @param playbook its name
    /// @param input values by name
    /// @param channel where the run is talked about
    /// @param thread in the channel
    record NewRun(
            Optional<String> playbook,
            Optional<String> station,
            Optional<ObjectNode> input,
            Optional<String> channel,
            Optional<UUID> thread,
            Optional<Boolean> dryRun) {}

    /// @param approval which question, where a run has several
    /// @param note why
    record NewDecision(Optional<UUID> approval, Optional<String> note) {}

    /// @param from path of the step to begin with; without it the one that failed
    record NewRetry(Optional<String> from) {}

    /// @param after path of the last step to take over
    record NewReplay(Optional<String> after) {}

    private Answer start(Exchange exchange) throws IOException {
        NewRun body = exchange.body(NewRun.class);
        String playbook = body.playbook().orElseThrow(() -> ProblemException.invalid("playbook", "is missing"));
        String station = body.station().map(exchange::writable).orElseGet(exchange::writable);
        ObjectNode trigger = trigger(exchange, "manual");
        body.channel().ifPresent(channel -> trigger.put("channel", channel));
        body.thread().ifPresent(thread -> trigger.put("thread", thread.toString()));
        Run run = playbooks.start(
                station,
                playbook,
                body.input().orElseGet(JsonNodeFactory.instance::objectNode),
                trigger,
                body.dryRun().orElse(false),
                note(exchange, "run.started", Map.of("playbook", playbook)));
        return Answer.accepted(view(run)).header("Location", Route.API + ALL + "/" + run.id());
    }

    private static ObjectNode trigger(Exchange exchange, String kind) {
        Actor actor = Actor.of(exchange);
        ObjectNode trigger = JsonNodeFactory.instance.objectNode().put("kind", kind);
        ObjectNode by = trigger.putObject("by").put("name", actor.name());
        if (exchange.caller() instanceof Caller.User user) {
            by.put("id", user.id().toString());
        }
        return trigger;
    }

    private BiConsumer<Handle, Run> note(Exchange exchange, String action, Map<String, String> details) {
        Actor actor = Actor.of(exchange);
        return (tx, run) ->
                audit.append(tx, new AuditEntry(actor, action, run.id().toString(), details));
    }

    private RunView view(Run run) {
        return RunView.of(run, playbooks.at(run.station()).playbooks(run), playbooks.now());
    }

    private Answer list(Exchange exchange) {
        int limit = exchange.limit();
        var query = new RunStore.Query(
                exchange.query("playbook"),
                exchange.query("state").map(RunResource::state),
                exchange.query("cursor").map(RunResource::opened),
                limit + 1);
        var found = new ArrayList<Run>();
        exchange.readable()
                .forEach(station -> found.addAll(playbooks.at(station).list(query)));
        found.sort(NEWEST_FIRST);
        boolean more = found.size() > limit;
        List<Run> page = more ? found.subList(0, limit) : found;
        return Answer.ok(new Page<>(
                page.stream().map(this::view).toList(), more ? Optional.of(closed(page.getLast())) : Optional.empty()));
    }

    private static RunState state(String name) {
        try {
            return RunState.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw ProblemException.invalid("state", "must be queued, running, waiting, succeeded, failed or cancelled");
        }
    }

    private static String closed(Run last) {
        ByteBuffer bytes = ByteBuffer.allocate(24)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, last.createdAt()))
                .putLong(last.id().getMostSignificantBits())
                .putLong(last.id().getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private static RunStore.Query.Place opened(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == 24) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                Instant time = Instant.EPOCH.plus(buffer.getLong(), ChronoUnit.MICROS);
                return new RunStore.Query.Place(time, new UUID(buffer.getLong(), buffer.getLong()));
            }
        } catch (IllegalArgumentException | ArithmeticException _) {
            // Said below, together with a wrong length.
        }
        throw ProblemException.invalid("cursor", "is not a cursor of this list; take it from `next`");
    }

    private Run find(Exchange exchange, List<String> stations) {
        UUID id = exchange.pathId("id");
        return stations.stream()
                .flatMap(station -> playbooks.at(station).find(id).stream())
                .findFirst()
                .orElseThrow(() -> ProblemException.of(RequestError.NOT_FOUND, "There is no run %s.".formatted(id)));
    }

    private Answer show(Exchange exchange) {
        Run run = find(exchange, exchange.readable());
        StationRuns runs = playbooks.at(run.station());
        return Answer.ok(new RunView.Whole(
                view(run),
                runs.steps(run.id()).stream().map(RunView.StepView::of).toList(),
                runs.approvals(run.id()),
                Optional.ofNullable(runs.playbooks(run).get(run.playbook()))
                        .map(RunView.Node::of)
                        .orElse(List.of())));
    }

    private Answer approvals(Exchange exchange) {
        return Answer.ok(exchange.page(exchange.readable().stream()
                .flatMap(station -> playbooks.at(station).openApprovals(Exchange.MAX_LIMIT).stream()
                        .map(approval -> new RunView.OpenApproval(station, approval)))
                .sorted(Comparator.comparing(open -> open.approval().requestedAt()))
                .toList()));
    }

    /// The run, where the caller may act on it.
    private Run actable(Exchange exchange) {
        Run run = find(exchange, exchange.visible());
        exchange.writable(run.station());
        return run;
    }

    private Answer approve(Exchange exchange) throws IOException {
        return decide(exchange, true);
    }

    private Answer reject(Exchange exchange) throws IOException {
        return decide(exchange, false);
    }

    private Answer decide(Exchange exchange, boolean approved) throws IOException {
        NewDecision body = exchange.body(NewDecision.class);
        body.note().filter(note -> note.length() > MAX_NOTE).ifPresent(_ -> {
            throw ProblemException.invalid("note", "is longer than %d characters".formatted(MAX_NOTE));
        });
        Run run = actable(exchange);
        Approval question = question(run, body.approval());
        Caller.User user = entitled(exchange, run, question, approved);
        playbooks
                .at(run.station())
                .decide(
                        run,
                        question,
                        new Decision(approved, user.id(), user.name(), body.note()),
                        note(
                                exchange,
                                approved ? "run.approved" : "run.rejected",
                                Map.of(
                                        "question",
                                        question.question(),
                                        "approval",
                                        question.id().toString())));
        return again(run);
    }

    private Approval question(Run run, Optional<UUID> named) {
        List<Approval> open = playbooks.at(run.station()).approvals(run.id()).stream()
                .filter(each ->
                        named.map(each.id()::equals).orElse(each.decision().isEmpty()))
                .toList();
        if (open.isEmpty() || !run.state().open()) {
            throw ProblemException.of(RequestError.WRONG_STATE, "The run waits for no such decision.");
        }
        if (open.size() > 1) {
            throw ProblemException.invalid(
                    "approval", "is needed: the run waits for %d decisions".formatted(open.size()));
        }
        return open.getFirst();
    }

    /// A person other than who started the run; a program can't approve.
    private Caller.User entitled(Exchange exchange, Run run, Approval question, boolean approved) {
        if (!(exchange.caller() instanceof Caller.User user)) {
            throw ProblemException.of(RequestError.NOT_ALLOWED, "Only people decide.");
        }
        if (question.byAdmin() && !user.admin()) {
            throw ProblemException.of(RequestError.NOT_ALLOWED, "Only an administrator decides this.");
        }
        if (approved && !solo && run.initiator().filter(user.id()::equals).isPresent()) {
            throw ProblemException.of(
                    RequestError.NOT_ALLOWED, "Someone else than who started the run has to approve it.");
        }
        return user;
    }

    private Answer again(Run run) {
        return Answer.ok(view(playbooks.at(run.station()).find(run.id()).orElse(run)));
    }

    private Answer cancel(Exchange exchange) throws IOException {
        NewDecision body = exchange.body(NewDecision.class);
        Run run = actable(exchange);
        String by = Actor.of(exchange).name();
        String reason =
                "cancelled by " + by + body.note().map(note -> ": " + note).orElse("");
        playbooks.at(run.station()).cancel(run, reason, note(exchange, "run.cancelled", Map.of()));
        return again(run);
    }

    private Answer retry(Exchange exchange) throws IOException {
        NewRetry body = exchange.body(NewRetry.class);
        Run run = actable(exchange);
        playbooks
                .at(run.station())
                .retry(
                        run,
                        body.from(),
                        note(exchange, "run.retried", Map.of("from", body.from().orElse(""))));
        return again(run);
    }

    private Answer replay(Exchange exchange) throws IOException {
        String after = exchange.body(NewReplay.class)
                .after()
                .orElseThrow(() -> ProblemException.invalid("after", "is missing"));
        Run run = actable(exchange);
        Run again = playbooks
                .at(run.station())
                .replay(
                        run,
                        after,
                        playbooks.newId(),
                        trigger(exchange, "replay"),
                        note(exchange, "run.replayed", Map.of("of", run.id().toString(), "after", after)));
        return Answer.ok(view(again));
    }
}
