package org.vtoc.server.geofence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Makes a polygon of a GeoJSON geometry (RFC 7946, 3.1.6). A side goes the shorter way round the Earth, so that a
/// polygon over the antimeridian is given in one piece.
final class Rings {
    static final int MAX_VERTICES = 1_000;

    /// What is wrong with the geometry, for people.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message, null, false, false);
        }
    }

    private Rings() {}

    static Shape.Polygon read(JsonNode geometry) throws Refused {
        if (!geometry.path("type").asText().equals("Polygon")) {
            throw new Refused("must be a GeoJSON Polygon; one over the antimeridian is given in one piece,"
                    + " and a circle by center and radius");
        }
        JsonNode lists = geometry.path("coordinates");
        if (!lists.isArray() || lists.isEmpty()) {
            throw new Refused("has no coordinates: a list of rings of [longitude, latitude]");
        }
        int vertices = 0;
        var rings = new ArrayList<double[][]>();
        for (JsonNode list : lists) {
            vertices += list.size();
            if (vertices > MAX_VERTICES) {
                throw new Refused("has more than %,d positions".formatted(MAX_VERTICES));
            }
            rings.add(ring(list));
        }
        Bounds bounds = bounds(rings.getFirst());
        for (int i = 1; i < rings.size(); i++) {
            checkHole(rings, i, bounds);
        }
        return new Shape.Polygon(rings, bounds);
    }

    private static double[][] ring(JsonNode list) throws Refused {
        if (!list.isArray() || list.size() < 4) {
            throw new Refused("has a ring of fewer than 4 positions; the last one repeats the first");
        }
        var ring = new double[list.size()][];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = position(list.get(i));
            if (i > 0) {
                double turn = Math.IEEEremainder(ring[i][0] - ring[i - 1][0], 360);
                if (Math.abs(turn) >= 180) {
                    throw new Refused("has a side of 180 degrees of longitude; give a position between");
                }
                ring[i][0] = ring[i - 1][0] + turn;
            }
        }
        double[] last = ring[ring.length - 1];
        if (Math.abs(Math.IEEEremainder(last[0] - ring[0][0], 360)) > 1e-9 || last[1] != ring[0][1]) {
            throw new Refused("has a ring that is not closed: its last position must be its first");
        }
        if (Math.abs(last[0] - ring[0][0]) > 1) {
            throw new Refused("has a ring around a pole; use a circle there");
        }
        if (area(ring) == 0) {
            throw new Refused("has a ring that encloses nothing");
        }
        if (Lines.crossesItself(ring)) {
            throw new Refused("has a ring that crosses itself");
        }
        return ring;
    }

    private static double[] position(JsonNode position) throws Refused {
        boolean numbers = position.isArray()
                && (position.size() == 2 || position.size() == 3)
                && position.get(0).isNumber()
                && position.get(1).isNumber();
        double longitude = numbers ? position.get(0).doubleValue() : Double.NaN;
        double latitude = numbers ? position.get(1).doubleValue() : Double.NaN;
        if (!(Math.abs(longitude) <= 360) || !(Math.abs(latitude) <= 90)) {
            throw new Refused("has a position that is not [longitude, latitude] in degrees");
        }
        return new double[] {longitude, latitude};
    }

    /// Twice the area in square degrees (the shoelace formula).
    private static double area(double[][] ring) {
        double sum = 0;
        for (int i = 1; i < ring.length; i++) {
            sum += (ring[i - 1][0] - ring[0][0]) * (ring[i][1] - ring[0][1])
                    - (ring[i][0] - ring[0][0]) * (ring[i - 1][1] - ring[0][1]);
        }
        return Math.abs(sum);
    }

    private static Bounds bounds(double[][] ring) {
        double west = Double.MAX_VALUE;
        double south = Double.MAX_VALUE;
        double east = -Double.MAX_VALUE;
        double north = -Double.MAX_VALUE;
        for (double[] position : ring) {
            west = Math.min(west, position[0]);
            east = Math.max(east, position[0]);
            south = Math.min(south, position[1]);
            north = Math.max(north, position[1]);
        }
        return new Bounds(west, south, east, north);
    }

    /// Brings the hole to the same turn as the outer ring.
    private static void checkHole(List<double[][]> rings, int index, Bounds bounds) throws Refused {
        double[][] hole = rings.get(index);
        double shift = bounds.nearest(hole[0][0]) - hole[0][0];
        for (double[] position : hole) {
            position[0] += shift;
        }
        for (double[] position : hole) {
            if (position[0] < bounds.west()
                    || position[0] > bounds.east()
                    || position[1] < bounds.south()
                    || position[1] > bounds.north()) {
                throw new Refused("has a hole that is not inside its first ring");
            }
        }
    }
}
