package org.vtoc.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// How fast events become durable: batches beside plain COPY and the batching FastAPI program, single events beside
/// its one-event form. The contestants take turns, and the database is counted afterwards.
@Command(
        name = "intake",
        mixinStandardHelpOptions = true,
        description = "Durable events per second, in batches and one by one, beside COPY and FastAPI.")
final class IntakeBench implements Callable<Integer> {
    private static final int BATCH = 500;
    private static final int BATCH_CONNECTIONS = 4;
    private static final int SINGLE_CONNECTIONS = 64;
    private static final Duration JIT = Duration.ofSeconds(8);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private CommandSpec spec;

    @Option(names = "--rounds", paramLabel = "N", description = "Turns of each contestant (${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Measured time of a turn, after a warm-up of 2 s (${DEFAULT-VALUE}).")
    private int seconds = 5;

    private final Setup setup = Setup.ofEnvironment();
    private final Duration warmUp = Duration.ofSeconds(2);
    private final Tally centerBatches = new Tally("center");
    private final Tally copyBatches = new Tally("pgjdbc COPY");
    private final Tally peerBatches = new Tally("FastAPI, asyncpg");
    private final Tally centerSingles = new Tally("center");
    private final Tally peerSingles = new Tally("FastAPI, psycopg2");
    private long centerWarmUps;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Conditions.print(out, "intake: %d rounds of %d s each, in turns".formatted(rounds, seconds));
        try (Setup.Scratch scratch = setup.scratch();
                Center center = Center.start(setup, scratch.path())) {
            String key = center.ingestKey();
            warm(center, key);
            Optional<String> withoutPeer = compete(center, key, scratch.path());
            withoutPeer.ifPresent(why -> {
                peerBatches.notRun(why);
                peerSingles.notRun(why);
            });
            print(out);
            count(out, center, withoutPeer.isEmpty());
            memory(out, center);
        }
        return 0;
    }

    /// The center's program is compiled while it runs; the first seconds say nothing about the rest.
    private void warm(Center center, String key) {
        for (HttpLoad.Plan plan : new HttpLoad.Plan[] {centerBatch(center, key), centerSingle(center, key)}) {
            centerWarmUps += HttpLoad.run(plan, JIT, Duration.ZERO, () -> {}).allRows();
        }
    }

    /// @return why the peer did not run; empty if it did
    private Optional<String> compete(Center center, String key, Path scratch) {
        if (setup.python().isEmpty()) {
            rounds(center, key, Optional.empty());
            return Optional.of("its Python packages can't be had here (see bench/peers/README.md)");
        }
        try (FastApiPeer peer = FastApiPeer.start(setup, setup.python().get(), center, scratch.resolve("fastapi"))) {
            rounds(center, key, Optional.of(peer));
            peerMemory = ProcessTree.memoryBelow(peer.pid());
        }
        return Optional.empty();
    }

    private ProcessTree.Memory peerMemory = new ProcessTree.Memory(0, 0);

    private void rounds(Center center, String key, Optional<FastApiPeer> peer) {
        for (int i = 0; i < rounds; i++) {
            load(centerBatches, centerBatch(center, key), centerCost(center));
            copy(center);
            peer.ifPresent(server -> load(peerBatches, peerBatch(server), peerCost(server, center)));
            load(centerSingles, centerSingle(center, key), centerCost(center));
            peer.ifPresent(server -> load(peerSingles, peerSingle(server), peerCost(server, center)));
        }
    }

    private void load(Tally tally, HttpLoad.Plan plan, Cost cost) {
        tally.add(HttpLoad.run(plan, warmUp, Duration.ofSeconds(seconds), cost), cost);
    }

    private void copy(Center center) {
        var cost = new Cost(() -> 0, () -> ProcessTree.cpuBelow(center.postgresPid()));
        copyBatches.add(
                CopyPeer.run(center, BATCH_CONNECTIONS, BATCH, warmUp, Duration.ofSeconds(seconds), cost), cost);
    }

    private static Cost centerCost(Center center) {
        return new Cost(() -> ProcessTree.cpuOf(center.pid()), () -> ProcessTree.cpuBelow(center.postgresPid()));
    }

    private static Cost peerCost(FastApiPeer peer, Center center) {
        return new Cost(() -> ProcessTree.cpuBelow(peer.pid()), () -> ProcessTree.cpuBelow(center.postgresPid()));
    }

    private static HttpLoad.Plan centerBatch(Center center, String key) {
        return new HttpLoad.Plan(
                center.port(),
                BATCH_CONNECTIONS,
                batches(Center.EVENTS, key),
                (bytes, answer) -> answer.status() == 200 ? Responses.numberAfter(bytes, answer, "\"accepted\":") : 0);
    }

    private static HttpLoad.Plan peerBatch(FastApiPeer peer) {
        return new HttpLoad.Plan(
                peer.port(),
                BATCH_CONNECTIONS,
                batches("/async/batch", ""),
                (bytes, answer) -> answer.status() == 201 ? Responses.numberAfter(bytes, answer, "\"stored\":") : 0);
    }

    private static HttpLoad.Plan centerSingle(Center center, String key) {
        return new HttpLoad.Plan(center.port(), SINGLE_CONNECTIONS, singles(Center.EVENTS, key), IntakeBench::created);
    }

    private static HttpLoad.Plan peerSingle(FastApiPeer peer) {
        return new HttpLoad.Plan(peer.port(), SINGLE_CONNECTIONS, singles("/sync/events", ""), IntakeBench::created);
    }

    private static Supplier<byte[]> batches(String path, String key) {
        var traffic = new Traffic(InstantSource.system(), 0);
        return () -> HttpLoad.request("POST", path, key, traffic.events(BATCH));
    }

    private static Supplier<byte[]> singles(String path, String key) {
        var traffic = new Traffic(InstantSource.system(), 0);
        return () -> HttpLoad.request("POST", path, key, traffic.event());
    }

    private static long created(byte[] bytes, Responses.Whole answer) {
        return answer.status() == 201 ? 1 : 0;
    }

    private void print(PrintWriter out) {
        out.printf("%n  Batches of %d events, %d connections, answered after the commit%n", BATCH, BATCH_CONNECTIONS);
        var batches = new Table(heads());
        centerBatches.lineOf(batches);
        copyBatches.lineOf(batches);
        peerBatches.lineOf(batches);
        batches.print(out);
        out.printf("%n  Single events, %d connections, each answered after its commit%n", SINGLE_CONNECTIONS);
        var singles = new Table(heads());
        centerSingles.lineOf(singles);
        peerSingles.lineOf(singles);
        singles.print(out);
        new Wanted()
                .atLeast("batches: rate, center by COPY", centerBatches.rateBy(copyBatches), 0.5)
                .atLeast("batches: rate, center by FastAPI", centerBatches.rateBy(peerBatches), 3)
                .atMost("batches: CPU per event, program by program", centerBatches.costBy(peerBatches), 0.25)
                .shown("the same, each with its PostgreSQL", centerBatches.wholeCostBy(peerBatches))
                .atLeast("singles: rate, center by FastAPI", centerSingles.rateBy(peerSingles), 20)
                .shown("singles: CPU per event, program by program", centerSingles.costBy(peerSingles))
                .atMost("singles: p99 of the center, ms", centerSingles.quantile(0.99), 50)
                .print(out);
        out.printf("%n  load average at the end: %s%n", Conditions.load());
    }

    private static String[] heads() {
        String[] heads = new String[Tally.HEADS.length + 1];
        heads[0] = "";
        System.arraycopy(Tally.HEADS, 0, heads, 1, Tally.HEADS.length);
        return heads;
    }

    /// What was acknowledged is in the database, and nothing else is.
    private void count(PrintWriter out, Center center, boolean withPeer) {
        long acknowledged = centerBatches.acknowledged() + centerSingles.acknowledged() + centerWarmUps;
        long stored = center.number(Center.DATABASE, "SELECT count(*) FROM event");
        out.printf(
                "  center: %,d events acknowledged, %,d in the database, %,d requests refused%n",
                acknowledged, stored, centerBatches.refused() + centerSingles.refused());
        if (withPeer) {
            out.printf(
                    "  FastAPI: %,d events acknowledged, %,d in the database, %,d requests refused%n",
                    peerBatches.acknowledged() + peerSingles.acknowledged(),
                    center.number(FastApiPeer.DATABASE, "SELECT count(*) FROM telemetry_events"),
                    peerBatches.refused() + peerSingles.refused());
        }
        if (acknowledged != stored) {
            throw new BenchFailure("acknowledged and stored events differ");
        }
    }

    private void memory(PrintWriter out, Center center) {
        ProcessTree.Memory program = ProcessTree.memoryOf(center.pid());
        ProcessTree.Memory database = ProcessTree.memoryBelow(center.postgresPid());
        out.printf(
                "  memory after the load, MiB: center %.0f, PostgreSQL %.0f (shared pages counted once), FastAPI %s%n",
                program.resident(),
                database.proportional(),
                peerMemory.resident() > 0 ? Figures.number(peerMemory.resident()) : "not run");
        out.flush();
    }
}
