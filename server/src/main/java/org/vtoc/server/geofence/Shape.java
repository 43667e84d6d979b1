package org.vtoc.server.geofence;

import java.util.List;

/// What a fence encloses. Latitudes and longitudes in degrees, distances in metres.
sealed interface Shape {
    Bounds bounds();

    boolean contains(double latitude, double longitude);

    /// How far a point outside is from the shape.
    double distance(double latitude, double longitude);

    /// Whether the straight way between two points, at most a hundred kilometres long, meets the shape.
    boolean meets(double latitude1, double longitude1, double latitude2, double longitude2);

    /// Within a radius of a centre.
    record Circle(double latitude, double longitude, double radius, Bounds bounds) implements Shape {
        static Circle of(double latitude, double longitude, double radius) {
            double degrees = radius / Earth.METRES_PER_DEGREE;
            double south = Math.max(-90, latitude - degrees);
            double north = Math.min(90, latitude + degrees);
            boolean atPole = latitude - degrees <= -90 || latitude + degrees >= 90;
            // The widest point of a circle is poleward of its centre: sin(dLon) = sin(r) / cos(lat).
            double sine = Math.sin(Math.toRadians(degrees)) / Math.cos(Math.toRadians(latitude));
            double half = atPole || sine >= 1 ? 180 : Math.toDegrees(Math.asin(sine));
            return new Circle(
                    latitude, longitude, radius, new Bounds(longitude - half, south, longitude + half, north));
        }

        @Override
        public boolean contains(double atLatitude, double atLongitude) {
            return distanceToCentre(atLatitude, atLongitude) <= radius;
        }

        @Override
        public double distance(double atLatitude, double atLongitude) {
            return distanceToCentre(atLatitude, atLongitude) - radius;
        }

        private double distanceToCentre(double atLatitude, double atLongitude) {
            return Earth.distance(latitude, longitude, atLatitude, atLongitude);
        }

        @Override
        public boolean meets(double latitude1, double longitude1, double latitude2, double longitude2) {
            double[] from = {bounds.nearest(longitude1), latitude1};
            double[] to = {from[0] + Math.IEEEremainder(longitude2 - longitude1, 360), latitude2};
            return Earth.distanceToLine(latitude, longitude, from, to) <= radius;
        }
    }

    /// Within a ring and in none of its holes. Rings are closed lines of longitude and latitude without a jump of a
    /// turn, straight on the map (RFC 7946, 3.1.1).
    record Polygon(List<double[][]> rings, Bounds bounds) implements Shape {
        public Polygon {
            rings = List.copyOf(rings);
        }

        @Override
        public boolean contains(double latitude, double longitude) {
            if (!bounds.contains(latitude, longitude)) {
                return false;
            }
            double x = bounds.unwrap(longitude);
            for (int i = 0; i < rings.size(); i++) {
                if (isWithin(rings.get(i), x, latitude) != (i == 0)) {
                    return false;
                }
            }
            return true;
        }

        /// Ray casting; a point on a side belongs to the ring on one of its two sides.
        static boolean isWithin(double[][] ring, double x, double y) {
            boolean inside = false;
            for (int i = 1; i < ring.length; i++) {
                double[] a = ring[i - 1];
                double[] b = ring[i];
                if (a[1] > y != b[1] > y && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]) {
                    inside = !inside;
                }
            }
            return inside;
        }

        @Override
        public double distance(double latitude, double longitude) {
            double x = bounds.nearest(longitude);
            double least = Double.MAX_VALUE;
            for (double[][] ring : rings) {
                for (int i = 1; i < ring.length; i++) {
                    least = Math.min(least, Earth.distanceToLine(latitude, x, ring[i - 1], ring[i]));
                }
            }
            return least;
        }

        @Override
        public boolean meets(double latitude1, double longitude1, double latitude2, double longitude2) {
            double[] from = {bounds.nearest(longitude1), latitude1};
            double[] to = {from[0] + Math.IEEEremainder(longitude2 - longitude1, 360), latitude2};
            for (double[][] ring : rings) {
                for (int i = 1; i < ring.length; i++) {
                    if (Lines.cross(from, to, ring[i - 1], ring[i])) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
