package org.vtoc.server.playbook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// All SQL about runs and their steps. Callers own the transaction.
final class RunStore {
    /// For what is stored, which was bounded when it came in.
    static final JsonMapper STORED = JsonMapper.builder().build();

    private static final String RUN = "id, playbook, version, state, input, trigger, dry_run, created_at, started_at,"
            + " finished_at, deadline, wake_at, claim, barren, take, replay_of, output, error";
    private static final int FORGET_AT_ONCE = 1_000;

    private final String station;

    RunStore(String station) {
        this.station = station;
    }

    void keepVersion(Handle handle, String version, String playbook, String definitions, Instant now) {
        handle.createUpdate("INSERT INTO playbook_version (version, playbook, definitions, first_used)"
                        + " VALUES (:version, :playbook, :definitions::json, :now) ON CONFLICT DO NOTHING")
                .bind("version", version)
                .bind("playbook", playbook)
                .bind("definitions", definitions)
                .bind("now", time(now))
                .execute();
    }

    Optional<ObjectNode> definitions(Handle handle, String version) {
        return handle.createQuery("SELECT definitions FROM playbook_version WHERE version = :version")
                .bind("version", version)
                .map((row, _) -> (ObjectNode) json(row.getString(1)))
                .findOne();
    }

    /// @return whether it was not there before
    boolean insert(Handle handle, Run run) {
        return handle.createUpdate("""
                        INSERT INTO playbook_run (id, playbook, version, state, input, trigger, dry_run, created_at,
                            deadline, wake_at, replay_of)
                        VALUES (:id, :playbook, :version, :state, :input::json, :trigger::json, :dry, :created,
                            :deadline, :wake::timestamptz, :replayOf::uuid)
                        ON CONFLICT (id) DO NOTHING
                        """)
                        .bind("id", run.id())
                        .bind("playbook", run.playbook())
                        .bind("version", run.version())
                        .bind("state", run.state().wireName())
                        .bind("input", run.input().toString())
                        .bind("trigger", run.trigger().toString())
                        .bind("dry", run.dryRun())
                        .bind("created", time(run.createdAt()))
                        .bind("deadline", time(run.deadline()))
                        .bind("wake", run.wakeAt().map(RunStore::time).orElse(null))
                        .bind("replayOf", run.replayOf().orElse(null))
                        .execute()
                == 1;
    }

    /// Takes an open run that nobody else drives: from now on, writes of whoever had it before find another claim.
    ///
    /// @param holder the job on whose behalf; it may take again what it had, since its attempts follow one another
    /// @param until how long it is the holder's alone
    Optional<Run> claim(Handle handle, UUID id, UUID holder, Instant now, Instant until) {
        return handle.createQuery("""
                        UPDATE playbook_run SET state = 'running', claim = claim + 1, wake_at = :until,
                            holder = :holder, poked = false, started_at = coalesce(started_at, :now),
                            barren = CASE WHEN state = 'running' THEN barren + 1 ELSE 0 END
                        WHERE id = :id AND (state IN ('queued', 'waiting')
                            OR state = 'running' AND (holder = :holder OR wake_at < :now)) RETURNING
                        """ + RUN)
                .bind("id", id)
                .bind("holder", holder)
                .bind("now", time(now))
                .bind("until", time(until))
                .map((row, _) -> run(row))
                .findOne();
    }

    /// Says that the run still moves.
    void renew(Handle handle, Run run, Instant until) {
        handle.createUpdate("UPDATE playbook_run SET wake_at = :until"
                        + " WHERE id = :id AND claim = :claim AND state = 'running'")
                .bind("id", run.id())
                .bind("claim", run.claim())
                .bind("until", time(until))
                .execute();
    }

