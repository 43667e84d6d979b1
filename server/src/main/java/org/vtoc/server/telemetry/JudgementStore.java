package org.vtoc.server.telemetry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// All SQL about what operators said of tracks. Callers own the transaction.
final class JudgementStore {
    /// Tracks of a station that operators ever judged; all are kept in memory.
    static final int MOST = 100_000;

    Map<String, Judgement> all(Handle handle) {
        var all = new HashMap<String, Judgement>();
        handle.createQuery("SELECT track_id, affiliation, revision FROM track_affiliation LIMIT :most")
                .bind("most", MOST)
                .map((row, _) -> Map.entry(row.getString("track_id"), judgement(row)))
                .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    private static Judgement judgement(ResultSet row) throws SQLException {
        int code = row.getInt("affiliation");
        return new Judgement(
                row.wasNull() ? Optional.empty() : Optional.of(Codes.affiliation(code)), row.getLong("revision"));
    }

    /// Stores what is said from now on.
    Judgement put(Handle tx, String trackId, Optional<Affiliation> affiliation, Instant now) {
        return tx.createQuery("""
                        INSERT INTO track_affiliation AS known (track_id, affiliation, revision, set_at)
                        VALUES (:track, :affiliation, 1, :now)
                        ON CONFLICT (track_id) DO UPDATE
                        SET affiliation = excluded.affiliation, revision = known.revision + 1, set_at = excluded.set_at
                        RETURNING affiliation, revision
                        """)
                .bind("track", trackId)
                .bindByType("affiliation", affiliation.map(Codes::of).orElse(null), Short.class)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map((row, _) -> judgement(row))
                .one();
    }
}
