package org.vtoc.server.connector.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Serves a recording line by line over TCP, on the loopback only, to a few listeners at a time.
final class LineServer implements AutoCloseable {
    private static final int MOST_LISTENERS = 8;
    private static final int MOST_LOGIN = 512;

    /// Whether a listener has to log in before the lines come, as APRS-IS servers demand.
    enum Greeting {
        NONE,
        APRS_IS
    }

    private final Playback playback;
    private final Greeting greeting;
    private final ServerSocket server;
    private final Semaphore places = new Semaphore(MOST_LISTENERS);
    private final Set<Socket> listeners = ConcurrentHashMap.newKeySet();

    private LineServer(Playback playback, Greeting greeting) throws IOException {
        this.playback = playback;
        this.greeting = greeting;
        this.server = new ServerSocket(0, MOST_LISTENERS, InetAddress.getLoopbackAddress());
    }

    static LineServer start(Playback playback, Greeting greeting) throws IOException {
        var server = new LineServer(playback, greeting);
        Thread.ofVirtual().name("demo line server").start(server::accept);
        return server;
    }

    String address() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                listeners.add(socket);
                if (places.tryAcquire()) {
                    Thread.ofVirtual().name("demo listener").start(() -> serve(socket));
                } else {
                    end(socket);
                }
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (OutputStream out = new BufferedOutputStream(socket.getOutputStream())) {
            if (greeting == Greeting.APRS_IS) {
                logIn(socket.getInputStream(), out);
            }
            playback.play(line -> write(out, line));
        } catch (IOException _) {
            // The listener went away.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            end(socket);
            places.release();
        }
    }

    private static void logIn(InputStream in, OutputStream out) throws IOException {
        write(out, "# vTOC DEMO, a recording");
        String login = readLine(in);
        String[] words = login.split(" ", -1);
        if (words.length < 2 || !words[0].equals("user")) {
            write(out, "# login by \"user CALL pass CODE\" is needed");
            throw new IOException("no login");
        }
        write(out, "# logresp " + words[1] + " unverified, server DEMO");
    }

    private static String readLine(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() > MOST_LOGIN) {
                throw new IOException("no login line");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private static void write(OutputStream out, String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.ISO_8859_1));
        out.write('\r');
        out.write('\n');
        out.flush();
    }

    private void end(Socket socket) {
        listeners.remove(socket);
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException _) {
            // It is gone either way.
        }
        listeners.forEach(this::end);
    }
}