    /// Says that something was decided.
    void poke(Handle tx, UUID id) {
        tx.createUpdate("UPDATE playbook_run SET poked = true WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    Optional<Run> find(Handle handle, UUID id) {
        return handle.createQuery("SELECT " + RUN + " FROM playbook_run WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> run(row))
                .findOne();
    }

    /// Steps that count, in the order of their ends.
    List<StepRow> steps(Handle handle, UUID run) {
        return handle.createQuery("SELECT position, path, step, kind, state, attempts, effect, started_at, finished_at,"
                        + " input, output, error FROM playbook_step WHERE run = :run AND NOT superseded"
                        + " ORDER BY position")
                .bind("run", run)
                .map((row, _) -> step(row))
                .list();
    }

    /// How often each path was done with success before a retry set it aside.
    Map<String, Integer> redone(Handle handle, UUID run) {
        var counts = new HashMap<String, Integer>();
        handle.createQuery("SELECT path, count(*) AS times FROM playbook_step"
                        + " WHERE run = :run AND superseded AND state = 'succeeded' GROUP BY path")
                .bind("run", run)
                .map((row, _) -> Map.entry(row.getString("path"), row.getInt("times")))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    int nextPosition(Handle handle, UUID run) {
        return handle.createQuery("SELECT coalesce(max(position) + 1, 0) FROM playbook_step WHERE run = :run")
                .bind("run", run)
                .mapTo(Integer.class)
                .one();
    }

    /// Adds steps, if the run still has this claim.
    ///
    /// @return whether it has
    boolean addSteps(Handle handle, UUID run, long claim, List<StepRow> rows) {
        try (var batch = handle.prepareBatch("""
                INSERT INTO playbook_step (run, position, path, step, kind, state, attempts, effect, started_at,
                    finished_at, input, output, error)
                SELECT :run, :position, :path, :step, :kind, :state, :attempts, :effect, :started, :finished,
                    :input::json, :output::json, :error
                  FROM playbook_run WHERE id = :run AND claim = :claim AND state = 'running'
                ON CONFLICT DO NOTHING
                """)) {
            for (StepRow row : rows) {
                bind(batch, row).bind("run", run).bind("claim", claim);
                batch.add();
            }
            for (int count : batch.execute()) {
                if (count != 1) {
                    return false;
                }
            }
            return true;
        }
    }

    private static <S extends SqlStatement<S>> S bind(S statement, StepRow row) {
        return statement
                .bind("position", row.position())
                .bind("path", row.path())
                .bind("step", row.step())
                .bind("kind", row.kind())
                .bind("state", row.succeeded() ? "succeeded" : "failed")
                .bind("attempts", row.attempts())
                .bind("effect", row.effect())
                .bind("started", time(row.startedAt()))
                .bind("finished", time(row.finishedAt()))
                .bind("input", row.input().map(JsonNode::toString).orElse(null))
                .bind("output", row.output().map(JsonNode::toString).orElse(null))
                .bind("error", row.error().orElse(null));
    }

    /// Ends the run, if it still has this claim.
    boolean finish(
            Handle handle, Run run, RunState state, Optional<JsonNode> output, Optional<String> error, Instant now) {
        return handle.createUpdate("UPDATE playbook_run SET state = :state, finished_at = :now, output = :output::json,"
                                + " error = :error WHERE id = :id AND claim = :claim AND state = 'running'")
                        .bind("id", run.id())
                        .bind("claim", run.claim())
                        .bind("state", state.wireName())
                        .bind("now", time(now))
                        .bind("output", output.map(JsonNode::toString).orElse(null))
                        .bind("error", error.orElse(null))
                        .execute()
                == 1;
    }

    /// Lays the run aside until a time, if it still has this claim; where something was decided meanwhile, it is
    /// queued instead.
    boolean suspend(Handle handle, Run run, Instant until) {
        return handle.createUpdate("UPDATE playbook_run SET state = CASE WHEN poked THEN 'queued' ELSE 'waiting' END,"
                                + " wake_at = :until WHERE id = :id AND claim = :claim AND state = 'running'")
                        .bind("id", run.id())
                        .bind("claim", run.claim())
                        .bind("until", time(until))
                        .execute()
                == 1;
    }

    /// Ends an open run from outside; what it is doing can't be written any more.
    boolean cancel(Handle handle, UUID id, String reason, Instant now) {
        return handle.createUpdate("UPDATE playbook_run SET state = 'cancelled', finished_at = :now, error = :reason,"
                                + " claim = claim + 1, wake_at = NULL"
                                + " WHERE id = :id AND state IN ('queued', 'running', 'waiting')")
                        .bind("id", id)
                        .bind("reason", reason)
                        .bind("now", time(now))
                        .execute()
                == 1;
    }

    /// Opens an ended run again: steps from a position on are set aside, failed ones in any case.
    boolean reopen(Handle handle, UUID id, int position, Instant deadline, Instant now) {
        int opened = handle.createUpdate("UPDATE playbook_run SET state = 'queued', finished_at = NULL, output = NULL,"
                        + " error = NULL, deadline = :deadline, wake_at = :now, claim = claim + 1, barren = 0,"
                        + " take = take + 1 WHERE id = :id AND state IN ('failed', 'cancelled')")
                .bind("id", id)
                .bind("deadline", time(deadline))
                .bind("now", time(now))
                .execute();
        handle.createUpdate("UPDATE playbook_step SET superseded = true WHERE run = :id AND NOT superseded"
                        + " AND (position >= :position OR state = 'failed')")
                .bind("id", id)
                .bind("position", position)
                .execute();
        return opened == 1;
    }

    /// Copies the steps before a position to another run, as done there.
    void copySteps(Handle handle, UUID from, int before, UUID to) {
        handle.createUpdate("""
                        INSERT INTO playbook_step (run, position, path, step, kind, state, attempts, effect, started_at,
                            finished_at, input, output, error)
                        SELECT :to, position, path, step, kind, state, attempts, effect, started_at, finished_at,
                            input, output, error
                          FROM playbook_step
                         WHERE run = :from AND position < :before AND NOT superseded AND state = 'succeeded'
                        """)
                .bind("from", from)
                .bind("to", to)
                .bind("before", before)
                .execute();
    }

    /// Which runs a list asks for, newest first.
    record Query(Optional<String> playbook, Optional<RunState> state, Optional<Place> before, int limit) {
        record Place(Instant time, UUID id) {}
    }

    List<Run> list(Handle handle, Query query) {
        var where = new ArrayList<String>();
        var values = new HashMap<String, Object>();
        values.put("limit", query.limit());
        query.playbook().ifPresent(playbook -> {
            where.add("playbook = :playbook");
            values.put("playbook", playbook);
        });
        query.state().ifPresent(state -> {
            where.add("state = :state");
            values.put("state", state.wireName());
        });
        query.before().ifPresent(place -> {
            where.add("(created_at, id) < (:time, :id)");
            values.put("time", time(place.time()));
            values.put("id", place.id());
        });
        return handle.createQuery("SELECT " + RUN + " FROM playbook_run"
                        + (where.isEmpty() ? "" : " WHERE " + String.join(" AND ", where))
                        + " ORDER BY created_at DESC, id DESC LIMIT :limit")
                .bindMap(values)
                .map((row, _) -> run(row))
                .list();
    }

    /// Open runs that someone should have looked at by now.
    List<UUID> overdue(Handle handle, Instant before, int limit) {
        return handle.createQuery("SELECT id FROM playbook_run WHERE finished_at IS NULL AND wake_at < :before"
                        + " ORDER BY wake_at LIMIT :limit")
                .bind("before", time(before))
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list();
    }

    /// Deletes runs that ended before the time, a bounded number at once.
    int forget(Handle tx, Instant before) {
        List<UUID> old = tx.createQuery("SELECT id FROM playbook_run WHERE finished_at < :before LIMIT :most")
                .bind("before", time(before))
                .bind("most", FORGET_AT_ONCE)
                .mapTo(UUID.class)
                .list();
        if (!old.isEmpty()) {
            for (String table :
                    List.of("playbook_step WHERE run", "playbook_approval WHERE run", "playbook_run WHERE id")) {
                tx.createUpdate("DELETE FROM " + table + " = ANY(:old)")
                        .bindArray("old", UUID.class, old)
                        .execute();
            }
        }
        return old.size();
    }

    private Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getObject("id", UUID.class),
                station,
                row.getString("playbook"),
                row.getString("version"),
                RunState.of(row.getString("state")),
                (ObjectNode) json(row.getString("input")),
                (ObjectNode) json(row.getString("trigger")),
                row.getBoolean("dry_run"),
                instant(row, "created_at"),
                maybe(row, "started_at"),
                maybe(row, "finished_at"),
                instant(row, "deadline"),
                maybe(row, "wake_at"),
                row.getLong("claim"),
                row.getInt("barren"),
                row.getInt("take"),
                Optional.ofNullable(row.getObject("replay_of", UUID.class)),
                optional(row.getString("output")),
                Optional.ofNullable(row.getString("error")));
    }

    private static StepRow step(ResultSet row) throws SQLException {
        return new StepRow(
                row.getInt("position"),
                row.getString("path"),
                row.getString("step"),
                row.getString("kind"),
                row.getString("state").equals("succeeded"),
                row.getInt("attempts"),
                row.getObject("effect", UUID.class),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                optional(row.getString("input")),
                optional(row.getString("output")),
                Optional.ofNullable(row.getString("error")));
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static Optional<Instant> maybe(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static Optional<JsonNode> optional(@Nullable String text) throws SQLException {
        return text == null ? Optional.empty() : Optional.of(json(text));
    }

    static JsonNode json(String text) throws SQLException {
        try {
            return STORED.readTree(text);
        } catch (JsonProcessingException damaged) {
            throw new SQLException("a stored run is not JSON", damaged);
        }
    }
}
