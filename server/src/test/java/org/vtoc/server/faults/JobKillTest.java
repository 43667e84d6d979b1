package org.vtoc.server.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.bus.LocalBus;
import org.vtoc.server.platform.db.DataFolder;
import org.vtoc.server.platform.db.DatabaseOutage;
import org.vtoc.server.platform.db.DatabaseSettings;
import org.vtoc.server.platform.db.Databases;
import org.vtoc.server.platform.db.StationSpec;
import org.vtoc.server.platform.jobs.Jobs;
import org.vtoc.server.platform.jobs.Workers;
import org.vtoc.server.testing.Eventually;
import org.vtoc.server.testing.TestPostgres;

/// Workers and their database killed in the middle of jobs: each job's effect is there once, and in the order of its
/// line. `-Dvtoc.long=true` kills 300 times instead of a dozen.
class JobKillTest {
    private static final Logger LOG = LoggerFactory.getLogger(JobKillTest.class);
    private static final boolean LONG = Boolean.getBoolean("vtoc.long");
    private static final int LINES = 20;

    private final Random random;
    private final List<JobProgram> programs = new ArrayList<>();

    JobKillTest() {
        long seed = System.nanoTime();
        LOG.info("seed {}", seed);
        random = new Random(seed);
    }

    @AfterEach
    void close() {
        programs.forEach(JobProgram::close);
    }

    private static Jobs jobs(Jdbi control) {
        return Jobs.create(JobProgram.CONFIG, control, new LocalBus(), InstantSource.system(), new Random());
    }

    private static int enqueueMore(Jobs jobs, Jdbi control, int from, int numbers) {
        for (int number = from; number < from + numbers; number++) {
            JobProgram.enqueue(jobs, control, LINES, number);
        }
        return from + numbers;
    }

    private static void awaitEnd(Jobs jobs) {
        Eventually.holds("everything is done", () -> {
            try {
                return jobs.figures().stream().noneMatch(kind -> kind.queued() + kind.running() + kind.dead() > 0);
            } catch (RuntimeException away) {
                if (DatabaseOutage.is(away)) {
                    return false;
                }
                throw away;
            }
        });
    }

    @Test
    void killedWorkersLoseNoJobAndDoubleNoEffect() {
        try (Databases databases = TestPostgres.fresh("ops")) {
            Jdbi control = databases.control();
            String name = control.withHandle(handle -> handle.createQuery("SELECT current_database()")
                    .mapTo(String.class)
                    .one());
            String url = TestPostgres.url(name);
            Jdbi owner = TestPostgres.owner(name);
            JobProgram.makeEffects(owner);
            Jobs jobs = jobs(control);
            programs.add(JobProgram.start(url, Duration.ofMinutes(10)));
            programs.add(JobProgram.start(url, Duration.ofMinutes(-10)));
            int numbers = 0;
            for (int kill = 0; kill < (LONG ? 300 : 12); kill++) {
                numbers = enqueueMore(jobs, control, numbers, 5);
                LockSupport.parkNanos(random.nextLong(300_000_000));
                programs.remove(random.nextInt(programs.size())).close();
                programs.add(JobProgram.start(url, Duration.ofMinutes(random.nextBoolean() ? 10 : -10)));
            }

            awaitEnd(jobs);
            programs.forEach(JobProgram::close);
            JobProgram.everyEffectIsThereOnceAndInOrder(owner, LINES, numbers);
        }
    }

    @Test
    void aKilledDatabaseServerLosesNoJobAndDoublesNoEffect() throws IOException {
        Path data = TestPostgres.newFolder("job-database");
        try (DataFolder folder = DataFolder.open(data);
                Databases databases =
                        Databases.open(folder, DatabaseSettings.embedded(List.of(StationSpec.of("ops"))))) {
            JobProgram.makeEffects(databases.controlOwner());
            databases.controlOwner().useHandle(handle -> handle.execute("GRANT ALL ON effect TO PUBLIC"));
            Jobs jobs = jobs(databases.control());
            jobs.handle(JobProgram.STEP, JobProgram.handler(databases.control()));
            int numbers = 0;
            try (Workers _ = jobs.start()) {
                for (int kill = 0; kill < (LONG ? 100 : 3); kill++) {
                    numbers = enqueueMore(jobs, databases.control(), numbers, 20);
                    LockSupport.parkNanos(random.nextLong(200_000_000));
                    String pid = Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid"))
                            .getFirst();
                    ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
                }
                Eventually.holds("the database is back", databases::ready);
                awaitEnd(jobs);
            }
            JobProgram.everyEffectIsThereOnceAndInOrder(databases.control(), LINES, numbers);
        }
    }
}
