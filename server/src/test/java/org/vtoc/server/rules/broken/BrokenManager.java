package org.vtoc.server.rules.broken;

import io.helidon.webserver.http.ServerRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/// Named, built and wired as nothing of ours may be.
public class BrokenManager {
    /// Extends a class of ours.
    static class Child extends BrokenManager {}

    /// A resource that others may see and extend.
    public static class OpenResource {}

    /// A store that others may see and extend.
    public static class OpenStore {}

    /// An event that can change.
    public static class MutableEvent implements SomethingEvent {}

    /// Facts of this feature.
    public interface SomethingEvent {}

    void sayAloud() {
        System.out.println(Instant.now());
    }

    int rows(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate("DELETE FROM event");
        }
    }

    String path(ServerRequest request) {
        return request.path().rawPath();
    }

    void fail() {
        throw new RuntimeException("what went wrong?");
    }
}
