package org.vtoc.server.platform.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.vtoc.server.platform.error.FieldError;
import org.vtoc.server.platform.error.ProblemException;
import org.vtoc.server.platform.error.RequestError;
import org.vtoc.server.platform.security.Access;
import org.vtoc.server.platform.security.Caller;
import org.vtoc.server.platform.security.Policy;
import org.vtoc.server.platform.security.Role;

/// One request, already authenticated and let through to its route. Texts of the request become types here, or the
/// request is refused.
public final class Exchange {
    /// The largest body of a [Route#takesBulk()].
    public static final int MAX_BULK = 10 * 1024 * 1024;

    /// The largest body of other routes: one thing, as it is written down.
    public static final int MAX_BODY = 1024 * 1024;

    /// The largest body from who hasn't shown who they are.
    public static final int MAX_OPEN_BODY = 16 * 1024;

    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 1000;

    private static final int MAX_UNKNOWN = 20;
    private static final int MAX_NAME = 64;

    private static final List<String> STATION_HEADERS =
            List.of("X-Station-Id", "X-Station-Slug", "X-ChatKit-Station", "X-TOC-Station");

    private final ServerRequest request;
    private final Route route;
    private final Map<String, String> variables;
    private final Caller caller;
    private final Stations stations;
    private final InetAddress client;
    private final BodyMemory memory;
    private Optional<byte[]> body = Optional.empty();
    private BodyMemory.Share share = BodyMemory.Share.NONE;

    Exchange(
            ServerRequest request,
            Route route,
            Map<String, String> variables,
            Caller caller,
            Stations stations,
            InetAddress client,
            BodyMemory memory) {
        this.request = request;
        this.route = route;
        this.variables = variables;
        this.caller = caller;
        this.stations = stations;
        this.client = client;
        this.memory = memory;
    }

    /// Gives back what its body took, when nothing of it is needed any more.
    void release() {
        share.release();
        share = BodyMemory.Share.NONE;
        body = Optional.empty();
    }

    public Caller caller() {
        return caller;
    }

    /// The signed-in user; for routes of [Access.SignedIn] and [Access.Admin].
    public Caller.User user() {
        if (caller instanceof Caller.User user) {
            return user;
        }
        throw ProblemException.of(RequestError.NOT_AUTHENTICATED, "Sign in.");
    }

    /// The address of the person or program that calls, seen through trusted proxies.
    public InetAddress client() {
        return client;
    }

    public Route route() {
        return route;
    }

