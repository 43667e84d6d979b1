package org.vtoc.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Under what the figures were taken; without it they say nothing.
final class Conditions {
    private Conditions() {}

    static void print(PrintWriter out, String title) {
        out.println();
        out.println(title);
        out.printf(
                "  %s, %d cores, %s, JDK %s, load average %s%n",
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Runtime.getRuntime().availableProcessors(),
                firstLine(Path.of("/proc/cpuinfo"), "model name"),
                Runtime.version(),
                load());
        out.flush();
    }

    /// Of the last one, five and fifteen minutes; the runs themselves are part of it.
    static String load() {
        try {
            String[] words = Files.readString(Path.of("/proc/loadavg")).split(" ", -1);
            return words[0] + " " + words[1] + " " + words[2];
        } catch (IOException _) {
            return "unknown";
        }
    }

    private static String firstLine(Path file, String key) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException _) {
            return "unknown processor";
        }
    }
}
