package org.vtoc.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.Eventually;
import org.vtoc.server.testing.TestPostgres;

/// Kills at random moments under load: what the center said it has, it has, once. `-Dvtoc.long=true` kills 300 times
/// each instead of a few.
class KillTest {
    private static final Logger LOG = LoggerFactory.getLogger(KillTest.class);
    private static final boolean LONG = Boolean.getBoolean("vtoc.long");

    private final Path data;
    private final Random random;
    private Program center;

    KillTest(TestInfo test) {
        data = TestPostgres.newFolder(
                "kill-" + test.getTestMethod().orElseThrow().getName());
        center = Program.up(data);
        long seed = System.nanoTime();
        LOG.info("{}: seed {}", test.getDisplayName(), seed);
        random = new Random(seed);
    }

    @AfterEach
    void close() {
        center.close();
    }

    private static int rounds(int few) {
        return LONG ? 300 : few;
    }

    /// A ledger that runs, at a moment that nobody can foresee.
    private Ledger loaded(String source) {
        Ledger ledger = Ledger.open(center.admin(), source);
        int until = 10 * (1 + random.nextInt(60));
        Eventually.holds("events are stored", () -> ledger.acknowledged() >= until);
        return ledger;
    }

    private static void everythingIsThereOnce(Ledger ledger, Api admin) {
        Map<String, JsonNode> kept = ledger.stored(admin);
        assertThat(kept.keySet()).containsAll(ledger.acknowledgedKeys());
        assertThat(ledger.picture(admin)).as("the picture").isEqualTo(Ledger.newest(kept));

        int added = ledger.repost(admin);
        Map<String, JsonNode> all = ledger.stored(admin);
        assertThat(all.keySet()).isEqualTo(ledger.sentKeys());
        assertThat(added).isEqualTo(all.size() - kept.size());
        assertThat(ledger.picture(admin)).as("the picture").isEqualTo(Ledger.newest(all));
    }

    @Test
    void whatTheKilledCenterAcknowledgedIsThereOnceAfterTheRestart() {
        for (int round = 0; round < rounds(2); round++) {
            Ledger ledger = loaded("kill-" + round);
            center.kill();
            ledger.stop();
            center = Program.up(data);

            everythingIsThereOnce(ledger, center.admin());
        }
    }

    @Test
    void theCenterOutlivesItsDatabaseServerAndLosesNothing() throws IOException {
        for (int round = 0; round < rounds(4); round++) {
            Ledger ledger = loaded("database-" + round);
            ProcessHandle server = postmaster();
            List<ProcessHandle> backends = server.children().toList();
            boolean whole = round % 2 == 0;
            (whole ? server : backends.get(random.nextInt(backends.size()))).destroyForcibly();
            Eventually.holds(
                    "the center says that it can't", () -> !ledger.refusals().isEmpty());
            int before = ledger.acknowledged();
            Eventually.holds("the center goes on by itself", () -> ledger.acknowledged() > before);
            ledger.stop();

            assertThat(ledger.cut()).isEmpty();
            for (Api.Reply refusal : ledger.refusals()) {
                assertThat(refusal.status()).as(refusal.text()).isEqualTo(503);
                assertThat(refusal.headers().firstValue("Retry-After")).isPresent();
            }
            Eventually.holds("the center is ready", () -> isReady(center));
            everythingIsThereOnce(ledger, center.admin());
        }
    }

    private static boolean isReady(Program center) {
        return center.anonymous().get("//readyz").status() == 200;
    }

    private ProcessHandle postmaster() throws IOException {
        String pid = Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid"))
                .getFirst();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    @Test
    void toldToStopTheCenterAnswersWhatIsUnderWayAndEnds() {
        for (int round = 0; round < rounds(2); round++) {
            Ledger ledger = loaded("stop-" + round);
            center.askToStop();
            int code = center.awaitEnd();
            ledger.stop();
            assertThat(code).isIn(0, 143);
            assertThat(ledger.refusals()).allMatch(reply -> reply.status() == 503);

            center = Program.up(data);

            assertThat(ledger.stored(center.admin()).keySet()).isEqualTo(ledger.acknowledgedKeys());
            everythingIsThereOnce(ledger, center.admin());
        }
    }
}
