package org.vtoc.server.telemetry;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jdbi.v3.core.Jdbi;

/// What the sources of one station may still give, over every door that facts come through. What they gave today is
/// written in the transaction that stores it, so that no restart gives a quota twice. Thread-safe.
final class Allowances {
    private final SourceDayStore store = new SourceDayStore();
    private final Map<Integer, Allowance.Given> before;
    private final Map<Integer, Allowance> bySource = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Allowances(Jdbi database, InstantSource clock) {
        this.clock = clock;
        this.before = database.withHandle(store::all);
    }

    /// Takes one fact of the source, or says why not.
    Optional<Allowance.Refusal> take(Source source) {
        SourceLimits limits = SourceLimits.of(source);
        Allowance known = bySource.get(source.number());
        if (known == null && !limits.bound()) {
            return Optional.empty();
        }
        if (known == null || !known.limits().equals(limits)) {
            known = bySource.merge(
                    source.number(),
                    new Allowance(limits, clock, before.getOrDefault(source.number(), Allowance.Given.NOTHING)),
                    (old, _) -> old.limits().equals(limits) ? old : old.with(limits));
        }
        return known.take();
    }

    /// Facts that were taken, but not stored. Where the answer to a commit was lost they may have been: then the
    /// memory allows too many until the next start, which reads what the database counted.
    void giveBack(List<EventRow> rows, Predicate<EventRow> which) {
        if (bySource.isEmpty()) {
            return;
        }
        for (EventRow row : rows) {
            Allowance allowance = bySource.get(row.source);
            if (allowance != null && which.test(row)) {
                allowance.giveBack(1);
            }
        }
    }

    /// Writes down what is being stored, in its transaction.
    void note(Connection connection, List<EventRow> rows) throws SQLException {
        if (bySource.isEmpty()) {
            return;
        }
        var stored = new TreeMap<Integer, Allowance.Given>();
        for (EventRow row : rows) {
            if (bySource.containsKey(row.source)) {
                var one = new Allowance.Given(Allowance.day(Times.instant(row.receivedAt)), 1);
                stored.merge(row.source, one, Allowances::sum);
            }
        }
        if (!stored.isEmpty()) {
            store.add(connection, stored);
        }
    }

    /// Of two days in one batch the later one counts: the earlier one is over.
    private static Allowance.Given sum(Allowance.Given a, Allowance.Given b) {
        if (a.day() != b.day()) {
            return a.day() > b.day() ? a : b;
        }
        return new Allowance.Given(a.day(), a.facts() + b.facts());
    }
}
