package org.vtoc.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.Eventually;
import org.vtoc.server.testing.TestPostgres;

/// A center that is killed at random moments while it walks runs: every run that it took comes to its end, and every
/// step's effect is there once. `-Dvtoc.long=true` kills 300 times.
class RunKillTest {
    private static final Logger LOG = LoggerFactory.getLogger(RunKillTest.class);
    private static final int ROUNDS = Boolean.getBoolean("vtoc.long") ? 300 : 3;
    private static final int RUNS = 25;
    private static final int LONGEST_MILLIS = 700;
    private static final List<String> STEPS = List.of("one", "two", "three", "four", "five");

    private final Path data = TestPostgres.newFolder("kill-runs");
    private final Path catalogue = TestPostgres.newFolder("kill-runs-agentkit.yml");
    private Program center;

    RunKillTest() throws IOException {
        Files.writeString(catalogue, """
                playbooks:
                  patrol:
                    title: Patrol
                    inputs: {boat: {type: text, required: true}}
                    steps:
                      one: {tool: report_position, with: {name: "${inputs.boat}-one", latitude: 50, longitude: 10}}
                      both: {parallel: [two, three], next: four}
                      two:
                        {tool: report_position, with: {name: "${inputs.boat}-two", latitude: 50, longitude: 10},
                         next: four}
                      three:
                        {tool: report_position, with: {name: "${inputs.boat}-three", latitude: 50, longitude: 10},
                         next: four}
                      four: {tool: report_position, with: {name: "${inputs.boat}-four", latitude: 50, longitude: 10}}
                      rest: {wait: 1s}
                      five: {tool: report_position, with: {name: "${inputs.boat}-five", latitude: 50, longitude: 10}}
                """);
        center = up();
    }

    private Program up() {
        return Program.up(data, "--playbooks", catalogue.toString());
    }

    @AfterEach
    void close() {
        center.close();
    }

    @Test
    void everyRunComesToItsEndAndEveryEffectIsThereOnce() {
        long seed = System.nanoTime();
        LOG.info("seed {}", seed);
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            List<String> taken = started(center.admin(), round);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_MILLIS)));
            center.kill();
            center = up();

            Api admin = center.admin();
            for (String run : taken) {
                Eventually.holds("run %s succeeds".formatted(run), () -> admin.get("/agentkit/runs/" + run)
                        .at("/run/state")
                        .equals("succeeded"));
            }
            assertThat(effects(admin, round)).isEqualTo(expected(round));
        }
    }

    /// The runs that the center said it has.
    private static List<String> started(Api admin, int round) {
        var taken = new ArrayList<String>();
        for (int i = 0; i < RUNS; i++) {
            Api.Reply reply = admin.post(
                    "/agentkit/runs",
                    "{\"playbook\":\"patrol\",\"station\":\"ops\",\"input\":{\"boat\":\"b%d-%d\"}}"
                            .formatted(round, i));
            assertThat(reply.status()).as(reply.text()).isEqualTo(202);
            taken.add(reply.at("/id"));
        }
        return taken;
    }

    /// How many events there are of each thing reported in the round.
    private static Map<String, Integer> effects(Api admin, int round) {
        var counts = new HashMap<String, Integer>();
        admin.get("/telemetry/events?source=playbooks&limit=1000")
                .body()
                .path("items")
                .forEach(event -> counts.merge(event.path("track_id").asText(), 1, Integer::sum));
        counts.keySet().removeIf(id -> !id.startsWith("report:b%d-".formatted(round)));
        return counts;
    }

    private static Map<String, Integer> expected(int round) {
        var counts = new HashMap<String, Integer>();
        for (int i = 0; i < RUNS; i++) {
            for (String step : STEPS) {
                counts.put("report:b%d-%d-%s".formatted(round, i, step), 1);
            }
        }
        return counts;
    }
}
