package org.vtoc.server.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A client of a center's API: with a credential or without, JSON in and out.
public final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// @param body `{}` where there was none
    public record Reply(int status, JsonNode body, java.net.http.HttpHeaders headers, String text) {
        public String at(String pointer) {
            return body.at(pointer).asText();
        }
    }

    private final HttpClient client;
    private final String base;
    private final Map<String, String> headers;

    private Api(HttpClient client, String base, Map<String, String> headers) {
        this.client = client;
        this.base = base;
        this.headers = Map.copyOf(headers);
    }

    /// @param address such as `http://127.0.0.1:8080`
    public static Api at(String address) {
        return new Api(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), address, Map.of());
    }

    public Api with(String credential) {
        return header("Authorization", "Bearer " + credential);
    }

    public Api header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Api(client, base, more);
    }

    public Reply get(String path) {
        return send("GET", path, Optional.empty());
    }

    public Reply post(String path, String body) {
        return send("POST", path, Optional.of(body));
    }

    public Reply put(String path, String body) {
        return send("PUT", path, Optional.of(body));
    }

    public Reply patch(String path, String body) {
        return send("PATCH", path, Optional.of(body));
    }

    public Reply delete(String path) {
        return send("DELETE", path, Optional.empty());
    }

    /// @param path below `/api/v1`, or a whole one that starts with `//`
    public Reply send(String method, String path, Optional<String> body) {
        URI uri = URI.create(path.startsWith("//") ? base + path.substring(1) : base + "/api/v1" + path);
        var request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body.map(HttpRequest.BodyPublishers::ofString).orElseGet(HttpRequest.BodyPublishers::noBody));
        headers.forEach(request::header);
        if (body.isPresent() && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean json = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            JsonNode tree = json ? JSON.readTree(response.body()) : JSON.createObjectNode();
            return new Reply(response.statusCode(), tree, response.headers(), response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for an answer");
        }
    }
}
