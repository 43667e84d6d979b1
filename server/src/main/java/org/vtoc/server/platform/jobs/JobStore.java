package org.vtoc.server.platform.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// The SQL that moves jobs. Callers own the transaction. Due times and leases go by the database's clock, so that
/// those of the processes don't matter.
final class JobStore {
    private static final int SWEEP_AT_ONCE = 500;

    /// A job as it is enqueued.
    ///
    /// @param payload JSON
    record Entry(UUID id, NewJob<?> job, String payload) {}

    /// How an attempt ended.
    ///
    /// @param state where the job goes
    /// @param pause seconds until it is due again
    /// @param given attempts that did not count, 0 or 1
    /// @param result JSON, empty for none
    /// @param error empty for none
    record Ending(Claimed claimed, JobState state, double pause, int given, String result, String error) {}

    /// Inserts what isn't there yet, in the order given. The lines of their ordering keys must be locked.
    ///
    /// @return the ids of those inserted
    Set<UUID> insert(Handle tx, List<Entry> entries) {
        return bind(tx.createQuery("""
                        INSERT INTO job (id, kind, state, priority, payload, ordering_key, waits, idempotency_key, run_at,
                                         max_attempts, created_at)
                        SELECT id, kind, 'queued', priority, payload::json, nullif(line, ''),
                               line <> '' AND (row_number() OVER (PARTITION BY line ORDER BY place) > 1
                                 OR EXISTS (SELECT 1 FROM job j WHERE j.ordering_key = line AND NOT j.waits
                                               AND j.state IN ('queued', 'running'))
                                 OR EXISTS (SELECT 1 FROM job j WHERE j.ordering_key = line AND j.waits)),
                               nullif(once, ''),
                               greatest(nullif(at, '')::timestamptz, now()) + delay * interval '1 second',
                               most, now()
                          FROM unnest(:ids, :kinds, :priorities, :payloads, :lines, :onces, :ats, :delays, :mosts)
                               WITH ORDINALITY n (id, kind, priority, payload, line, once, at, delay, most, place)
                         ORDER BY place
                        ON CONFLICT (kind, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING
                        RETURNING id
                        """), entries).mapTo(UUID.class).set();
    }

    private static <T extends SqlStatement<T>> T bind(T statement, List<Entry> entries) {
        return statement
                .bindArray("ids", UUID.class, entries.stream().map(Entry::id).toList())
                .bindArray(
                        "kinds",
                        String.class,
                        entries.stream().map(entry -> entry.job().kind().name()).toList())
                .bindArray(
                        "priorities",
                        Integer.class,
                        entries.stream()
                                .map(entry -> entry.job().priority().place())
                                .toList())
                .bindArray(
                        "payloads",
                        String.class,
                        entries.stream().map(Entry::payload).toList())
                .bindArray(
                        "lines",
                        String.class,
                        entries.stream()
                                .map(entry -> entry.job().orderingKey().orElse(""))
                                .toList())
                .bindArray(
                        "onces",
                        String.class,
                        entries.stream()
                                .map(entry -> entry.job().idempotencyKey().orElse(""))
                                .toList())
                .bindArray(
                        "ats",
                        String.class,
                        entries.stream()
                                .map(entry ->
                                        entry.job().at().map(Instant::toString).orElse(""))
                                .toList())
                .bindArray(
                        "delays",
                        Double.class,
                        entries.stream()
                                .map(entry -> entry.job().delay().toMillis() / 1000.0)
                                .toList())
                .bindArray(
                        "mosts",
                        Integer.class,
                        entries.stream()
                                .map(entry -> entry.job().kind().attempts())
                                .toList());
    }

    /// The job of this kind that bears the idempotency key.
    Optional<UUID> find(Handle handle, String kind, String idempotencyKey) {
        return handle.createQuery("SELECT id FROM job WHERE kind = :kind AND idempotency_key = :key")
                .bind("kind", kind)
                .bind("key", idempotencyKey)
                .mapTo(UUID.class)
                .findOne();
    }

    /// Leases due jobs: of each kind as many as it has room for, urgent ones first.
    List<Claimed> claim(Handle tx, Map<String, Integer> room, String worker, Duration lease) {
        var kinds = List.copyOf(room.keySet());
        return tx.createQuery("""
                        UPDATE job SET state = 'running', attempts = attempts + 1, fence = fence + 1, worker = :worker,
                               lease_until = now() + :lease * interval '1 second', started_at = now()
                         WHERE id = ANY (ARRAY(
                            SELECT due.id FROM unnest(:kinds, :rooms) r (kind, room) CROSS JOIN LATERAL (
                                SELECT id FROM (
                                    SELECT id FROM (%s) high UNION ALL SELECT id FROM (%s) normal
                                    UNION ALL SELECT id FROM (%s) low
                                ) by_priority LIMIT r.room) due))
                        RETURNING id, kind, payload, attempts, max_attempts, fence, ordering_key
                        """.formatted(due(Priority.HIGH), due(Priority.NORMAL), due(Priority.LOW)))
                .bind("worker", worker)
                .bind("lease", seconds(lease))
                .bindArray("kinds", String.class, kinds)
                .bindArray("rooms", Integer.class, kinds.stream().map(room::get).toList())
                .map((row, _) -> new Claimed(
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        row.getString("payload"),
                        row.getInt("attempts"),
                        row.getInt("max_attempts"),
                        row.getLong("fence"),
                        Optional.ofNullable(row.getString("ordering_key"))))
                .list();
    }

    /// One priority at a time, so that the index leads past what is due later.
    private static String due(Priority priority) {
        return """
                SELECT id FROM job WHERE state = 'queued' AND NOT waits AND kind = r.kind AND priority = %d
                   AND run_at <= now() ORDER BY run_at, seq LIMIT r.room FOR UPDATE SKIP LOCKED""".formatted(priority.place());
    }

