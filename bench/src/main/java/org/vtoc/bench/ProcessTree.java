package org.vtoc.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What processes have used so far, by Linux's own account (proc(5), `/proc/PID/stat` and `smaps_rollup`).
final class ProcessTree {
    /// Clock ticks of the account; Linux gives 100 a second on every machine that the JDK runs on.
    private static final double TICKS = 100;

    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int REAPED_USER = 13;
    private static final int REAPED_SYSTEM = 14;
    private static final int STARTED = 19;

    private ProcessTree() {}

    /// CPU seconds of one process, without its children.
    static double cpuOf(long pid) {
        long[] fields = stat(pid);
        return (fields[USER] + fields[SYSTEM]) / TICKS;
    }

    /// CPU seconds of a process's children that have ended and been waited for.
    static double cpuOfEndedChildren(long pid) {
        long[] fields = stat(pid);
        return (fields[REAPED_USER] + fields[REAPED_SYSTEM]) / TICKS;
    }

    /// CPU seconds of a process, of all that descend from it, and of those of them that have ended.
    static double cpuBelow(long pid) {
        double ticks = 0;
        for (long each : tree(pid)) {
            long[] fields = stat(each);
            ticks += fields[USER] + fields[SYSTEM] + fields[REAPED_USER] + fields[REAPED_SYSTEM];
        }
        return ticks / TICKS;
    }

    /// When a process started, to a hundredth of a second. The JDK's own answer hangs on a boot time in whole seconds.
    static Instant startOf(long pid) {
        try {
            String uptime = Files.readString(Path.of("/proc/uptime"));
            double age = Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) - stat(pid)[STARTED] / TICKS;
            return Instant.now().minusMillis(Math.round(age * 1000));
        } catch (IOException failure) {
            throw new BenchFailure("/proc can't be read: " + failure.getMessage(), failure);
        }
    }

    /// Memory in MiB.
    ///
    /// @param resident of one process, or summed over a tree, where shared pages count in every process
    /// @param proportional the same with shared pages divided among those that share them
    record Memory(double resident, double proportional) {}

    static Memory memoryOf(long pid) {
        return memory(List.of(pid));
    }

    static Memory memoryBelow(long pid) {
        return memory(tree(pid));
    }

    private static Memory memory(List<Long> pids) {
        double resident = 0;
        double proportional = 0;
        for (long pid : pids) {
            try {
                for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
                    if (line.startsWith("Rss:")) {
                        resident += kibi(line);
                    } else if (line.startsWith("Pss:")) {
                        proportional += kibi(line);
                    }
                }
            } catch (IOException _) {
                // It ended while it was looked at, and has no memory any more.
            }
        }
        return new Memory(resident / 1024, proportional / 1024);
    }

    private static double kibi(String line) {
        return Double.parseDouble(line.replaceAll("[^0-9]", ""));
    }

    private static List<Long> tree(long root) {
        Map<Long, List<Long>> children = new HashMap<>();
        try (var entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path entry : entries) {
                long pid = Long.parseLong(entry.getFileName().toString());
                children.computeIfAbsent(stat(pid)[PARENT], _ -> new ArrayList<>())
                        .add(pid);
            }
        } catch (IOException failure) {
            throw new BenchFailure("/proc can't be read: " + failure.getMessage(), failure);
        }
        var found = new ArrayList<Long>();
        var waiting = new ArrayDeque<>(List.of(root));
        while (!waiting.isEmpty()) {
            long pid = waiting.remove();
            found.add(pid);
            waiting.addAll(children.getOrDefault(pid, List.of()));
        }
        return found;
    }

    /// The fields after the command's name; zeros of a process that is gone.
    private static long[] stat(long pid) {
        var values = new long[STARTED + 1];
        try {
            String text = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] words = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            for (int i = PARENT; i < values.length; i++) {
                values[i] = Long.parseLong(words[i]);
            }
        } catch (IOException _) {
            // Gone between the listing and the look.
        }
        return values;
    }
}
