package org.vtoc.server.connector;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.vtoc.server.connector.settings.Input;

/// A document that is fetched. Redirects are followed only within the same host and port, so that headers with keys
/// go nowhere else.
final class HttpFeed implements Feed {
    private static final long MAX_BODY = 16L * 1024 * 1024;
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_REDIRECTS = 3;

    private final Input.Http input;
    private final HttpClient client;
    private Optional<String> tag = Optional.empty();

    HttpFeed(Input.Http input, HttpClient client) {
        this.input = input;
        this.client = client;
    }

    static HttpClient client() {
        return HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    @Override
    public void run(Reading reading) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = fetch(input.address());
        for (int i = 0; isRedirect(answer.statusCode()); i++) {
            URI target = target(answer);
            if (i == MAX_REDIRECTS) {
                throw new IOException("%s redirects again and again".formatted(input));
            }
            answer = fetch(target);
        }
        if (answer.statusCode() == 304) {
            reading.connected("%s has not changed".formatted(input));
            return;
        }
        if (answer.statusCode() != 200) {
            throw new IOException("%s answered %d".formatted(input, answer.statusCode()));
        }
        tag = answer.headers().firstValue("ETag");
        reading.connected("read " + input);
        byte[] body = answer.body();
        reading.take(body, 0, body.length);
    }

    private HttpResponse<byte[]> fetch(URI address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address).GET();
        try {
            input.headers().forEach(request::header);
        } catch (IllegalArgumentException failure) {
            throw new IOException("a header can't be sent: " + failure.getMessage(), failure);
        }
        tag.ifPresent(known -> request.header("If-None-Match", known));
        // The request's own timeout ends with the answer's headers; this one covers a body that hangs, too.
        Future<HttpResponse<byte[]>> answer =
                client.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY));
        try {
            return answer.get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException failure) {
            throw new IOException(
                    "%s didn't answer within %s".formatted(input, Words.duration(ANSWER_TIMEOUT)), failure);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            throw failure(cause == null ? failure : cause);
        } finally {
            answer.cancel(true);
        }
    }

    private IOException failure(Throwable cause) {
        String why =
                switch (cause) {
                    case HttpConnectTimeoutException _ -> "doesn't answer";
                    case ConnectException _ -> "refuses the connection";
                    case IOException failure
                    when String.valueOf(failure.getMessage()).contains("exceeds capacity") ->
                        "sent more than %d MiB".formatted(MAX_BODY / 1024 / 1024);
                    default -> "failed: " + Words.of(cause);
                };
        return new IOException(input + " " + why, cause);
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private URI target(HttpResponse<?> answer) throws IOException {
        URI from = answer.uri();
        URI target;
        try {
            target = from.resolve(answer.headers().firstValue("Location").orElse(""));
        } catch (IllegalArgumentException failure) {
            throw new IOException("%s redirects to no address".formatted(input), failure);
        }
        boolean same = Objects.equals(from.getScheme(), target.getScheme())
                && Objects.equals(from.getRawAuthority(), target.getRawAuthority());
        if (!same) {
            throw new IOException("%s redirects to another host, %s; give that as api_url if it is right"
                    .formatted(input, target.getRawAuthority()));
        }
        return target;
    }
}
