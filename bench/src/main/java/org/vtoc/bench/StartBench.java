package org.vtoc.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// How long a start takes and what an idle center holds. PostgreSQL's own start is taken from its process and its log,
/// in the same run.
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = "Time to /readyz on an existing data folder, and memory when idle.")
final class StartBench implements Callable<Integer> {
    private static final String READY = "database system is ready to accept connections";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private CommandSpec spec;

    @Option(names = "--runs", paramLabel = "N", description = "Warm starts (${DEFAULT-VALUE}).")
    private int runs = 5;

    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            description = "How long the last one idles before its memory is read (${DEFAULT-VALUE}).")
    private int idle = 15;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Setup setup = Setup.ofEnvironment();
        Conditions.print(out, "start: %d warm starts".formatted(runs));
        var whole = new ArrayList<Double>();
        var postgres = new ArrayList<Double>();
        var own = new ArrayList<Double>();
        try (Setup.Scratch scratch = setup.scratch()) {
            double first;
            try (Center center = Center.start(setup, scratch.path())) {
                first = seconds(center.untilReady());
            }
            ProcessTree.Memory program = new ProcessTree.Memory(0, 0);
            ProcessTree.Memory database = program;
            for (int i = 0; i < runs; i++) {
                try (Center center = Center.start(setup, scratch.path())) {
                    double database1 = seconds(postgresStart(center));
                    whole.add(seconds(center.untilReady()));
                    postgres.add(database1);
                    own.add(seconds(center.untilReady()) - database1);
                    if (i == runs - 1) {
                        Processes.pause(Duration.ofSeconds(idle));
                        program = ProcessTree.memoryOf(center.pid());
                        database = ProcessTree.memoryBelow(center.postgresPid());
                    }
                }
            }
            new Table("", "seconds")
                    .line("first start, empty folder", Figures.number(first))
                    .line("warm start to /readyz", Figures.of(whole).text())
                    .line("of it PostgreSQL's own start", Figures.of(postgres).text())
                    .line("of it the center", Figures.of(own).text())
                    .print(out);
            memory(out, program, database, Figures.of(own));
        }
        return 0;
    }

    private void memory(PrintWriter out, ProcessTree.Memory program, ProcessTree.Memory database, Figures own) {
        out.println();
        new Table("MiB after %d s idle".formatted(idle), "resident", "shared pages once")
                .line("center", Figures.number(program.resident()), Figures.number(program.proportional()))
                .line("PostgreSQL", Figures.number(database.resident()), Figures.number(database.proportional()))
                .print(out);
        new Wanted()
                .atMost("start besides PostgreSQL, s", Optional.of(own), 2)
                .atMost(
                        "memory together, MiB",
                        Optional.of(Figures.of(List.of(program.resident() + database.proportional()))),
                        512)
                .print(out);
        out.printf("%n  load average at the end: %s%n", Conditions.load());
        out.flush();
    }

    /// From the start of its process to its own word that it takes connections.
    private static Duration postgresStart(Center center) {
        Instant started = ProcessTree.startOf(center.postgresPid());
        Instant ready = center.postgresLog().reversed().stream()
                .filter(line -> line.contains(READY))
                .findFirst()
                .map(line -> Instant.parse(line.substring(0, 10) + "T" + line.substring(11, 23) + "Z"))
                .orElseThrow(() -> new BenchFailure("PostgreSQL's log doesn't say when it was ready"));
        return Duration.between(started, ready);
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
