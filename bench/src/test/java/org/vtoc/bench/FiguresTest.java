package org.vtoc.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void quantilesAreTheNearestRank() {
        var figures = Figures.of(List.of(5.0, 1.0, 4.0, 2.0, 3.0));

        assertThat(figures.median()).isEqualTo(3);
        assertThat(figures.quantile(0.95)).isEqualTo(5);
        assertThat(figures.quantile(0.2)).isEqualTo(1);
        assertThat(figures.text()).isEqualTo("3.00 (1.00-5.00)");
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
        assertThat(Figures.of(List.of(1.0, 2.0, 3.0, 10.0)).median()).isEqualTo(2.5);
    }

    @Test
    void tablesAreAlignedAndSayWhatWasNotRun() {
        var text = new StringWriter();

        new Table("", "events/s", "p50 ms")
                .line("center", "1,000", "2.00")
                .notRun("peer", "not installed")
                .print(new PrintWriter(text));

        assertThat(text.toString().lines())
                .containsExactly(
                        "          events/s  p50 ms", "  center     1,000    2.00", "  peer    not run: not installed");
    }
}
