package org.vtoc.server.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Writes down what the steps of one run came to. A step's row waits here until the next step with an effect begins,
/// the run ends or is laid aside: no step begins before those it follows are durable. Thread-safe.
final class Journal {
    private final Jdbi database;
    private final RunStore store;
    private final Run run;
    private final List<StepRow> waiting = new ArrayList<>();
    private int position;

    /// @param position of the next row
    Journal(Jdbi database, RunStore store, Run run, int position) {
        this.database = database;
        this.store = store;
        this.run = run;
        this.position = position;
    }

    synchronized StepRow add(StepRow row) {
        StepRow placed = row.at(position++);
        waiting.add(placed);
        return placed;
    }

    /// @throws ClaimLost the run is not ours any more
    synchronized void flush() {
        if (!waiting.isEmpty()) {
            write(_ -> true);
        }
    }

    /// @throws ClaimLost the run is not ours any more
    synchronized void finish(RunState state, Optional<JsonNode> output, Optional<String> error, Instant now) {
        write(tx -> store.finish(tx, run, state, output, error, now));
    }

    /// @throws ClaimLost the run is not ours any more
    synchronized void suspend(Instant until) {
        write(tx -> store.suspend(tx, run, until));
    }

    private void write(Predicate<Handle> last) {
        database.useTransaction(tx -> {
            boolean ours = (waiting.isEmpty() || store.addSteps(tx, run.id(), run.claim(), waiting)) && last.test(tx);
            if (!ours) {
                throw new ClaimLost(run.id(), run.claim());
            }
        });
        waiting.clear();
    }
}
