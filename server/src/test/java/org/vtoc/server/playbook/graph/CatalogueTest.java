package org.vtoc.server.playbook.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vtoc.server.platform.config.SettingsProblem;

class CatalogueTest {
    private final Catalogue catalogue = new Catalogue(Map.of(
            "find", new Catalogue.Signature(Set.of("kind", "limit"), Set.of("kind")),
            "tell", new Catalogue.Signature(Set.of("text"), Set.of("text"))));

    @Test
    void aPlaybookLeadsFromStepToStepInTheOrderOfTheFile() {
        Playbook playbook = only("""
                playbooks:
                  report:
                    title: Tracks of a kind
                    stations: [ops]
                    inputs:
                      kind: {type: text, required: true, choices: [aircraft, vessel]}
                    steps:
                      look:
                        tool: find
                        with: {kind: "${inputs.kind}", limit: 5}
                        retries: 2
                      any:
                        branch:
                          - {when: "${steps.look.count} > 0", next: say}
                        else: end
                      say:
                        tool: tell
                        with: {text: "${steps.look.count} found"}
                """);

        assertThat(playbook.first()).isEqualTo("look");
        assertThat(playbook.step("look").next()).isEqualTo("any");
        assertThat(playbook.step("any").successors()).containsExactly("say", Step.END);
        assertThat(playbook.step("say").next()).isEqualTo(Step.END);
        assertThat(playbook.step("look").retries()).isEqualTo(2);
    }

    @Test
    void everyProblemOfTheWholeFileIsNamedWithItsLine() {
        assertThat(problems("""
                playbooks:
                  one:
                    title: One
                    inputs:
                      size: {type: integer, default: big}
                    steps:
                      look:
                        tool: fnd
                        with: {kind: "${inputs.sort}"}
                      say:
                        tool: tell
                        with: {words: hello}
                        next: lok
                      ask:
                        approve: Really, ${steps.loook.count}?
                      wait:
                        wait: soon
                  two:
                    title: Two
                    steps:
                      call: {playbook: onne}
                """))
                .containsExactly(
                        "line 5: playbooks.one.inputs.size.default must be a whole number",
                        "line 8: playbooks.one.steps.look.tool fnd is no tool; did you mean find?",
                        "line 9: playbooks.one.steps.look.with ${inputs.sort} names no input of this playbook",
                        "line 10: playbooks.one.steps.say leads to step lok, which is not there; did you mean look?",
                        "line 12: playbooks.one.steps.say.with.words is no argument of tell; did you mean text?",
                        "line 12: playbooks.one.steps.say.with lacks text, which tell needs",
                        "line 15: playbooks.one.steps.ask.approve ${steps.loook.count} names no step of this playbook",
                        "line 17: playbooks.one.steps.wait.wait must be like 30s, 15m, 6h, or a reference to a time",
                        "line 21: playbooks.two.steps.call.playbook onne is no playbook; did you mean one?");
    }

    @Test
    void aStepThatNothingLeadsToAndACircleWithoutABoundAreRefused() {
        assertThat(problems("""
                playbooks:
                  round:
                    title: Round
                    steps:
                      a: {tool: tell, with: {text: a}}
                      b: {tool: tell, with: {text: b}, next: a}
                      c: {tool: tell, with: {text: c}}
                """))
                .containsExactly(
                        "line 5: playbooks.round.steps.a is in a circle without a bound: a -> b -> a;"
                                + " go back by a step with repeat and most",
                        "line 7: playbooks.round.steps.c can't be reached: nothing leads to it");
    }

    @Test
    void aCircleThroughABoundedRepeatIsGood() {
        Playbook playbook = only("""
                playbooks:
                  poll:
                    title: Poll
                    steps:
                      look: {tool: find, with: {kind: vessel}}
                      again: {repeat: look, while: "${steps.look.count} == 0", most: 3, pause: 5s}
                """);

        assertThat(playbook.step("again").successors()).containsExactly("look", Step.END);
    }

    @Test
    void chainsThatBeginTogetherMustEndTogetherAndShareNoStep() {
        assertThat(problems("""
                playbooks:
                  both:
                    title: Both
                    steps:
                      split: {parallel: [left, right], next: join}
                      left: {tool: tell, with: {text: l}, next: shared}
                      right: {tool: tell, with: {text: r}, next: shared}
                      shared: {tool: tell, with: {text: s}, next: end}
                      join: {tool: tell, with: {text: j}}
                """))
                .contains(
                        "line 5: playbooks.both.steps.split has step shared in two of its chains",
                        "line 8: playbooks.both.steps.shared leads to end, but its chain, begun by split,"
                                + " must go on to join");
    }

    @Test
    void playbooksThatRunEachOtherForEverAreRefused() {
        assertThat(problems("""
                playbooks:
                  ping: {title: Ping, steps: {a: {playbook: pong}}}
                  pong: {title: Pong, steps: {a: {playbook: ping}}}
                """))
                .containsExactly(
                        "line 2: playbooks.ping runs itself: ping -> pong -> ping",
                        "line 3: playbooks.pong runs itself: pong -> ping -> pong");
    }

    @Test
    void aStepIsOneThingAndNotTwo() {
        assertThat(problems("""
                playbooks:
                  odd:
                    title: Odd
                    steps:
                      a: {tool: tell, wait: 5s}
                      B: {tool: tell}
                """))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("line 5: playbooks.odd.steps.a needs exactly one of tool, branch"))
                .anySatisfy(problem -> assertThat(problem).contains("lower case letters, digits and _"));
    }

    private Playbook only(String yaml) {
        Catalogue.Outcome outcome = catalogue.parse(yaml);
        assertThat(outcome.problems()).isEmpty();
        return outcome.playbooks().firstEntry().getValue();
    }

    private List<String> problems(String yaml) {
        return catalogue.parse(yaml).problems().stream()
                .map(SettingsProblem::toString)
                .toList();
    }
}
