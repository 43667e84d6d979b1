package org.vtoc.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Lines of cells, printed in columns: the first one to the left, the others to the right.
final class Table {
    private final List<String> heads;
    private final List<List<String>> lines = new ArrayList<>();

    Table(String... heads) {
        this.heads = List.of(heads);
    }

    Table line(String... cells) {
        if (cells.length > heads.size()) {
            throw new IllegalArgumentException("more cells than columns");
        }
        lines.add(List.of(cells));
        return this;
    }

    /// A line that says why there are no figures.
    Table notRun(String name, String why) {
        return line(name, "not run: " + why);
    }

    void print(PrintWriter out) {
        int[] widths = new int[heads.size()];
        var all = new ArrayList<List<String>>();
        all.add(heads);
        all.addAll(lines);
        for (List<String> line : all) {
            // What is said instead of figures may run over the columns.
            int measured = line.size() == heads.size() ? line.size() : 1;
            for (int i = 0; i < measured; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        for (List<String> line : all) {
            var text = new StringBuilder("  ");
            for (int i = 0; i < line.size(); i++) {
                String pad = " ".repeat(Math.max(0, widths[i] - line.get(i).length()));
                text.append(i == 0 ? line.get(i) + pad : "  " + pad + line.get(i));
            }
            out.println(text.toString().stripTrailing());
        }
        out.flush();
    }
}
