package org.vtoc.server.telemetry;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Thins a trail so that its shape stays: the points whose loss would move the line least go first.
///
/// Visvalingam and Whyatt, "Line generalisation by repeated elimination of points", The Cartographic Journal 30
/// (1993), with areas in degrees, longitudes shortened by the cosine of the latitude.
final class Trail {
    private record Candidate(int index, double area, int stamp) {}

    private Trail() {}

    /// At most `most` of the points, first and last among them, in order.
    static List<EventRow> simplify(List<EventRow> points, int most) {
        int count = points.size();
        if (count <= most) {
            return points;
        }
        int[] before = new int[count];
        int[] after = new int[count];
        int[] stamps = new int[count];
        var queue = new PriorityQueue<>(Comparator.comparingDouble(Candidate::area));
        for (int i = 0; i < count; i++) {
            before[i] = i - 1;
            after[i] = i + 1;
            if (i > 0 && i < count - 1) {
                queue.add(new Candidate(i, area(points, i - 1, i, i + 1), 0));
            }
        }
        var gone = new BitSet(count);
        while (count - gone.cardinality() > most && !queue.isEmpty()) {
            Candidate least = queue.remove();
            int at = least.index();
            if (gone.get(at) || least.stamp() != stamps[at]) {
                continue;
            }
            gone.set(at);
            after[before[at]] = after[at];
            before[after[at]] = before[at];
            for (int neighbour : new int[] {before[at], after[at]}) {
                if (neighbour > 0 && neighbour < count - 1) {
                    // Never less than what was taken already, so that points go in the order of their weight.
                    double area = Math.max(least.area(), area(points, before[neighbour], neighbour, after[neighbour]));
                    queue.add(new Candidate(neighbour, area, ++stamps[neighbour]));
                }
            }
        }
        var kept = new ArrayList<EventRow>(most);
        for (int i = gone.nextClearBit(0); i < count; i = gone.nextClearBit(i + 1)) {
            kept.add(points.get(i));
        }
        return kept;
    }

    private static double area(List<EventRow> points, int a, int b, int c) {
        EventRow first = points.get(a);
        EventRow middle = points.get(b);
        EventRow last = points.get(c);
        double scale = Math.cos(Math.toRadians(middle.latitude));
        double x1 = Math.IEEEremainder(middle.longitude - first.longitude, 360) * scale;
        double x2 = Math.IEEEremainder(last.longitude - first.longitude, 360) * scale;
        return Math.abs(x1 * (last.latitude - first.latitude) - x2 * (middle.latitude - first.latitude)) / 2;
    }
}
