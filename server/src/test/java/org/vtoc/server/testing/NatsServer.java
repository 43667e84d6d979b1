package org.vtoc.server.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// A real nats-server of a test's own, which can be killed, held still and started again on its port.
public final class NatsServer implements AutoCloseable {
    private final int port;
    private Process process;

    private NatsServer(int port) {
        this.port = port;
        this.process = launch();
    }

    public static NatsServer start() {
        return new NatsServer(freePort());
    }

    private static int freePort() {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String url() {
        return "nats://127.0.0.1:" + port;
    }

    /// kill -9; what it knew is gone.
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    public void startAgain() {
        process = launch();
    }

    /// It keeps its connections and says nothing, like a cut cable.
    public void holdStill() {
        signal("STOP");
    }

    public void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Process launch() {
        try {
            Process started = new ProcessBuilder("nats-server", "-a", "127.0.0.1", "-p", Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null")))
                    .start();
            Eventually.holds("nats-server listens", this::listens);
            return started;
        } catch (IOException missing) {
            throw new UncheckedIOException(
                    "These tests need nats-server. Get it with: sudo apt-get install nats-server", missing);
        }
    }

    private boolean listens() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        kill();
    }
}
