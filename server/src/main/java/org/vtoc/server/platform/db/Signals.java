package org.vtoc.server.platform.db;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// PostgreSQL's ways to stop are signals that the JDK can't send itself.
final class Signals {
    private static final Duration FAST = Duration.ofSeconds(60);
    private static final Duration IMMEDIATE = Duration.ofSeconds(10);

    private Signals() {}

    /// Fast shutdown (connections are cut, everything is written); after a minute immediate shutdown (the next start
    /// recovers from the log); after that the end by force.
    static void stop(ProcessHandle postmaster) throws IOException, InterruptedException {
        send(postmaster, "INT");
        if (ended(postmaster, FAST)) {
            return;
        }
        send(postmaster, "QUIT");
        if (!ended(postmaster, IMMEDIATE)) {
            postmaster.destroyForcibly();
            ended(postmaster, IMMEDIATE);
        }
    }

    private static void send(ProcessHandle process, String signal) throws IOException, InterruptedException {
        // The shell's own kill: a separate program of that name isn't on every system.
        new ProcessBuilder("/bin/sh", "-c", "kill -%s %d".formatted(signal, process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static boolean ended(ProcessHandle process, Duration limit) throws InterruptedException {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return !process.isAlive();
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for process %d failed".formatted(process.pid()), e);
        }
    }
}
