package org.vtoc.server.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.Eventually;

/// Runs of playbooks through the public door, on a real PostgreSQL and the real queue.
class PlaybookTest {
    private static final PlaybookCenter CENTER = new PlaybookCenter("playbooks", """
            playbooks:
              greet:
                title: Greet someone
                inputs:
                  name: {type: text, required: true}
                  times: {type: integer, default: 1}
                steps:
                  hello: {tool: say, with: {text: "Hello ${inputs.name}"}}
                  tell: {tool: say, with: {text: "${steps.hello.said} has ${steps.hello.length} letters"}}
              choose:
                title: Choose
                inputs: {size: {type: integer, required: true}}
                steps:
                  which:
                    branch:
                      - {when: "${inputs.size} > 10", next: large}
                      - {when: {all: ["${inputs.size} > 5", {not: "${inputs.size} == 7"}]}, next: middle}
                    else: small
                  large: {tool: say, with: {text: large}, next: end}
                  middle: {tool: say, with: {text: middle}, next: end}
                  small: {tool: say, with: {text: small}, next: end}
              loop:
                title: Loop
                steps:
                  note: {tool: say, with: {text: again}}
                  more: {repeat: note, while: "${steps.note.length} == 5", most: 3}
                  done: {tool: say, with: {text: done}}
              side_by_side:
                title: Side by side
                steps:
                  split: {parallel: [left, right], next: join}
                  left: {tool: say, with: {text: left}}
                  left_too: {tool: say, with: {text: "${steps.left.said} too"}, next: join}
                  right: {tool: say, with: {text: right}, next: join}
                  join: {tool: say, with: {text: "${steps.left_too.said} and ${steps.right.said}"}}
              each:
                title: Each
                inputs: {names: {type: list, required: true}}
                output: {all: "${steps.all.items}"}
                steps:
                  all: {for_each: "${inputs.names}", do: hello, most: 5, at_once: 2, next: end}
                  hello: {tool: say, with: {text: "${index} ${item.name}"}, next: end}
              outer:
                title: Outer
                steps:
                  inner: {playbook: greet, with: {name: Eve}}
                  after: {tool: say, with: {text: "inner: ${steps.inner.said}"}}
              tough:
                title: Tough
                steps:
                  first: {tool: say, with: {text: before}}
                  try: {tool: shaky, with: {text: try}, retries: 2, retry_after: 1s}
                  last: {tool: say, with: {text: after}}
              brittle:
                title: Brittle
                on_failure: tell
                steps:
                  first: {tool: say, with: {text: before}}
                  try: {tool: shaky}
                  last: {tool: say, with: {text: after}, next: end}
                  tell: {tool: say, with: {text: "sorry: ${run.error}"}}
              lenient:
                title: Lenient
                steps:
                  a: {tool: refuse, on_failure: continue}
                  b: {tool: refuse, on_failure: c}
                  never: {tool: say, with: {text: never}}
                  c: {tool: say, with: {text: "a: ${steps.a.error}"}}
              ask:
                title: Ask
                inputs: {what: {type: text, default: it}}
                steps:
                  sure: {approve: "Do ${inputs.what}?", on_reject: no_then}
                  yes_then: {tool: say, with: {text: "approved by ${steps.sure.by}"}, next: end}
                  no_then: {tool: say, with: {text: "${steps.sure.reason}"}}
              danger:
                title: Danger
                steps:
                  go: {tool: launch, with: {text: launched}}
              hurry:
                title: Hurry
                steps:
                  sure: {approve: "Really?", expires: 1s}
              nap:
                title: Nap
                steps:
                  before: {tool: say, with: {text: before}}
                  sleep: {wait: 1s}
                  after: {tool: say, with: {text: after}}
              long:
                title: Long
                timeout: 2s
                steps:
                  hold: {tool: slow, timeout: 1h}
              stuck:
                title: Stuck
                steps:
                  hold: {tool: slow, timeout: 1s}
              held:
                title: Held
                steps:
                  first: {tool: say, with: {text: first}}
                  hold: {tool: slow, with: {text: held}, timeout: 1h}
                  last: {tool: say, with: {text: last}}
            """);

