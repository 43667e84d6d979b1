package org.vtoc.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one contestant did in each round.
final class Tally {
    private final String name;
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> serverMicros = new ArrayList<>();
    private final List<Double> databaseMicros = new ArrayList<>();
    private final List<Double> loadMicros = new ArrayList<>();
    private final List<Figures> latencies = new ArrayList<>();
    private long acknowledged;
    private long refused;
    private String notRun = "";

    Tally(String name) {
        this.name = name;
    }

    static final String[] HEADS = {
        "events/s", "server us/event", "database us/event", "load us/event", "p50 ms", "p95 ms", "p99 ms"
    };

    /// A round of a program behind HTTP.
    void add(HttpLoad.Result result, Cost cost) {
        add(result.rows(), result.seconds(), cost);
        result.millis().ifPresent(latencies::add);
        acknowledged += result.allRows();
        refused += result.refused();
    }

    /// A round of a program that is its own load.
    void add(CopyPeer.Result result, Cost cost) {
        add(result.rows(), result.seconds(), cost);
    }

    private void add(long rows, double seconds, Cost cost) {
        if (rows == 0) {
            throw new BenchFailure("%s stored nothing".formatted(name));
        }
        rates.add(rows / seconds);
        serverMicros.add(cost.server() * 1e6 / rows);
        databaseMicros.add(cost.database() * 1e6 / rows);
        loadMicros.add(cost.load() * 1e6 / rows);
    }

    /// Says why there are no figures.
    void notRun(String why) {
        notRun = why;
    }

    long acknowledged() {
        return acknowledged;
    }

    long refused() {
        return refused;
    }

    void lineOf(Table table) {
        if (rates.isEmpty()) {
            table.notRun(name, notRun);
            return;
        }
        table.line(
                name,
                Figures.of(rates).text(),
                Figures.of(serverMicros).text(),
                Figures.of(databaseMicros).text(),
                Figures.of(loadMicros).text(),
                latency(0.5),
                latency(0.95),
                latency(0.99));
    }

    private String latency(double share) {
        return latencies.isEmpty()
                ? "-"
                : Figures.of(latencies.stream().map(one -> one.quantile(share)).toList())
                        .text();
    }

    Optional<Figures> quantile(double share) {
        return latencies.isEmpty()
                ? Optional.empty()
                : Optional.of(Figures.of(
                        latencies.stream().map(one -> one.quantile(share)).toList()));
    }

    /// This one's rate by the other's, round by round; empty where one of them was not run.
    Optional<Figures> rateBy(Tally other) {
        return ratio(rates, other.rates);
    }

    /// This one's CPU per event by the other's, the programs alone.
    Optional<Figures> costBy(Tally other) {
        return ratio(serverMicros, other.serverMicros);
    }

    /// The same with the database's part of both.
    Optional<Figures> wholeCostBy(Tally other) {
        return ratio(wholeCosts(), other.wholeCosts());
    }

    private List<Double> wholeCosts() {
        var sums = new ArrayList<Double>();
        for (int i = 0; i < rates.size(); i++) {
            sums.add(serverMicros.get(i) + databaseMicros.get(i));
        }
        return sums;
    }

    private static Optional<Figures> ratio(List<Double> ours, List<Double> theirs) {
        if (ours.isEmpty() || ours.size() != theirs.size()) {
            return Optional.empty();
        }
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i) / theirs.get(i));
        }
        return Optional.of(Figures.of(ratios));
    }
}