    /// Writes how attempts ended; of those whose lease was lost, nothing.
    void end(Handle tx, List<Ending> endings, String worker) {
        tx.createUpdate("""
                        WITH ended AS (
                            UPDATE job j SET state = e.state, lease_until = NULL, worker = NULL,
                                   run_at = CASE e.state WHEN 'queued' THEN now() + e.pause * interval '1 second'
                                                         ELSE j.run_at END,
                                   attempts = j.attempts - e.given,
                                   finished_at = CASE e.state WHEN 'queued' THEN NULL ELSE now() END,
                                   result = nullif(e.result, '')::json,
                                   last_error = coalesce(nullif(e.error, ''), j.last_error)
                              FROM unnest(:ids, :fences, :states, :pauses, :givens, :results, :errors)
                                   e (id, fence, state, pause, given, result, error)
                             WHERE j.id = e.id AND j.fence = e.fence AND j.state = 'running'
                            RETURNING j.id, j.fence, j.attempts, e.error)
                        INSERT INTO job_failure (job, fence, attempt, worker, error)
                        SELECT id, fence, attempts, :worker, error FROM ended WHERE error <> ''
                        """)
                .bind("worker", worker)
                .bindArray(
                        "ids",
                        UUID.class,
                        endings.stream().map(end -> end.claimed().id()).toList())
                .bindArray(
                        "fences",
                        Long.class,
                        endings.stream().map(end -> end.claimed().fence()).toList())
                .bindArray(
                        "states",
                        String.class,
                        endings.stream().map(end -> end.state().text()).toList())
                .bindArray(
                        "pauses",
                        Double.class,
                        endings.stream().map(Ending::pause).toList())
                .bindArray(
                        "givens",
                        Integer.class,
                        endings.stream().map(Ending::given).toList())
                .bindArray(
                        "results",
                        String.class,
                        endings.stream().map(Ending::result).toList())
                .bindArray(
                        "errors",
                        String.class,
                        endings.stream().map(Ending::error).toList())
                .execute();
    }

    /// Succeeds one job, if it is still held.
    boolean succeed(Handle tx, Claimed claimed, String result) {
        return tx.createUpdate("""
                        UPDATE job SET state = 'succeeded', lease_until = NULL, worker = NULL, finished_at = now(),
                               result = nullif(:result, '')::json
                         WHERE id = :id AND fence = :fence AND state = 'running'
                        """)
                        .bind("id", claimed.id())
                        .bind("fence", claimed.fence())
                        .bind("result", result)
                        .execute()
                == 1;
    }

    /// Locks the job if it is still held.
    boolean hold(Handle tx, Claimed claimed) {
        return tx.createQuery("""
                        SELECT 1 FROM job WHERE id = :id AND fence = :fence AND state = 'running'
                           FOR NO KEY UPDATE
                        """)
                .bind("id", claimed.id())
                .bind("fence", claimed.fence())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /// Extends leases, but for jobs whose handlers have them locked: those can't be taken either.
    void renew(Handle tx, Collection<Claimed> held, Duration lease) {
        bindHeld(tx.createUpdate("""
                        UPDATE job SET lease_until = now() + :lease * interval '1 second'
                         WHERE id = ANY (ARRAY(
                            SELECT j.id FROM job j JOIN unnest(:ids, :fences) h (id, fence)
                                ON j.id = h.id AND j.fence = h.fence AND j.state = 'running'
                               FOR NO KEY UPDATE OF j SKIP LOCKED))
                        """), held).bind("lease", seconds(lease)).execute();
    }

    /// Which of these are no longer held.
    Set<UUID> lost(Handle handle, Collection<Claimed> held) {
        return bindHeld(handle.createQuery("""
                        SELECT h.id FROM unnest(:ids, :fences) h (id, fence)
                         WHERE NOT EXISTS (SELECT 1 FROM job j
                                            WHERE j.id = h.id AND j.fence = h.fence AND j.state = 'running')
                        """), held).mapTo(UUID.class).set();
    }

    private static <T extends SqlStatement<T>> T bindHeld(T statement, Collection<Claimed> held) {
        return statement
                .bindArray("ids", UUID.class, held.stream().map(Claimed::id).toList())
                .bindArray(
                        "fences", Long.class, held.stream().map(Claimed::fence).toList());
    }

    /// Takes jobs away from workers that did not report in time.
    ///
    /// @return the ordering keys of those that are dead now
    List<String> expire(Handle tx) {
        return tx.createQuery("""
                        WITH lost AS (
                            SELECT id, worker FROM job WHERE state = 'running' AND lease_until < now()
                             ORDER BY lease_until LIMIT :most FOR UPDATE SKIP LOCKED),
                        moved AS (
                            UPDATE job j SET state = CASE WHEN attempts < max_attempts THEN 'queued' ELSE 'dead' END,
                                   finished_at = CASE WHEN attempts < max_attempts THEN NULL ELSE now() END,
                                   run_at = now(), lease_until = NULL, worker = NULL,
                                   last_error = 'its worker did not report in time'
                              FROM lost WHERE j.id = lost.id
                            RETURNING j.id, j.fence, j.attempts, j.state, j.ordering_key, j.last_error,
                                      lost.worker AS by),
                        noted AS (
                            INSERT INTO job_failure (job, fence, attempt, worker, error)
                            SELECT id, fence, attempts, by, last_error FROM moved)
                        SELECT ordering_key FROM moved WHERE state = 'dead' AND ordering_key IS NOT NULL
                        """)
                .bind("most", SWEEP_AT_ONCE)
                .mapTo(String.class)
                .list();
    }

    /// As the SQL takes it.
    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
