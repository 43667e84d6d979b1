package org.vtoc.server.platform.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vtoc.server.platform.db.DatabaseOutage;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.security.Access;
import org.vtoc.server.platform.security.Caller;
import org.vtoc.server.platform.security.Policy;

/// The one road of a request: find the route, find out who calls, decide, handle, answer. Whatever goes wrong
/// becomes a problem answer here and nowhere else.
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int SMALL_REST = 64 * 1024;
    private static final int PIECE = 64 * 1024;
    private static final java.time.Duration RETRY = java.time.Duration.ofSeconds(2);

    private final Router router;
    private final Authenticator authenticator;
    private final Stations stations;
    private final Filter filter;
    private final Optional<StaticFiles> console;
    private final ClientAddress clients;
    private final BodyMemory memory = BodyMemory.ofHeap();

    /// Wraps every handler.
    @FunctionalInterface
    public interface Filter {
        Answer apply(Exchange exchange, Handler handler) throws IOException;

        static Filter none() {
            return (exchange, handler) -> handler.handle(exchange);
        }
    }

    public Dispatcher(
            List<Route> routes,
            Authenticator authenticator,
            Stations stations,
            Filter filter,
            Optional<StaticFiles> console,
            List<String> trustedProxies) {
        this.router = new Router(routes);
        this.authenticator = authenticator;
        this.stations = stations;
        this.filter = filter;
        this.console = console;
        this.clients = new ClientAddress(trustedProxies);
    }

    void dispatch(ServerRequest request, ServerResponse response) {
        if (Framing.isClear(request) && !request.content().hasEntity()) {
            respond(request, response);
            return;
        }
        // A body that is not read to its end must not be taken for the next request, and the library would read the
        // rest of it without bounds.
        response.header(HeaderValues.CONNECTION_CLOSE);
        respond(request, response);
        if (response.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
            Peer.current().linger();
            throw new CloseConnectionException("the body was not read to its end");
        }
    }

    private void respond(ServerRequest request, ServerResponse response) {
        String path = request.path().rawPath();
        try {
            if (!Framing.isClear(request)) {
                throw ProblemException.of(
                        RequestError.MALFORMED_REQUEST, "The headers don't say clearly where the body ends.");
            }
            answer(request, response, path);
        } catch (ProblemException refusal) {
            problem(request, response, refusal, path);
        } catch (CloseConnectionException end) {
            throw end;
        } catch (IOException | RuntimeException failure) {
            if (response.isSent()) {
                // The peer went away in the middle of an answer: there is nobody left to tell.
                LOG.debug("answer to {} {} ended early", request.prologue().method(), path, failure);
                return;
            }
            problem(request, response, refusal(failure, request, path), path);
        }
    }

    private void answer(ServerRequest request, ServerResponse response, String path) throws IOException {
        List<String> segments = decode(Router.segments(path));
        String method = request.prologue().method().text();
        boolean head = method.equals("HEAD");
        Optional<Router.Match> match = router.find(head ? "GET" : method, segments);
        if (match.isEmpty()) {
            unmatched(request, response, path, segments);
            return;
        }
        Route route = match.get().route();
        Caller caller = caller(request, route.access());
        Policy.require(caller, route.access());
        InetAddress client = clients.of(
                ((InetSocketAddress) request.remotePeer().address()).getAddress(),
                request.headers().first(HeaderNames.X_FORWARDED_FOR));
        var exchange = new Exchange(request, route, match.get().variables(), caller, stations, client, memory);
        exchange.admit();
        exchange.checkParameters();
        try {
            Answer answer = filter.apply(exchange, route.handler());
            if (request.content().consumed()) {
                response.headers().remove(HeaderNames.CONNECTION);
            }
            send(response, answer, head);
        } finally {
            exchange.release();
        }
    }

    /// Segment by segment, so that an encoded slash stays inside its segment.
    private static List<String> decode(List<String> segments) {
        try {
            return segments.stream()
                    .map(segment -> segment.indexOf('%') < 0
                            ? segment
                            : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList();
        } catch (IllegalArgumentException _) {
            throw ProblemException.of(RequestError.MALFORMED_REQUEST, "The path has a broken % sequence.");
        }
    }

    private void unmatched(ServerRequest request, ServerResponse response, String path, List<String> segments)
            throws IOException {
        var methods = router.methods(segments);
        if (!methods.isEmpty()) {
            response.header("Allow", String.join(", ", methods));
            throw ProblemException.of(
                    RequestError.METHOD_NOT_ALLOWED, "%s takes %s.".formatted(path, String.join(", ", methods)));
        }
        boolean api = segments.getFirst().equals("api");
        if (!api && console.isPresent() && console.get().serve(request, response)) {
            return;
        }
        throw ProblemException.of(RequestError.NOT_FOUND, "There is nothing at %s.".formatted(path));
    }

    /// Where anyone may come in, a credential that is no longer good doesn't keep one out: a browser sends its old
    /// token along while it asks for a new one.
    private Caller caller(ServerRequest request, Access access) {
        Optional<String> bearer = request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .filter(text -> text.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(text -> text.substring(7).strip());
        Optional<String> credential = bearer.or(() -> request.headers().first(HeaderNames.create("X-API-Key")));
        if (credential.isEmpty()) {
            return new Caller.Anonymous();
        }
        try {
            return authenticator.authenticate(credential.get());
        } catch (ProblemException refusal) {
            if (access instanceof Access.Open) {
                return new Caller.Anonymous();
            }
            throw refusal;
        }
    }

    private static ProblemException refusal(Exception failure, ServerRequest request, String path) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return problem;
            }
            if (DatabaseOutage.is(cause)) {
                LOG.warn(
                        "{} {}: the database is not available: {}",
                        request.prologue().method(),
                        path,
                        cause.getMessage());
                return ProblemException.of(RequestError.UNAVAILABLE, "The database is not available right now.")
                        .retryAfter(RETRY);
            }
        }
        if (failure instanceof io.helidon.http.RequestException bad) {
            return ProblemException.of(
                    bad.status().code() == 413 ? RequestError.TOO_LARGE : RequestError.MALFORMED_REQUEST,
                    "The request could not be read.");
        }
        LOG.error("{} {} failed", request.prologue().method(), path, failure);
        return ProblemException.of(RequestError.INTERNAL_ERROR, "The center failed to answer; its log says why.");
    }

    private static void problem(ServerRequest request, ServerResponse response, ProblemException refusal, String path) {
        takeSmallRest(request, response);
        refusal.retryAfter()
                .ifPresent(wait -> response.header("Retry-After", Long.toString(Math.max(1, wait.toSeconds()))));
        refusal.headers().forEach(response::header);
        if (refusal.code() == RequestError.NOT_AUTHENTICATED) {
            response.header("WWW-Authenticate", "Bearer");
        }
        response.status(refusal.code().status());
        commonHeaders(response);
        response.header("Content-Type", Problem.CONTENT_TYPE);
        try {
            bytes(response, Json.MAPPER.writeValueAsBytes(Problem.of(refusal, path)), false);
        } catch (IOException | RuntimeException failure) {
            LOG.debug("nobody took the answer to {}", path, failure);
        }
    }

    /// A small body that was refused unread is read after all: then the connection can be kept.
    private static void takeSmallRest(ServerRequest request, ServerResponse response) {
        long length = request.headers().contentLength().orElse(Long.MAX_VALUE);
        if (!Framing.isClear(request)
                || length > SMALL_REST
                || request.headers().contains(HeaderNames.EXPECT)
                || request.content().consumed()) {
            return;
        }
        try (Peer.Wait _ = Peer.current().begin()) {
            request.content().inputStream().transferTo(OutputStream.nullOutputStream());
            response.headers().remove(HeaderNames.CONNECTION);
        } catch (IOException | RuntimeException failure) {
            throw new CloseConnectionException("the peer went away, or kept us waiting", failure);
        }
    }

    private static void send(ServerResponse response, Answer answer, boolean head) throws IOException {
        response.status(Status.create(answer.status()));
        commonHeaders(response);
        answer.headers().forEach(response::header);
        switch (answer.body()) {
            case Answer.Body.None _ -> bytes(response, new byte[0], true);
            case Answer.Body.Json(Object value) -> json(response, Json.MAPPER.writeValueAsBytes(value), head);
            case Answer.Body.Text(String type, String text) -> {
                response.header("Content-Type", type);
                bytes(response, text.getBytes(StandardCharsets.UTF_8), head);
            }
            case Answer.Body.Part part -> part(response, part, head);
            case Answer.Body.Stream(String type, Answer.Writer writer) -> {
                response.header("Content-Type", type);
                if (head) {
                    bytes(response, new byte[0], true);
                    return;
                }
                try (JsonGenerator json =
                        Json.MAPPER.createGenerator(Peer.current().watched(response.outputStream()))) {
                    writer.write(json);
                }
            }
        }
    }

    private static void part(ServerResponse response, Answer.Body.Part part, boolean head) throws IOException {
        response.header("Content-Type", part.contentType());
        response.header(HeaderValues.create(HeaderNames.CONTENT_LENGTH, part.length()));
        if (head) {
            response.send();
            return;
        }
        try (FileChannel file = FileChannel.open(part.file());
                OutputStream out = Peer.current().watched(response.outputStream())) {
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            for (long at = part.from(); at < part.from() + part.length(); at += piece.limit()) {
                piece.clear().limit((int) Math.min(PIECE, part.from() + part.length() - at));
                while (piece.hasRemaining()) {
                    if (file.read(piece, at + piece.position()) < 0) {
                        throw new IOException(part.file() + " became shorter");
                    }
                }
                out.write(piece.array(), 0, piece.limit());
            }
        }
    }

    private static void json(ServerResponse response, byte[] body, boolean head) {
        response.header("Content-Type", "application/json");
        bytes(response, body, head);
    }

    static void bytes(ServerResponse response, byte[] body, boolean head) {
        try (Peer.Wait wait = Peer.current().begin()) {
            if (head) {
                response.send();
            } else {
                wait.allow(body.length);
                response.send(body);
            }
        }
    }

    private static void commonHeaders(ServerResponse response) {
        response.header("X-Content-Type-Options", "nosniff");
        response.header("Cache-Control", "no-store");
    }
}
