package org.vtoc.server.geofence;

/// Straight lines between points of x and y.
final class Lines {
    private Lines() {}

    /// Whether the lines a-b and c-d have an inner point in common.
    static boolean cross(double[] a, double[] b, double[] c, double[] d) {
        return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
    }

    private static double side(double[] a, double[] b, double[] point) {
        return Math.signum((b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]));
    }

    /// Whether any two sides of a closed line cross.
    static boolean crossesItself(double[][] ring) {
        for (int i = 1; i < ring.length; i++) {
            for (int j = i + 2; j < ring.length; j++) {
                if (cross(ring[i - 1], ring[i], ring[j - 1], ring[j])) {
                    return true;
                }
            }
        }
        return false;
    }
}
