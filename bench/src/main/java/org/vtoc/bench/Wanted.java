package org.vtoc.bench;

import java.util.Optional;

/// Figures beside what is wanted of them.
final class Wanted {
    private final Table table = new Table("what", "median (range)", "wanted", "");

    /// Wanted is a median of at least this.
    Wanted atLeast(String what, Optional<Figures> measured, double bound) {
        return line(
                what, measured, "at least " + Figures.number(bound), measured.map(value -> value.median() >= bound));
    }

    /// Wanted is a median of at most this.
    Wanted atMost(String what, Optional<Figures> measured, double bound) {
        return line(what, measured, "at most " + Figures.number(bound), measured.map(value -> value.median() <= bound));
    }

    /// Nothing is promised of it.
    Wanted shown(String what, Optional<Figures> measured) {
        table.line(what, measured.map(Figures::text).orElse("not run"), "", "");
        return this;
    }

    private Wanted line(String what, Optional<Figures> measured, String wanted, Optional<Boolean> met) {
        table.line(
                what,
                measured.map(Figures::text).orElse("not run"),
                wanted,
                met.map(good -> good ? "met" : "MISSED").orElse(""));
        return this;
    }

    void print(java.io.PrintWriter out) {
        out.println();
        table.print(out);
    }
}
