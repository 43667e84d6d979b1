package org.vtoc.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/// Repeated measurements of one thing, in the order of their size.
final class Figures {
    private final double[] sorted;

    private Figures(double[] values) {
        if (values.length == 0) {
            throw new BenchFailure("nothing was measured");
        }
        Arrays.sort(values);
        this.sorted = values;
    }

    static Figures of(Collection<Double> values) {
        return new Figures(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /// @param divisor turns the unit of the values into the one wanted
    static Figures of(long[] values, double divisor) {
        return new Figures(
                Arrays.stream(values).mapToDouble(value -> value / divisor).toArray());
    }

    int count() {
        return sorted.length;
    }

    double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// The smallest value that at least this share of all values doesn't exceed (nearest rank).
    double quantile(double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
    }

    double least() {
        return sorted[0];
    }

    double most() {
        return sorted[sorted.length - 1];
    }

    /// `median (least-most)`, with as many digits as carry a meaning.
    String text() {
        return sorted.length == 1
                ? number(sorted[0])
                : "%s (%s-%s)".formatted(number(median()), number(least()), number(most()));
    }

    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
