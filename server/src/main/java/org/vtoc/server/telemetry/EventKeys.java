package org.vtoc.server.telemetry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Finds repeats: a (source, event key) is claimed once for as long as its event is kept.
final class EventKeys {
    private static final String CLAIM = """
            INSERT INTO event_key (source, key, event_time, id)
            SELECT * FROM unnest(?::int[], ?::uuid[], ?::timestamptz[], ?::uuid[])
            ON CONFLICT DO NOTHING
            RETURNING id
            """;

    private EventKeys() {}

    /// Claims the keys of the rows that have one.
    ///
    /// @return the ids of the rows whose key was claimed before, in the table or earlier among these rows
    static Set<UUID> claim(Connection connection, List<EventRow> rows) throws SQLException {
        List<EventRow> keyed = rows.stream().filter(row -> row.eventKey != null).toList();
        if (keyed.isEmpty()) {
            return Set.of();
        }
        var repeats = new HashSet<UUID>();
        keyed.forEach(row -> repeats.add(row.id));
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setArray(
                    1,
                    array(
                            connection,
                            "int4",
                            keyed.stream().map(row -> row.source).toArray()));
            claim.setArray(
                    2,
                    array(
                            connection,
                            "uuid",
                            keyed.stream().map(EventKeys::digest).toArray()));
            claim.setArray(
                    3,
                    array(
                            connection,
                            "timestamptz",
                            keyed.stream()
                                    .map(row -> Times.database(row.eventTime))
                                    .toArray()));
            claim.setArray(
                    4,
                    array(connection, "uuid", keyed.stream().map(row -> row.id).toArray()));
            try (ResultSet claimed = claim.executeQuery()) {
                while (claimed.next()) {
                    repeats.remove(claimed.getObject(1, UUID.class));
                }
            }
        }
        return repeats;
    }

    private static Array array(Connection connection, String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }

    private static UUID digest(EventRow row) {
        return digest(String.valueOf(row.eventKey));
    }

    /// The first 128 bits of SHA-256: long keys cost as little as short ones, and nobody can make two that collide.
    static UUID digest(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            ByteBuffer bits = ByteBuffer.wrap(hash);
            return new UUID(bits.getLong(), bits.getLong());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
