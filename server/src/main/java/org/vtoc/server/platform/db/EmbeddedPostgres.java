package org.vtoc.server.platform.db;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.config.StartRefused;

/// The PostgreSQL server that lives and dies with the center, on a port of its own at 127.0.0.1.
///
/// One platform thread starts it, waits for its end and starts it again (same port, backoff) until [#close()]: the
/// server's death signal hangs on the thread that started it. Thread-safe.
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final int MAX_CONNECTIONS = 200;
    private static final int PORT_ATTEMPTS = 5;
    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration STABLE = Duration.ofMinutes(1);

    private final Cluster cluster;
    private final ServerLog log;
    private final int port;
    private final List<String> settings;
    private final InstantSource clock = InstantSource.system();
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread supervisor;
    private volatile boolean accepting;
    private volatile ProcessHandle server = ProcessHandle.current();

    private EmbeddedPostgres(Cluster cluster, ServerLog log, List<String> settings, int port) {
        this.cluster = cluster;
        this.log = log;
        this.settings = settings;
        this.port = port;
        this.supervisor = Thread.ofPlatform().daemon().name("vtoc-postgres").unstarted(this::supervise);
    }

    /// Starts the server of the data folder, making its cluster on the first start, and returns once it accepts
    /// connections. After a crash that takes as long as the recovery from the log, with a cluster of an earlier
    /// PostgreSQL as long as it takes to copy it.
    ///
    /// @throws StartRefused if it doesn't start: full disk, no programs for this platform, no permission
    public static EmbeddedPostgres start(DataFolder folder) {
        try {
            Upgrade.run(folder);
            var cluster = Cluster.prepare(folder);
            return start(cluster, new ServerLog(folder.logs(), "postgres.log"), ServerSettings.of(MAX_CONNECTIONS));
        } catch (IOException e) {
            throw Disk.explain(folder.path(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefused("The start of PostgreSQL was interrupted.", e);
        }
    }

    /// Starts the server of a cluster that is there.
    ///
    /// @param log is closed with the server
    static EmbeddedPostgres start(Cluster cluster, ServerLog log, List<String> settings)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            var server = new EmbeddedPostgres(cluster, log, settings, freePort());
            server.supervisor.start();
            try {
                server.firstReady.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
                return server;
            } catch (ExecutionException | TimeoutException e) {
                server.end();
                // Somebody took the port between looking and binding.
                if (attempt == PORT_ATTEMPTS || !log.tail().contains("could not create any TCP/IP sockets")) {
                    log.close();
                    throw cluster.refused(log.tail());
                }
            }
        }
    }

    public int port() {
        return port;
    }

    /// URL of a database for the owner role, password included.
    public String ownerUrl(String database) {
        // Asking for TLS first would cost a round trip per connection, and this one never leaves the machine.
        return "postgresql://%s:%s@127.0.0.1:%d/%s?sslmode=disable&gssEncMode=disable"
                .formatted(Cluster.OWNER, cluster.password(), port, database);
    }

    /// The server's process, the newest one if it was started again.
    public ProcessHandle process() {
        return server;
    }

    /// Whether the server accepts connections, by its own word; costs one look at the process table.
    public boolean healthy() {
        return accepting && server.isAlive();
    }

    /// Stops the server: open connections are cut, everything is written to disk.
    @Override
    public void close() {
        try {
            end();
            log.close();
        } catch (IOException e) {
            LOG.warn("stopping PostgreSQL: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() throws IOException, InterruptedException {
        stopping.countDown();
        ProcessHandle current = server;
        if (current.pid() != ProcessHandle.current().pid() && current.isAlive()) {
            Signals.stop(current);
        }
        supervisor.join(LONGEST_PAUSE);
    }

    private void supervise() {
        Duration pause = FIRST_PAUSE;
        try {
            while (stopping.getCount() > 0) {
                var started = clock.instant();
                int exit = run();
                if (!firstReady.isDone()) {
                    firstReady.completeExceptionally(new IllegalStateException("exit code " + exit));
                    return;
                }
                if (Duration.between(started, clock.instant()).compareTo(STABLE) > 0) {
                    pause = FIRST_PAUSE;
                }
                if (stopping.getCount() > 0) {
                    LOG.error("PostgreSQL ended (exit code {}), starting it again in {} ms", exit, pause.toMillis());
                }
                if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One life of the server; its output is read here, so that this thread lives exactly as long.
    private int run() throws InterruptedException {
        try {
            cluster.stopOrphan();
            Process process = cluster.server(port, settings).start();
            server = process.toHandle();
            process.getOutputStream().close();
            try (var reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                // Ends when the server and all its children are gone: only then its memory can be taken anew.
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    observe(line);
                }
            }
            return process.waitFor();
        } catch (IOException e) {
            observe("vTOC: starting PostgreSQL failed: " + e);
            return -1;
        } finally {
            accepting = false;
        }
    }

    private void observe(String line) {
        log.line(line);
        if (line.contains("database system is ready to accept connections")) {
            accepting = true;
            firstReady.complete(null);
        } else if (line.contains("terminating any other active server processes")
                || line.contains("shutdown request")) {
            accepting = false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
