package org.vtoc.server.platform.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.vtoc.server.platform.http.Json;

/// The SQL by which people look at jobs and change them, and by which old ones go. Callers own the transaction.
final class RecordStore {
    private static final int FORGET_AT_ONCE = 5000;
    private static final int MAX_FAILURES = 100;
    private static final int MAX_KINDS = 200;
    private static final String COLUMNS = """
            id, kind, state, priority, ordering_key, waits, idempotency_key, run_at, attempts, max_attempts,
            worker, lease_until, created_at, started_at, finished_at, last_error""";

    /// Removes finished jobs whose time is over.
    ///
    /// @return whether all such are gone
    boolean forget(Handle tx, JobsConfig config) {
        int removed = tx.createUpdate("""
                        DELETE FROM job WHERE id = ANY (ARRAY(
                            SELECT id FROM job
                             WHERE finished_at < now() - (CASE state WHEN 'dead' THEN :dead ELSE :finished END)
                                                         * interval '1 second'
                               AND finished_at < now() - least(:dead, :finished) * interval '1 second'
                             ORDER BY finished_at LIMIT :most FOR UPDATE SKIP LOCKED))
                        """)
                .bind("finished", JobStore.seconds(config.keepFinished()))
                .bind("dead", JobStore.seconds(config.keepDead()))
                .bind("most", FORGET_AT_ONCE)
                .execute();
        return removed < FORGET_AT_ONCE;
    }

    /// Locks a job for a change by a person's wish.
    Optional<Job> lock(Handle tx, UUID id) {
        return one(tx, id, "FOR UPDATE");
    }

    Optional<Job> find(Handle handle, UUID id) {
        return one(handle, id, "");
    }

    private static Optional<Job> one(Handle handle, UUID id, String locking) {
        return handle.createQuery("SELECT %s, payload, result FROM job WHERE id = :id %s".formatted(COLUMNS, locking))
                .bind("id", id)
                .map((row, _) -> job(row))
                .findOne();
    }

    /// Which jobs a list asks for: newest first, those before `before`.
    record Query(Optional<JobState> state, Optional<String> kind, Optional<UUID> before, int limit) {}

    List<Job> list(Handle handle, Query query) {
        return handle.createQuery("""
                        SELECT %s, NULL AS payload, NULL AS result FROM job
                         WHERE (cast(:state AS text) IS NULL OR state = :state)
                           AND (cast(:kind AS text) IS NULL OR kind = :kind)
                           AND (cast(:before AS uuid) IS NULL OR id < cast(:before AS uuid))
                         ORDER BY id DESC LIMIT :limit
                        """.formatted(COLUMNS))
                .bindByType("state", query.state().map(JobState::text).orElse(null), String.class)
                .bindByType("kind", query.kind().orElse(null), String.class)
                .bindByType("before", query.before().orElse(null), UUID.class)
                .bind("limit", query.limit())
                .map((row, _) -> job(row))
                .list();
    }

    List<JobFailure> failures(Handle handle, UUID job) {
        return handle.createQuery("""
                        SELECT attempt, failed_at, worker, error FROM job_failure WHERE job = :job
                         ORDER BY fence DESC LIMIT :most
                        """)
                .bind("job", job)
                .bind("most", MAX_FAILURES)
                .map((row, _) -> new JobFailure(
                        row.getInt("attempt"),
                        time(row, "failed_at").orElseThrow(),
                        Optional.ofNullable(row.getString("worker")),
                        row.getString("error")))
                .list();
    }

    /// What is not finished, and what is dead, by kind.
    List<KindFigures> figures(Handle handle) {
        return handle.createQuery("""
                        SELECT kind, count(*) FILTER (WHERE state = 'queued') AS queued,
                               count(*) FILTER (WHERE state = 'queued' AND NOT waits AND run_at <= now()) AS due,
                               count(*) FILTER (WHERE state = 'running') AS running,
                               count(*) FILTER (WHERE state = 'dead') AS dead,
                               coalesce(extract(epoch FROM now() - min(run_at) FILTER (
                                   WHERE state = 'queued' AND NOT waits AND run_at <= now())), 0) AS oldest
                          FROM job WHERE state IN ('queued', 'running', 'dead')
                         GROUP BY kind ORDER BY kind LIMIT :most
                        """)
                .bind("most", MAX_KINDS)
                .map((row, _) -> new KindFigures(
                        row.getString("kind"),
                        row.getLong("queued"),
                        row.getLong("due"),
                        row.getLong("running"),
                        row.getLong("dead"),
                        row.getDouble("oldest")))
                .list();
    }

    void cancel(Handle tx, UUID id) {
        tx.createUpdate("""
                        UPDATE job SET state = 'cancelled', waits = false, lease_until = NULL, worker = NULL,
                               finished_at = now()
                         WHERE id = :id
                        """).bind("id", id).execute();
    }

    /// The line of its ordering key must be locked.
    void requeue(Handle tx, UUID id) {
        tx.createUpdate("""
                        UPDATE job r SET state = 'queued', attempts = 0, run_at = now(), finished_at = NULL,
                               waits = EXISTS (SELECT 1 FROM job j WHERE j.ordering_key = r.ordering_key AND NOT j.waits
                                                  AND j.state IN ('queued', 'running'))
                                    OR EXISTS (SELECT 1 FROM job j WHERE j.ordering_key = r.ordering_key AND j.waits)
                         WHERE id = :id
                        """).bind("id", id).execute();
    }

    private static Job job(ResultSet row) throws SQLException {
        return new Job(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                JobState.of(row.getString("state")).orElseThrow(),
                Priority.of(row.getInt("priority")),
                json(row, "payload"),
                Optional.ofNullable(row.getString("ordering_key")),
                row.getBoolean("waits"),
                Optional.ofNullable(row.getString("idempotency_key")),
                time(row, "run_at").orElseThrow(),
                row.getInt("attempts"),
                row.getInt("max_attempts"),
                Optional.ofNullable(row.getString("worker")),
                time(row, "lease_until"),
                time(row, "created_at").orElseThrow(),
                time(row, "started_at"),
                time(row, "finished_at"),
                json(row, "result"),
                Optional.ofNullable(row.getString("last_error")));
    }

    private static Optional<JsonNode> json(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        try {
            return text == null ? Optional.empty() : Optional.of(Json.MAPPER.readTree(text));
        } catch (JsonProcessingException damaged) {
            throw new SQLException("a stored job is not JSON", damaged);
        }
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
