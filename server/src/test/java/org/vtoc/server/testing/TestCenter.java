package org.vtoc.server.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.vtoc.server.audit.Audit;
import org.vtoc.server.identity.Identity;
import org.vtoc.server.platform.db.Databases;
import org.vtoc.server.platform.http.Dispatcher;
import org.vtoc.server.platform.http.HttpConfig;
import org.vtoc.server.platform.http.HttpServer;
import org.vtoc.server.platform.http.IdempotentWrites;
import org.vtoc.server.platform.http.Route;
import org.vtoc.server.platform.http.SocketEndpoint;

/// A center of audit and identity on a real server and a real PostgreSQL, with a clock of its own, and whatever routes
/// a test adds.
public final class TestCenter implements AutoCloseable {
    public static final String PASSWORD = "a sound horse eats hay";

    private static final byte[] KEY = new byte[32];

    public final TestClock clock = new TestClock();
    public final Databases databases = TestPostgres.fresh();
    public final Path anchors;
    public final Audit audit;
    public final Identity identity;
    public final TestStations stations;
    private final Feature feature;
    private final HttpServer server;
    private final Map<String, String> tokens = new HashMap<>();

    /// What a test adds to the center.
    public record Feature(List<Route> routes, List<SocketEndpoint> sockets, List<AutoCloseable> parts) {}

    private TestCenter(String name, Function<TestCenter, Feature> adds) {
        anchors = TestPostgres.newFolder(name + "-anchors.json");
        audit = Audit.open(this::chains, anchors, KEY, clock);
        stations = new TestStations(List.of("ops", "intel", "logistics"));
        identity = Identity.open(databases.control(), audit, stations, KEY, clock);
        identity.bootstrap("admin", Optional.of(PASSWORD));
        feature = adds.apply(this);
        var routes = new ArrayList<>(feature.routes());
        routes.addAll(audit.routes());
        routes.addAll(identity.routes());
        var filter = new IdempotentWrites(databases.control(), KEY, clock);
        // Tests speak for other addresses by X-Forwarded-For.
        var dispatcher = new Dispatcher(routes, identity, stations, filter, Optional.empty(), List.of("127.0.0.0/8"));
        server = HttpServer.start(HttpConfig.local(0), dispatcher, feature.sockets());
    }

    public static TestCenter start(String name, Route... more) {
        return start(name, _ -> new Feature(List.of(more), List.of(), List.of()));
    }

    public static TestCenter start(String name, Function<TestCenter, Feature> adds) {
        return new TestCenter(name, adds);
    }

    public String address() {
        return server.address();
    }

    public Map<String, Jdbi> chains() {
        var chains = new HashMap<String, Jdbi>();
        chains.put(Audit.CONTROL, databases.control());
        databases.stations().forEach(station -> chains.put(station.slug(), station.jdbi()));
        return chains;
    }

    public Api anonymous() {
        return Api.at(server.address());
    }

    /// Signed in anew at each call.
    public Api signedIn(String username) {
        return anonymous().with(signIn(username, PASSWORD).at("/access_token"));
    }

    public Api.Reply signIn(String username, String password) {
        return anonymous()
                .post("/auth/login", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password));
    }

    /// The first administrator, signed in.
    public Api admin() {
        return anonymous().with(tokens.computeIfAbsent("admin", name -> signIn(name, PASSWORD)
                .at("/access_token")));
    }

    /// Makes a user with [#PASSWORD].
    ///
    /// @param stations JSON such as `{"ops":"viewer"}`
    /// @return the id
    public String makeUser(String username, String stations) {
        return admin().post(
                        "/users",
                        "{\"username\":\"%s\",\"password\":\"%s\",\"stations\":%s}"
                                .formatted(username, PASSWORD, stations))
                .at("/id");
    }

    @Override
    public void close() {
        server.close();
        for (AutoCloseable part : feature.parts().reversed()) {
            try {
                part.close();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }
        identity.close();
        audit.close();
        databases.close();
    }
}
