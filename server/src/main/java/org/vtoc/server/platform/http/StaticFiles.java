package org.vtoc.server.platform.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The console's files out of the class path, for the console's own pages and nothing else.
///
/// Assets carry a hash in their name and are kept by browsers for ever; the page itself is asked for each time.
public final class StaticFiles {
    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data: blob:; worker-src 'self'; connect-src 'self' ws: wss:; "
            + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("geojson", "application/geo+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed: bytes on their way to a socket.
    private record File(byte[] plain, Optional<byte[]> gzip, String type, String tag) {}

    private final String folder;
    private final Map<String, Optional<File>> files = new ConcurrentHashMap<>();

    /// @param folder the class path folder that holds `index.html`
    public StaticFiles(String folder) {
        this.folder = folder;
    }

    /// @return false where there is neither such a file nor a page to show
    boolean serve(ServerRequest request, ServerResponse response) throws IOException {
        String method = request.prologue().method().text();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return false;
        }
        String path = request.path().path();
        Optional<File> file = isName(path) ? file(path) : Optional.empty();
        boolean asset = file.isPresent() && path.startsWith("/assets/");
        if (file.isEmpty()) {
            String accepted = request.headers().first(HeaderNames.ACCEPT).orElse("");
            if (!accepted.contains("text/html")) {
                return false;
            }
            // A page of the console: its router, in the browser, knows the path.
            file = file("/index.html");
        }
        if (file.isEmpty()) {
            return false;
        }
        send(request, response, file.get(), asset);
        return true;
    }

    private static void send(ServerRequest request, ServerResponse response, File file, boolean asset) {
        response.header("Content-Security-Policy", POLICY);
        response.header("X-Content-Type-Options", "nosniff");
        response.header("Referrer-Policy", "same-origin");
        response.header("Cache-Control", asset ? "public, max-age=31536000, immutable" : "no-cache");
        response.header("ETag", file.tag());
        response.header("Vary", "Accept-Encoding");
        if (request.headers()
                .first(HeaderNames.IF_NONE_MATCH)
                .filter(file.tag()::equals)
                .isPresent()) {
            response.status(304);
            Dispatcher.bytes(response, new byte[0], true);
            return;
        }
        response.header("Content-Type", file.type());
        boolean gzip = file.gzip().isPresent()
                && request.headers()
                        .first(HeaderNames.ACCEPT_ENCODING)
                        .orElse("")
                        .contains("gzip");
        if (gzip) {
            response.header("Content-Encoding", "gzip");
        }
        byte[] body = gzip ? file.gzip().orElseThrow() : file.plain();
        Dispatcher.bytes(response, body, request.prologue().method().text().equals("HEAD"));
    }

    private static boolean isName(String path) {
        return path.startsWith("/")
                && List.of(path.substring(1).split("/")).stream()
                        .noneMatch(part -> part.isEmpty() || part.startsWith("."));
    }

    private Optional<File> file(String path) throws IOException {
        Optional<File> known = files.get(path);
        if (known != null) {
            return known;
        }
        Optional<byte[]> plain = read(path);
        if (plain.isEmpty()) {
            // Unknown names are not remembered: anyone may ask for any number of them.
            return Optional.empty();
        }
        Optional<File> file = Optional.of(load(path, plain.get()));
        files.put(path, file);
        return file;
    }

    private static File load(String path, byte[] plain) throws IOException {
        String ending = path.substring(path.lastIndexOf('.') + 1);
        String type = TYPES.getOrDefault(ending, "application/octet-stream");
        boolean text = type.contains("text") || type.contains("json") || type.contains("svg");
        var crc = new java.util.zip.CRC32C();
        crc.update(plain);
        String tag = "\"%x-%x\"".formatted(plain.length, crc.getValue());
        return new File(plain, text && plain.length > 1024 ? Optional.of(gzip(plain)) : Optional.empty(), type, tag);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream(plain.length / 3);
        try (var gzip = new java.util.zip.GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    private Optional<byte[]> read(String path) throws IOException {
        try (InputStream stream = StaticFiles.class.getClassLoader().getResourceAsStream(folder + path)) {
            return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
        }
    }
}
