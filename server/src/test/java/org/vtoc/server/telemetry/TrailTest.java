package org.vtoc.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrailTest {
    private static EventRow point(double latitude, double longitude) {
        var row = new EventRow();
        row.latitude = latitude;
        row.longitude = longitude;
        return row;
    }

    @Test
    void aShortTrailStaysAsItIs() {
        List<EventRow> points = List.of(point(0, 0), point(1, 1), point(2, 2));

        assertThat(Trail.simplify(points, 3)).isSameAs(points);
    }

    @Test
    void theCornersOfALongTrailStay() {
        var points = new ArrayList<EventRow>();
        for (int i = 0; i <= 1000; i++) {
            points.add(point(i * 0.001, 0));
        }
        EventRow corner = points.getLast();
        for (int i = 1; i <= 1000; i++) {
            points.add(point(1, i * 0.001));
        }

        List<EventRow> shown = Trail.simplify(points, 3);

        assertThat(shown).containsExactly(points.getFirst(), corner, points.getLast());
    }

    @Test
    void theOrderStaysAndTheCountIsMet() {
        var points = new ArrayList<EventRow>();
        for (int i = 0; i < 5000; i++) {
            points.add(point(Math.sin(i * 0.01) * 10, 170 + i * 0.004 > 180 ? i * 0.004 - 190 : 170 + i * 0.004));
        }

        List<EventRow> shown = Trail.simplify(points, 200);

        assertThat(shown).hasSize(200);
        assertThat(shown.stream().map(points::indexOf).toList()).isSorted();
    }

    @Test
    void pointsOnTheSameSpotAreThinnedToo() {
        var points = new ArrayList<EventRow>();
        for (int i = 0; i < 100; i++) {
            points.add(point(5, 5));
        }

        assertThat(Trail.simplify(points, 10)).hasSize(10);
    }
}
