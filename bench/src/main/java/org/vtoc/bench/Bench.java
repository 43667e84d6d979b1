package org.vtoc.bench;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The door of the benchmarks. Without a name all of them run, one after the other.
@Command(
        name = "vtoc bench",
        mixinStandardHelpOptions = true,
        description = {"Runs the benchmarks and prints their tables; without a name all of them.", ""},
        subcommands = {
            IntakeBench.class,
            StartBench.class,
            DecodeBench.class,
            ListsBench.class,
            LiveBench.class,
            JobsBench.class
        },
        footer = {
            "",
            "Everything runs on 127.0.0.1 and in folders of its own, which are removed. Exit code 0 says that",
            "all was measured, not that a figure is good; a peer that can't be had here is printed as not run."
        })
public final class Bench implements Callable<Integer> {
    Bench() {}

    /// @param arguments a benchmark's name and its options, or nothing
    public static void main(String[] arguments) {
        var line = new CommandLine(new Bench());
        line.setExecutionExceptionHandler((failure, command, _) -> {
            if (failure instanceof BenchFailure) {
                command.getErr().println("vtoc bench: " + failure.getMessage());
                return 1;
            }
            throw failure;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        for (Callable<Integer> bench : List.<Callable<Integer>>of(
                new StartBench(), new DecodeBench(), new IntakeBench(), new ListsBench(), new JobsBench())) {
            // Through picocli, so that each has the defaults of its options.
            int exit = new CommandLine(bench)
                    .setExecutionExceptionHandler((failure, _, _) -> {
                        throw failure;
                    })
                    .execute();
            if (exit != 0) {
                return exit;
            }
        }
        return 0;
    }
}
