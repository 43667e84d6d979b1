package org.vtoc.server.platform.jobs;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The SQL about lines: jobs of one ordering key, one of which is at the head and may run. Callers own the
/// transaction.
final class LineStore {
    private static final int SWEEP_AT_ONCE = 500;

    /// Takes turns with everyone else who changes the lines of these ordering keys, until the transaction ends.
    void lock(Handle tx, Set<String> keys) {
        if (!keys.isEmpty()) {
            tx.createQuery("SELECT pg_advisory_xact_lock(hashtextextended(key, 0)) FROM unnest(:keys) key")
                    .bindArray("keys", String.class, keys.stream().sorted().toList())
                    .mapToMap()
                    .list();
        }
    }

    /// Lets the first of each line go to its head, if nobody is there.
    ///
    /// @return the keys that someone else has locked: try these again
    Set<String> advance(Handle tx, Set<String> keys) {
        Set<String> locked = tx.createQuery("""
                        SELECT key FROM unnest(:keys) key
                         WHERE pg_try_advisory_xact_lock(hashtextextended(key, 0))
                        """)
                .bindArray("keys", String.class, List.copyOf(keys))
                .mapTo(String.class)
                .set();
        tx.createUpdate("""
                        UPDATE job SET waits = false WHERE id = ANY (ARRAY(
                            SELECT first.id FROM unnest(:keys) key CROSS JOIN LATERAL (
                                SELECT id FROM job j WHERE j.ordering_key = key AND j.waits ORDER BY seq LIMIT 1) first
                             WHERE NOT EXISTS (SELECT 1 FROM job h WHERE h.ordering_key = key AND NOT h.waits
                                                  AND h.state IN ('queued', 'running'))))
                        """)
                .bindArray("keys", String.class, List.copyOf(locked))
                .execute();
        return keys.stream().filter(key -> !locked.contains(key)).collect(Collectors.toSet());
    }

    /// Lines without a head: what a process left behind that died between a job's end and the next one's turn.
    Set<String> headless(Handle handle) {
        return handle.createQuery("""
                        SELECT DISTINCT ordering_key FROM job w
                         WHERE waits AND NOT EXISTS (
                            SELECT 1 FROM job h WHERE h.ordering_key = w.ordering_key AND NOT h.waits
                               AND h.state IN ('queued', 'running'))
                         LIMIT :most
                        """)
                .bind("most", SWEEP_AT_ONCE)
                .mapTo(String.class)
                .set();
    }
}
