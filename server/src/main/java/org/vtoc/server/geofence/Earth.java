package org.vtoc.server.geofence;

/// Distances on a sphere of the mean radius of the Earth (IUGG: 6,371,008.8 m), in metres.
final class Earth {
    static final double RADIUS = 6_371_008.8;
    static final double METRES_PER_DEGREE = Math.toRadians(RADIUS);

    private Earth() {}

    /// The haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68, 1984).
    static double distance(double latitude1, double longitude1, double latitude2, double longitude2) {
        double dLat = Math.toRadians(latitude2 - latitude1) / 2;
        double dLon = Math.toRadians(longitude2 - longitude1) / 2;
        double a = Math.pow(Math.sin(dLat), 2)
                + Math.cos(Math.toRadians(latitude1))
                        * Math.cos(Math.toRadians(latitude2))
                        * Math.pow(Math.sin(dLon), 2);
        return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(a)));
    }

    /// From a point to a line between two others, in the plane that touches the sphere at the point: good to a
    /// percent within a hundred kilometres, which is where it is asked. Longitudes without a jump of a turn.
    static double distanceToLine(double latitude, double longitude, double[] from, double[] to) {
        double scale = Math.cos(Math.toRadians(latitude));
        double x1 = (from[0] - longitude) * scale;
        double y1 = from[1] - latitude;
        double dx = (to[0] - longitude) * scale - x1;
        double dy = to[1] - latitude - y1;
        double length = dx * dx + dy * dy;
        double along = length == 0 ? 0 : Math.clamp(-(x1 * dx + y1 * dy) / length, 0, 1);
        return Math.hypot(x1 + along * dx, y1 + along * dy) * METRES_PER_DEGREE;
    }
}
