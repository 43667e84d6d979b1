package org.vtoc.server.platform.http;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// All SQL about idempotent writes. Callers own the transaction.
final class IdempotencyStore {
    private static final int FORGET_AT_ONCE = 10_000;

    record Write(String caller, String route, String key) {}

    /// @param status empty while the first request is under way
    /// @param answer empty where it was not kept
    @SuppressWarnings("ArrayRecordComponent") // Never compared as records: carried from a row to one place.
    record Found(byte[] requestHash, Optional<Integer> status, Optional<byte[]> answer) {}

    /// Takes the key; one of a dead try or of yesterday is taken over.
    ///
    /// @return what is there, if the key is someone else's
    Optional<Found> begin(Handle tx, Write write, byte[] hash, Instant now, Instant dead, Instant old) {
        int taken = tx.createUpdate("""
                        INSERT INTO idempotent_write AS w (caller, route, key, request_hash, started_at)
                        VALUES (:caller, :route, :key, :hash, :now)
                        ON CONFLICT (caller, route, key) DO UPDATE
                           SET request_hash = :hash, started_at = :now, status = NULL, answer = NULL
                         WHERE w.started_at < :old OR (w.status IS NULL AND w.started_at < :dead)
                        """)
                .bind("caller", write.caller())
                .bind("route", write.route())
                .bind("key", write.key())
                .bind("hash", hash)
                .bind("now", time(now))
                .bind("dead", time(dead))
                .bind("old", time(old))
                .execute();
        if (taken == 1) {
            return Optional.empty();
        }
        return tx.createQuery("""
                        SELECT request_hash, status, answer FROM idempotent_write
                         WHERE caller = :caller AND route = :route AND key = :key
                        """)
                .bind("caller", write.caller())
                .bind("route", write.route())
                .bind("key", write.key())
                .map((row, _) -> new Found(
                        row.getBytes("request_hash"),
                        Optional.ofNullable(row.getObject("status", Integer.class)),
                        Optional.ofNullable(row.getBytes("answer"))))
                .findOne();
    }

    void finish(Handle tx, Write write, Instant started, int status, Optional<byte[]> answer) {
        tx.createUpdate("""
                        UPDATE idempotent_write SET status = :status, answer = cast(:answer AS bytea)
                         WHERE caller = :caller AND route = :route AND key = :key AND started_at = :started
                        """)
                .bind("caller", write.caller())
                .bind("route", write.route())
                .bind("key", write.key())
                .bind("started", time(started))
                .bind("status", status)
                .bindByType("answer", answer.orElse(null), byte[].class)
                .execute();
    }

    void release(Handle tx, Write write, Instant started) {
        tx.createUpdate("""
                        DELETE FROM idempotent_write
                         WHERE caller = :caller AND route = :route AND key = :key AND started_at = :started
                           AND status IS NULL
                        """)
                .bind("caller", write.caller())
                .bind("route", write.route())
                .bind("key", write.key())
                .bind("started", time(started))
                .execute();
    }

    void forget(Handle tx, Instant before) {
        tx.createUpdate("""
                        DELETE FROM idempotent_write WHERE (caller, route, key) IN
                            (SELECT caller, route, key FROM idempotent_write WHERE started_at < :before
                              ORDER BY started_at LIMIT :most)
                        """)
                .bind("before", time(before))
                .bind("most", FORGET_AT_ONCE)
                .execute();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
