package org.vtoc.server.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A bare connection to a center, for what no HTTP client would send.
final class Wire implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /// What came back.
    ///
    /// @param status 0 where the connection was closed without an answer
    record Reply(int status, Map<String, String> headers, String body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException failure) {
                throw new UncheckedIOException(body, failure);
            }
        }

        boolean isProblem() {
            return headers.getOrDefault("content-type", "").equals("application/problem+json")
                    && json().path("status").asInt() == status;
        }
    }

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout((int) PATIENCE.toMillis());
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    static Wire to(String address) throws IOException {
        URI uri = URI.create(address);
        return new Wire(new Socket(uri.getHost(), uri.getPort()));
    }

    /// A head with what every request needs; lines end in `\n` here and in CRLF on the wire.
    static String head(String lines) {
        return (lines.strip() + "\nHost: localhost\n\n").replace("\n", "\r\n");
    }

    Wire send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// @return false where the center has ended the connection
    boolean takes(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// A peer that has answered already may have closed its side: then what is left goes nowhere.
    Wire send(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException _) {
            // What was answered before is still there to be read.
        }
        return this;
    }

    /// The answer to a request; status 0 where the connection ended without one.
    Reply reply() {
        try {
            String status = line();
            if (status.isEmpty()) {
                return new Reply(0, Map.of(), "");
            }
            var headers = new LinkedHashMap<String, String>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                String[] parts = line.split(": ?", 2);
                headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            return new Reply(Integer.parseInt(status.split(" ", 3)[1]), headers, body);
        } catch (IOException ended) {
            return new Reply(0, Map.of(), ended.toString());
        }
    }

    /// The status of an answer that has no body, whatever length it names.
    int headOnly() throws IOException {
        String status = line();
        String header = line();
        while (!header.isEmpty()) {
            header = line();
        }
        return Integer.parseInt(status.split(" ", 3)[1]);
    }

    /// Whether the other side has nothing more to say and ends the connection, or has already.
    boolean isEnded() {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    /// The same, but waits no longer than this for it; what is said meanwhile is passed over.
    boolean isEndedWithin(Duration time) {
        try {
            socket.setSoTimeout((int) time.toMillis());
            in.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (java.net.SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