    @AfterAll
    static void close() {
        CENTER.close();
    }

    @BeforeEach
    void nothingWasAsked() {
        CENTER.asked.clear();
        CENTER.failures.set(0);
    }

    private static List<String> paths(Api.Reply run) {
        return StreamSupport.stream(run.body().path("steps").spliterator(), false)
                .map(step -> step.path("path").asText())
                .toList();
    }

    @Test
    void aRunGoesFromStepToStepAndKeepsItsHistory() {
        Api.Reply run = CENTER.end("greet", "{\"name\":\"Ada\"}");

        assertThat(run.at("/run/state")).isEqualTo("succeeded");
        assertThat(run.at("/run/output/said")).isEqualTo("Hello Ada has 9 letters");
        assertThat(run.at("/run/by")).isEqualTo("olga");
        assertThat(run.at("/run/input/times")).isEqualTo("1");
        assertThat(CENTER.said()).containsExactly("Hello Ada", "Hello Ada has 9 letters");
        assertThat(paths(run)).containsExactly("hello", "tell");
        assertThat(run.at("/steps/0/input/text")).isEqualTo("Hello Ada");
        assertThat(run.at("/steps/0/attempts")).isEqualTo("1");
        assertThat(run.at("/nodes/0/next/0")).isEqualTo("tell");
        assertThat(CENTER.operator.get("/agentkit/runs?playbook=greet&limit=1").at("/items/0/id"))
                .isEqualTo(run.at("/run/id"));
        assertThat(CENTER.admin.get("/audit?limit=1").at("/items/0/action")).isEqualTo("run.started");
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeAnythingRuns() {
        Api.Reply wrong = CENTER.operator.post(
                "/agentkit/runs",
                "{\"playbook\":\"greet\",\"station\":\"ops\",\"input\":{\"times\":\"often\",\"nam\":\"x\"}}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text())
                .contains("\"input.nam\"", "\"input.name\"", "is missing", "input.times", "must be a whole number");
        assertThat(CENTER.operator
                        .post("/agentkit/runs", "{\"playbook\":\"gret\",\"station\":\"ops\"}")
                        .status())
                .isEqualTo(404);
        assertThat(CENTER.operator
                        .post("/agentkit/runs", "{\"playbook\":\"greet\",\"station\":\"intel\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aBranchGoesTheFirstWayThatHolds() {
        CENTER.end("choose", "{\"size\":11}");
        CENTER.end("choose", "{\"size\":6}");
        CENTER.end("choose", "{\"size\":7}");

        assertThat(CENTER.said()).containsExactly("large", "middle", "small");
    }

    @Test
    void aLoopEndsAtItsBound() {
        Api.Reply run = CENTER.end("loop");

        assertThat(CENTER.said()).containsExactly("again", "again", "again", "again", "done");
        assertThat(paths(run))
                .containsExactly("note", "more", "note#1", "more#1", "note#2", "more#2", "note#3", "more#3", "done");
    }

    @Test
    void chainsRunSideBySideAndMeet() {
        Api.Reply run = CENTER.end("side_by_side");

        assertThat(run.at("/run/state")).as(run.text()).isEqualTo("succeeded");
        assertThat(CENTER.said()).hasSize(4).last().isEqualTo("left too and right");
    }

    @Test
    void aChainIsDoneForEachItem() {
        Api.Reply run = CENTER.end("each", "{\"names\":[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"c\"}]}");

        assertThat(CENTER.said()).containsExactlyInAnyOrder("0 a", "1 b", "2 c");
        assertThat(run.at("/run/output/all/2/said")).isEqualTo("2 c");
        assertThat(CENTER.end("each", "{\"names\":[1,2,3,4,5,6]}").at("/run/error"))
                .isEqualTo("${inputs.names} has 6 items, at most 5 are allowed");
    }

    @Test
    void aPlaybookRunsAnother() {
        Api.Reply run = CENTER.end("outer");

        assertThat(paths(run)).containsExactly("inner/hello", "inner/tell", "after");
        assertThat(CENTER.said()).last().isEqualTo("inner: Hello Eve has 9 letters");
    }

    @Test
    void aFailedAttemptIsRepeatedWithTheSameEffect() {
        CENTER.failures.set(2);

        Api.Reply run = CENTER.end("tough");

        assertThat(run.at("/run/state")).isEqualTo("succeeded");
        assertThat(CENTER.said()).containsExactly("before", "try", "try", "try", "after");
        assertThat(CENTER.asked.subList(1, 4).stream()
                        .map(PlaybookCenter.Asked::effect)
                        .distinct())
                .hasSize(1);
        assertThat(run.at("/steps/1/attempts")).isEqualTo("3");
    }

    @Test
    void afterAFailureThePlaybookSaysWhatIsDone() {
        CENTER.failures.set(1);

        Api.Reply run = CENTER.end("brittle");

        assertThat(run.at("/run/state")).isEqualTo("failed");
        assertThat(run.at("/run/error")).isEqualTo("try: not now");
        assertThat(CENTER.said()).containsExactly("before", "", "sorry: try: not now");
        assertThat(CENTER.end("lenient").at("/run/state")).isEqualTo("succeeded");
        assertThat(CENTER.said()).last().isEqualTo("a: a: never");
    }

    @Test
    void aRetryDoesOnlyWhatFailedAndWhatFollows() {
        CENTER.failures.set(3);
        Api.Reply failed = CENTER.end("tough");
        assertThat(failed.at("/run/state")).isEqualTo("failed");

        String id = failed.at("/run/id");
        assertThat(CENTER.operator.post("/agentkit/runs/" + id + "/retry", "{}").status())
                .isEqualTo(200);
        CENTER.until(id, "succeeded");

        assertThat(CENTER.said()).containsExactly("before", "try", "try", "try", "try", "after");
        assertThat(CENTER.asked.subList(1, 5).stream()
                        .map(PlaybookCenter.Asked::effect)
                        .distinct())
                .as("it never took effect, so far as anyone knows")
                .hasSize(1);
        assertThat(CENTER.operator.post("/agentkit/runs/" + id + "/retry", "{}").status())
                .as("it succeeded")
                .isEqualTo(409);
    }

    @Test
    void aReplayTakesOverWhatWasDoneAndDoesTheRestAnew() {
        Api.Reply first = CENTER.end("greet", "{\"name\":\"Ada\"}");

        Api.Reply again =
                CENTER.operator.post("/agentkit/runs/" + first.at("/run/id") + "/replay", "{\"after\":\"hello\"}");
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        Api.Reply run = CENTER.until(again.at("/id"), "succeeded");

        assertThat(CENTER.said()).hasSize(3);
        assertThat(CENTER.asked.get(1).effect())
                .isNotEqualTo(CENTER.asked.get(2).effect());
        assertThat(run.at("/run/replay_of")).isEqualTo(first.at("/run/id"));
    }

    @Test
    void someoneElseApprovesOnceAndExactlyWhatIsAsked() {
        String id = CENTER.start("ask", "{\"what\":\"the thing\"}");
        Api.Reply waiting = CENTER.until(id, "waiting");
        assertThat(waiting.at("/approvals/0/question")).isEqualTo("Do the thing?");
        assertThat(CENTER.operator.get("/agentkit/approvals?station=ops").text())
                .contains("Do the thing?");

        assertThat(CENTER.operator
                        .post("/agentkit/runs/" + id + "/approve", "{}")
                        .status())
                .as("who started it")
                .isEqualTo(403);
        assertThat(CENTER.admin
                        .post("/agentkit/runs/" + id + "/approve", "{\"note\":\"fine\"}")
                        .status())
                .isEqualTo(200);
        CENTER.until(id, "succeeded");

        assertThat(CENTER.said()).containsExactly("approved by admin");
        assertThat(CENTER.admin.post("/agentkit/runs/" + id + "/approve", "{}").status())
                .isEqualTo(409);
    }

    @Test
    void aRejectionLeadsWhereThePlaybookSays() {
        String id = CENTER.start("ask");
        CENTER.until(id, "waiting");
        assertThat(CENTER.operator
                        .post("/agentkit/runs/" + id + "/reject", "{\"note\":\"too windy\"}")
                        .status())
                .as("who started it may think better of it")
                .isEqualTo(200);
        CENTER.until(id, "succeeded");

        assertThat(CENTER.said()).containsExactly("rejected by olga: too windy");
    }

    @Test
    void aDangerousToolWaitsForAPerson() {
        String id = CENTER.start("danger");
        Api.Reply waiting = CENTER.until(id, "waiting");
        assertThat(CENTER.asked).isEmpty();
        assertThat(waiting.at("/approvals/0/tool")).isEqualTo("launch");
        assertThat(waiting.at("/approvals/0/arguments/text")).isEqualTo("launched");

        CENTER.admin.post("/agentkit/runs/" + id + "/approve", "{}");
        CENTER.until(id, "succeeded");
        assertThat(CENTER.said()).containsExactly("launched");
    }

    @Test
    void whatNobodyApprovesInTimeIsRejected() {
        Api.Reply run = CENTER.end("hurry");

        assertThat(run.at("/run/state")).isEqualTo("failed");
        assertThat(run.at("/run/error")).startsWith("nobody approved it before ");
        assertThat(run.at("/approvals/0/decision")).isEqualTo("expired");
    }

    @Test
    void aWaitIsNoThreadAndEndsInTime() {
        String id = CENTER.start("nap");
        Api.Reply waiting = CENTER.until(id, "waiting");
        assertThat(CENTER.said()).containsExactly("before");
        assertThat(waiting.at("/run/wake_at")).isNotEmpty();

        CENTER.until(id, "succeeded");
        assertThat(CENTER.said()).containsExactly("before", "after");
    }

    @Test
    void aDryRunSaysWhatItWouldDo() {
        Api.Reply reply = CENTER.operator.post(
                "/agentkit/runs", "{\"playbook\":\"danger\",\"station\":\"ops\",\"dry_run\":true}");
        Api.Reply run = CENTER.until(reply.at("/id"), "succeeded");

        assertThat(run.at("/run/output/would")).isEqualTo("launched");
        assertThat(CENTER.asked).isEmpty();
    }

    @Test
    void noRunOutlivesItsDeadlineAndNoStepItsTimeout() {
        CENTER.gate = new CountDownLatch(1);

        assertThat(CENTER.end("stuck").at("/run/error")).isEqualTo("hold: no answer within 1 s");
        assertThat(CENTER.end("long").at("/run/error")).startsWith("took longer than its playbook allows");
        CENTER.gate.countDown();
    }

    @Test
    void aCancelledRunStops() {
        CENTER.gate = new CountDownLatch(1);
        String id = CENTER.start("held");
        Eventually.holds("the slow step began", () -> CENTER.said().contains("held"));

        assertThat(CENTER.operator
                        .post("/agentkit/runs/" + id + "/cancel", "{\"note\":\"enough\"}")
                        .at("/state"))
                .isEqualTo("cancelled");
        CENTER.gate.countDown();

        assertThat(CENTER.run(id).at("/run/error")).isEqualTo("cancelled by olga: enough");
        CENTER.end("greet", "{\"name\":\"B\"}");
        assertThat(CENTER.state(id)).isEqualTo("cancelled");
        assertThat(CENTER.said()).doesNotContain("last");
    }

    @Test
    void theCatalogueAndTheToolsAreListed() {
        Api.Reply list = CENTER.operator.get("/stations/ops/playbooks?limit=1000");
        JsonNode greet = StreamSupport.stream(list.body().path("items").spliterator(), false)
                .filter(item -> item.path("id").asText().equals("greet"))
                .findFirst()
                .orElseThrow();
        assertThat(greet.at("/inputs/times/default_value").asInt()).isEqualTo(1);
        assertThat(CENTER.operator.get("/agent-actions/tools").text()).contains("\"launch\"", "\"dangerous\"");
    }
}