    /// A variable segment of the path, decoded.
    public String path(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalStateException("route %s has no variable %s".formatted(route.path(), name));
        }
        return value;
    }

    /// A variable segment that is a UUID; what is none is an absent thing.
    public UUID pathId(String name) {
        try {
            return UUID.fromString(path(name));
        } catch (IllegalArgumentException _) {
            throw ProblemException.of(RequestError.NOT_FOUND, "There is nothing with the id %s.".formatted(path(name)));
        }
    }

    public Optional<String> query(String name) {
        return request.query().first(name).asOptional().filter(text -> !text.isEmpty());
    }

    public Optional<Instant> queryTime(String name) {
        return query(name).map(text -> {
            try {
                return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            } catch (DateTimeParseException _) {
                throw ProblemException.invalid(name, "is not an RFC 3339 time such as 2026-11-20T20:14:31Z");
            }
        });
    }

    public Optional<Long> queryNumber(String name, long least, long most) {
        return query(name).map(text -> {
            try {
                long value = Long.parseLong(text);
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException _) {
                // Said below, together with a number out of range.
            }
            throw ProblemException.invalid(name, "must be a whole number from %d to %d".formatted(least, most));
        });
    }

    /// How many items of a list are asked for.
    public int limit() {
        return queryNumber("limit", 1, MAX_LIMIT).map(Long::intValue).orElse(DEFAULT_LIMIT);
    }

    /// The piece that is asked for of a list that is at hand as a whole, where new items come last.
    public <T> Page<T> page(List<T> all) {
        int from = queryNumber("cursor", 0, Integer.MAX_VALUE)
                .map(place -> Math.min(all.size(), place.intValue()))
                .orElse(0);
        int to = Math.min(all.size(), from + limit());
        return new Page<>(
                all.subList(from, to), to < all.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
    }

    public Optional<String> header(String name) {
        return request.headers().first(HeaderNames.create(name)).filter(text -> !text.isEmpty());
    }

    /// Refuses parameters that the route does not have: a filter with a slip of the pen would give everything.
    void checkParameters() {
        if (!route.path().startsWith(Route.API)) {
            return;
        }
        List<String> known =
                route.parameters().stream().map(Route.Parameter::name).toList();
        boolean inStation = route.access() instanceof Access.InStation;
        List<FieldError> unknown = request.query().names().stream()
                .filter(name -> !known.contains(name) && !(inStation && name.equals("station")))
                .limit(MAX_UNKNOWN)
                .map(name -> new FieldError(
                        name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name,
                        "unknown parameter; known are " + String.join(", ", known)))
                .toList();
        if (!unknown.isEmpty()) {
            throw ProblemException.invalid(unknown);
        }
    }

    /// Refuses early who may not do this in the station that the request names, or, where it names none, in any.
    void admit() {
        if (route.access() instanceof Access.InStation access) {
            station()
                    .ifPresentOrElse(
                            station -> Policy.requireIn(caller, access, station),
                            () -> Policy.requireSomewhere(caller, access));
        }
    }

    /// The stations that a read covers: the one that the request names, or else all that the caller may read.
    public List<String> readable() {
        return reachable(inStation());
    }

    /// The stations where a thing to change may be looked for: those that the caller may read. What they may do where
    /// it is found, [#writable(String)] says.
    public List<String> visible() {
        return reachable(new Access.InStation(Role.VIEWER, inStation().scope()));
    }

    private List<String> reachable(Access.InStation access) {
        return station()
                .map(named -> {
                    Policy.requireIn(caller, access, named);
                    return List.of(named);
                })
                .orElseGet(() -> Policy.reachable(caller, access, stations.served()));
    }

    /// The station that a write goes to: the one that the request names, or else the first one served.
    public String writable() {
        String station = station().orElseGet(() -> stations.served().getFirst());
        Policy.requireIn(caller, inStation(), station);
        return station;
    }

    /// The same for a station named inside the body; 404 where the caller can't know of it.
    public String writable(String named) {
        String station = stations.find(named).orElseThrow(() -> Policy.noSuchStation(named));
        Policy.requireIn(caller, inStation(), station);
        return station;
    }

    /// Whether the caller is an operator of this station: for what a read shows to operators alone.
    public boolean operates(String station) {
        return Policy.allows(caller, new Access.InStation(Role.OPERATOR, Optional.empty()), station);
    }

    private Access.InStation inStation() {
        if (route.access() instanceof Access.InStation access) {
            return access;
        }
        throw new IllegalStateException("route %s asks for no station".formatted(route.path()));
    }

    /// The station that path, parameter or headers name, first match; 404 if there is none of that name.
    public Optional<String> station() {
        Optional<String> text = Optional.ofNullable(variables.get("station")).or(() -> query("station"));
        for (String name : STATION_HEADERS) {
            text = text.or(() -> header(name));
        }
        return text.map(named -> stations.find(named).orElseThrow(() -> Policy.noSuchStation(named)));
    }

    /// The media type of the body, lower case, without parameters; empty if there is none.
    public String contentType() {
        return header("Content-Type")
                .map(text -> text.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /// The body as a JSON value of a closed schema.
    public <T> T body(Class<T> type) throws IOException {
        requireContentType(List.of("application/json"));
        byte[] bytes = bodyBytes();
        if (bytes.length == 0) {
            throw ProblemException.of(RequestError.MALFORMED_REQUEST, "The body is empty; JSON is expected.");
        }
        try {
            T value = Json.MAPPER.readValue(bytes, type);
            if (value == null) {
                throw ProblemException.invalid("body", "must be an object, not null");
            }
            return value;
        } catch (IOException failure) {
            throw Json.refusal(failure);
        }
    }

    public void requireContentType(List<String> accepted) {
        if (!accepted.contains(contentType())) {
            throw ProblemException.of(
                    RequestError.WRONG_CONTENT_TYPE,
                    "Send %s, not %s."
                            .formatted(
                                    String.join(" or ", accepted),
                                    contentType().isEmpty() ? "a body without a type" : contentType()));
        }
    }

    /// The whole body, refused over the limit of its route. Read once and kept.
    public byte[] bodyBytes() throws IOException {
        if (body.isEmpty()) {
            body = Optional.of(readBody());
        }
        return body.get();
    }

    /// Writes the body to an existing file as it comes, for what is too large to hold.
    ///
    /// @param limit the most bytes that are taken
    /// @throws IOException the file can't take it, e.g. because its disk is full
    public void bodyTo(Path file, long limit) throws IOException {
        requirePlain();
        FileBody.write(request, file, limit);
    }

    private void requirePlain() {
        header("Content-Encoding")
                .filter(text -> !text.equalsIgnoreCase("identity"))
                .ifPresent(text -> {
                    throw ProblemException.of(
                            RequestError.WRONG_CONTENT_TYPE,
                            "Content-Encoding %s is not taken; send it plain.".formatted(text));
                });
    }

    private byte[] readBody() throws IOException {
        requirePlain();
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        int limit = maxBody();
        OptionalLong length = request.headers().contentLength();
        if (length.orElse(0) > limit) {
            throw tooLarge(limit);
        }
        if (!(route.access() instanceof Access.Open)) {
            share = memory.hold(weight(length.isPresent() ? length.getAsLong() : 2L * limit));
        }
        // Not closed here: closing reads what is left, without bounds.
        try (Peer.Wait wait = Peer.current().begin()) {
            InputStream stream = request.content().inputStream();
            if (length.isEmpty()) {
                boolean waits = request.headers().contains(HeaderValues.EXPECT_100);
                return Chunks.read(stream, waits, limit, tooLarge(limit), wait);
            }
            return read(stream, (int) length.getAsLong(), wait);
        } catch (UncheckedIOException | DataReader.InsufficientDataAvailableException gone) {
            throw new CloseConnectionException("the peer went away, or kept us waiting", gone);
        }
    }

    private static byte[] read(InputStream stream, int length, Peer.Wait wait) throws IOException {
        byte[] bytes = new byte[length];
        int read = 0;
        while (read < length) {
            int more = stream.read(bytes, read, length - read);
            if (more < 0) {
                throw ProblemException.of(RequestError.MALFORMED_REQUEST, "The body is shorter than announced.");
            }
            wait.allow(more);
            read += more;
        }
        // The library calls a body consumed when its end has been seen.
        if (stream.read() >= 0) {
            throw new IllegalStateException("more than the length announced");
        }
        return bytes;
    }

    private int maxBody() {
        if (route.access() instanceof Access.Open) {
            return MAX_OPEN_BODY;
        }
        return route.bulk() ? MAX_BULK : MAX_BODY;
    }

    /// What a body costs in memory: made into objects, `[{},{},…]` takes many times its size.
    private long weight(long bytes) {
        return route.bulk() ? bytes : 16 * bytes;
    }

    /// SHA-256 of what is asked for: path, query, media type and body.
    byte[] requestHash() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String head = "%s\n%s\n%s\n"
                    .formatted(request.path().rawPath(), request.query().rawValue(), contentType());
            digest.update(head.getBytes(StandardCharsets.UTF_8));
            return digest.digest(bodyBytes());
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("every JDK has SHA-256", failure);
        }
    }

    private static ProblemException tooLarge(int limit) {
        return ProblemException.of(RequestError.TOO_LARGE, "The body is larger than %d KiB.".formatted(limit / 1024));
    }
}
