package org.vtoc.server.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vtoc.server.platform.bus.LocalBus;
import org.vtoc.server.platform.jobs.JobKind;
import org.vtoc.server.platform.jobs.JobState;
import org.vtoc.server.platform.jobs.Jobs;
import org.vtoc.server.platform.jobs.JobsConfig;
import org.vtoc.server.platform.jobs.NewJob;
import org.vtoc.server.platform.jobs.Outcome;
import org.vtoc.server.platform.jobs.Workers;
import org.vtoc.server.testing.Api;
import org.vtoc.server.testing.Eventually;
import org.vtoc.server.testing.TestCenter;
import org.vtoc.server.testing.TestClock;

class QueueTest {
    record Letter(String to) {}

    private static final JobKind<Letter> LETTER = JobKind.of("test.letter", Letter.class);
    private static final JobKind<Letter> PARCEL = JobKind.of("test.parcel", Letter.class);

    private static final List<Jobs> QUEUES = new ArrayList<>();
    private static final TestCenter CENTER = TestCenter.start("queue", center -> {
        var bus = new LocalBus();
        Jobs jobs = Jobs.create(JobsConfig.defaults(), center.databases.control(), bus, new TestClock(), new Random());
        jobs.handle(LETTER, run -> run.payload().to().isEmpty() ? Outcome.failed("no address") : Outcome.done());
        QUEUES.add(jobs);
        Workers workers = jobs.start();
        return new TestCenter.Feature(
                Queue.create(jobs, center.databases.control(), bus, center.audit)
                        .routes(),
                List.of(),
                List.of(bus, workers));
    });

    private final Jobs jobs = QUEUES.getFirst();
    private final Api admin = CENTER.admin();

    @AfterAll
    static void close() {
        CENTER.close();
    }

    @BeforeEach
    void begin() {
        CENTER.databases.control().useHandle(handle -> handle.execute("DELETE FROM job"));
    }

    private UUID dead() {
        UUID id = jobs.enqueue(NewJob.of(LETTER, new Letter("")));
        Eventually.holds("it is dead", () -> jobs.find(id).orElseThrow().state() == JobState.DEAD);
        return id;
    }

    @Test
    void theListIsFilteredAndComesInPages() {
        UUID dead = dead();
        for (int i = 0; i < 5; i++) {
            jobs.enqueue(NewJob.of(PARCEL, new Letter("a")));
        }

        assertThat(admin.get("/jobs?state=dead").body().at("/items")).hasSize(1);
        JsonNode only = admin.get("/jobs?state=dead").body().at("/items/0");
        assertThat(only.at("/id").asText()).isEqualTo(dead.toString());
        assertThat(only.at("/last_error").asText()).isEqualTo("no address");
        assertThat(only.has("payload")).isFalse();
        assertThat(admin.get("/jobs?kind=test.parcel&state=queued").body().at("/items"))
                .hasSize(5);
        var seen = new ArrayList<String>();
        String path = "/jobs?limit=4";
        for (String next = ""; !next.equals("null"); ) {
            JsonNode page =
                    admin.get(path + (next.isEmpty() ? "" : "&cursor=" + next)).body();
            page.at("/items").forEach(item -> seen.add(item.at("/id").asText()));
            next = page.at("/next").asText();
        }
        assertThat(seen).hasSize(6).doesNotHaveDuplicates();
        assertThat(admin.get("/jobs?state=lost").status()).isEqualTo(422);
        assertThat(admin.get("/jobs?cursor=x").status()).isEqualTo(422);
    }

    @Test
    void aDeadJobIsShownWithItsHistoryAndQueuedAgainByAnAdministratorOnTheRecord() {
        UUID id = dead();

        JsonNode details = admin.get("/jobs/" + id).body();
        assertThat(details.at("/job/payload/to").asText()).isEmpty();
        assertThat(details.at("/failures/0/error").asText()).isEqualTo("no address");
        Api.Reply requeued = admin.post("/jobs/" + id + "/requeue", "");

        assertThat(requeued.status()).as(requeued.text()).isEqualTo(200);
        Eventually.holds("it has failed again", () -> jobs.failures(id).size() == 2);
        assertThat(admin.get("/audit?action=job.requeued&target=" + id).body().at("/items"))
                .hasSize(1);
    }

    @Test
    void aQueuedJobIsCancelledOnceAndOnTheRecord() {
        UUID id = jobs.enqueue(NewJob.of(PARCEL, new Letter("a")));

        Api.Reply cancelled = admin.post("/jobs/" + id + "/cancel", "");
        Api.Reply again = admin.post("/jobs/" + id + "/cancel", "");

        assertThat(cancelled.at("/state")).isEqualTo("cancelled");
        assertThat(again.status()).isEqualTo(409);
        assertThat(admin.get("/audit?action=job.cancelled&target=" + id).body().at("/items"))
                .hasSize(1);
    }

    @Test
    void theOverviewCountsByKind() {
        dead();
        jobs.enqueue(NewJob.of(PARCEL, new Letter("a")));

        JsonNode overview = admin.get("/queue").body();

        assertThat(overview.at("/news").asText()).isEqualTo("embedded");
        assertThat(overview.at("/kinds")).hasSize(2);
        assertThat(overview.at("/kinds/0/dead").asInt()).isOne();
        assertThat(overview.at("/kinds/1/kind").asText()).isEqualTo("test.parcel");
        assertThat(overview.at("/kinds/1/due").asInt()).isOne();
    }

    @Test
    void onlyAdministratorsSeeAndChangeTheQueue() {
        CENTER.makeUser("operator", "{\"ops\":\"operator\"}");
        Api operator = CENTER.signedIn("operator");
        UUID id = dead();

        assertThat(operator.get("/queue").status()).isEqualTo(403);
        assertThat(operator.get("/jobs").status()).isEqualTo(403);
        assertThat(operator.get("/jobs/" + id).status()).isEqualTo(403);
        assertThat(operator.post("/jobs/" + id + "/requeue", "").status()).isEqualTo(403);
        assertThat(CENTER.anonymous().get("/jobs").status()).isEqualTo(401);
        assertThat(admin.get("/jobs/" + UUID.fromString("00000000-0000-7000-8000-000000000000"))
                        .status())
                .isEqualTo(404);
    }
}
