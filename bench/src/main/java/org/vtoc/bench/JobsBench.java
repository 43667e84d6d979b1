package org.vtoc.bench;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.vtoc.server.platform.bus.LocalBus;
import org.vtoc.server.platform.db.DataFolder;
import org.vtoc.server.platform.db.DatabaseSettings;
import org.vtoc.server.platform.db.Databases;
import org.vtoc.server.platform.db.StationSpec;
import org.vtoc.server.platform.jobs.JobKind;
import org.vtoc.server.platform.jobs.Jobs;
import org.vtoc.server.platform.jobs.JobsConfig;
import org.vtoc.server.platform.jobs.NewJob;
import org.vtoc.server.platform.jobs.Outcome;
import org.vtoc.server.platform.jobs.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Jobs that do nothing, worked off by the queue and by the plainest program with the same promise: claim in one
/// transaction, finish in another. Both on one embedded PostgreSQL with fsync, in turns.
@Command(
        name = "jobs",
        mixinStandardHelpOptions = true,
        description = "Jobs per second through the durable queue, beside a plain two-transaction program.")
final class JobsBench implements Callable<Integer> {
    record Nothing(int number) {}

    private static final int WARM_UP = 2000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private CommandSpec spec;

    @Option(names = "--jobs", paramLabel = "N", description = "Jobs of a round (${DEFAULT-VALUE}).")
    private int count = 10_000;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds (${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--workers", paramLabel = "N", description = "Jobs or connections at once (${DEFAULT-VALUE}).")
    private int workers = 64;

    @Option(names = "--single", paramLabel = "N", description = "Jobs enqueued one by one (${DEFAULT-VALUE}).")
    private int single = 500;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Conditions.print(out, "jobs: %d rounds of %,d, %d at once".formatted(rounds, count, workers));
        var queue = new ArrayList<Double>();
        var enqueue = new ArrayList<Double>();
        var plain = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        Figures begun;
        try (Setup.Scratch scratch = Setup.ofEnvironment().scratch();
                DataFolder folder = DataFolder.open(scratch.path().resolve("data"));
                Databases databases =
                        Databases.open(folder, DatabaseSettings.embedded(List.of(StationSpec.of("ops"))))) {
            var peer = PlainJobs.create(databases);
            round(databases.control(), WARM_UP);
            peer.run(WARM_UP);
            for (int i = 0; i < rounds; i++) {
                Round round = round(databases.control(), count);
                double other = count / peer.run(count);
                enqueue.add(count / round.enqueueSeconds());
                queue.add(count / round.workSeconds());
                plain.add(other);
                ratios.add(count / round.workSeconds() / other);
            }
            begun = begunAfter(databases.control());
        }
        new Table("", "jobs/s")
                .line(
                        "queue, enqueued 100 to a transaction",
                        Figures.of(enqueue).text())
                .line("queue, worked off", Figures.of(queue).text())
                .line(
                        "plain program, %d connections".formatted(PlainJobs.CONNECTIONS),
                        Figures.of(plain).text())
                .print(out);
        new Wanted()
                .atLeast("queue by plain program", Optional.of(Figures.of(ratios)), 1)
                .shown("one job: ms from before its commit to its handler, p50", one(begun.quantile(0.5)))
                .shown("p99", one(begun.quantile(0.99)))
                .print(out);
        return 0;
    }

    private static Optional<Figures> one(double value) {
        return Optional.of(Figures.of(List.of(value)));
    }

    private record Round(double enqueueSeconds, double workSeconds) {}

    private Round round(Jdbi control, int jobs) throws InterruptedException {
        var done = new CountDownLatch(jobs);
        try (var bus = new LocalBus()) {
            Jobs queue = Jobs.create(JobsConfig.defaults(), control, bus, InstantSource.system(), new SecureRandom());
            JobKind<Nothing> kind = JobKind.of("bench.nothing", Nothing.class).concurrency(workers);
            queue.handle(kind, _ -> {
                done.countDown();
                return Outcome.done();
            });
            long from = System.nanoTime();
            for (int at = 0; at < jobs; at += 100) {
                int first = at;
                control.useTransaction(tx -> queue.enqueue(
                        tx,
                        IntStream.range(first, Math.min(jobs, first + 100))
                                .mapToObj(i -> NewJob.of(kind, new Nothing(i)))
                                .toList()));
            }
            long enqueued = System.nanoTime();
            try (Workers _ = queue.start()) {
                done.await();
                // The stop writes what is not yet written.
            }
            long worked = System.nanoTime();
            if (queue.figures().stream().anyMatch(left -> left.queued() + left.running() + left.dead() > 0)) {
                throw new BenchFailure("not every job is done");
            }
            return new Round((enqueued - from) / 1e9, (worked - enqueued) / 1e9);
        }
    }

    private Figures begunAfter(Jdbi control) throws InterruptedException {
        var times = new long[single];
        try (var bus = new LocalBus()) {
            Jobs queue = Jobs.create(JobsConfig.defaults(), control, bus, InstantSource.system(), new SecureRandom());
            JobKind<Nothing> kind = JobKind.of("bench.single", Nothing.class);
            var begun = new SynchronousQueue<Long>();
            queue.handle(kind, _ -> {
                begun.put(System.nanoTime());
                return Outcome.done();
            });
            try (Workers _ = queue.start()) {
                for (int i = 0; i < single; i++) {
                    long from = System.nanoTime();
                    queue.enqueue(NewJob.of(kind, new Nothing(i)));
                    times[i] = begun.take() - from;
                }
            }
        }
        return Figures.of(times, 1e6);
    }
}
