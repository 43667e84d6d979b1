package org.vtoc.server.playbook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// All SQL about approvals. Callers own the transaction.
final class ApprovalStore {
    private static final String COLUMNS =
            "id, run, path, question, tool, arguments, by_admin, requested_at, expires_at,"
                    + " decision, decided_at, decider, note";
    private static final int MOST_OF_A_RUN = 1_000;

    /// The question of a place in a run with these very arguments.
    Optional<Approval> find(Handle handle, UUID run, String path, int take, String digest) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM playbook_approval WHERE run = :run AND path = :path"
                        + " AND take = :take AND digest = :digest")
                .bind("run", run)
                .bind("path", path)
                .bind("take", take)
                .bind("digest", digest)
                .map((row, _) -> approval(row))
                .findOne();
    }

    void ask(Handle tx, Approval asked, int take, String digest) {
        tx.createUpdate("""
                        INSERT INTO playbook_approval (id, run, path, take, question, tool, arguments, digest, by_admin,
                            requested_at, expires_at)
                        VALUES (:id, :run, :path, :take, :question, :tool, :arguments::json, :digest, :byAdmin,
                            :requested, :expires)
                        """)
                .bind("id", asked.id())
                .bind("run", asked.run())
                .bind("path", asked.path())
                .bind("take", take)
                .bind("question", asked.question())
                .bind("tool", asked.tool().orElse(null))
                .bind("arguments", asked.arguments().toString())
                .bind("digest", digest)
                .bind("byAdmin", asked.byAdmin())
                .bind("requested", RunStore.time(asked.requestedAt()))
                .bind("expires", RunStore.time(asked.expiresAt()))
                .execute();
    }

    void expire(Handle tx, UUID id, Instant now) {
        tx.createUpdate("UPDATE playbook_approval SET decision = 'expired', decided_at = :now"
                        + " WHERE id = :id AND decision IS NULL")
                .bind("id", id)
                .bind("now", RunStore.time(now))
                .execute();
    }

    /// @return whether it was open, and not over
    boolean decide(Handle tx, UUID id, boolean approved, UUID by, String name, Optional<String> note, Instant now) {
        return tx.createUpdate("UPDATE playbook_approval SET decision = :decision, decided_at = :now, decided_by = :by,"
                                + " decider = :name, note = :note"
                                + " WHERE id = :id AND decision IS NULL AND expires_at > :now")
                        .bind("id", id)
                        .bind("decision", approved ? "approved" : "rejected")
                        .bind("now", RunStore.time(now))
                        .bind("by", by)
                        .bind("name", name)
                        .bind("note", note.orElse(null))
                        .execute()
                == 1;
    }

    List<Approval> of(Handle handle, UUID run) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM playbook_approval WHERE run = :run"
                        + " ORDER BY requested_at, id LIMIT :most")
                .bind("run", run)
                .bind("most", MOST_OF_A_RUN)
                .map((row, _) -> approval(row))
                .list();
    }

    /// Open questions of open runs, the oldest first.
    List<Approval> open(Handle handle, Instant now, int limit) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM playbook_approval WHERE decision IS NULL"
                        + " AND expires_at > :now AND run IN (SELECT id FROM playbook_run WHERE finished_at IS NULL)"
                        + " ORDER BY requested_at, id LIMIT :limit")
                .bind("now", RunStore.time(now))
                .bind("limit", limit)
                .map((row, _) -> approval(row))
                .list();
    }

    private static Approval approval(ResultSet row) throws SQLException {
        return new Approval(
                row.getObject("id", UUID.class),
                row.getObject("run", UUID.class),
                row.getString("path"),
                row.getString("question"),
                Optional.ofNullable(row.getString("tool")),
                RunStore.json(row.getString("arguments")),
                row.getBoolean("by_admin"),
                RunStore.instant(row, "requested_at"),
                RunStore.instant(row, "expires_at"),
                Optional.ofNullable(row.getString("decision")),
                RunStore.maybe(row, "decided_at"),
                Optional.ofNullable(row.getString("decider")),
                Optional.ofNullable(row.getString("note")));
    }
}
