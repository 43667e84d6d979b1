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
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

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
        // In one order for all, so that two writers never wait for each other.
        List<Keyed> keyed = rows.stream()
                .filter(row -> row.eventKey != null)
                .map(row -> new Keyed(row, digest(String.valueOf(row.eventKey))))
                .sorted(Comparator.comparingInt((Keyed each) -> each.row().source)
                        .thenComparing(Keyed::digest))
                .toList();
        if (keyed.isEmpty()) {
            return Set.of();
        }
        var repeats = new HashSet<UUID>();
        keyed.forEach(each -> repeats.add(each.row().id));
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setArray(1, array(connection, "int4", keyed, each -> each.row().source));
            claim.setArray(2, array(connection, "uuid", keyed, Keyed::digest));
            claim.setArray(3, array(connection, "timestamptz", keyed, each -> Times.database(each.row().eventTime)));
            claim.setArray(4, array(connection, "uuid", keyed, each -> each.row().id));
            try (ResultSet claimed = claim.executeQuery()) {
                while (claimed.next()) {
                    repeats.remove(claimed.getObject(1, UUID.class));
                }
            }
        }
        return repeats;
    }

    private record Keyed(EventRow row, UUID digest) {}

    private static Array array(Connection connection, String type, List<Keyed> rows, Function<Keyed, Object> value)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(value).toArray());
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
