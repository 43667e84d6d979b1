package org.vtoc.server.telemetry;

import org.vtoc.server.platform.error.ProblemException;

/// A box on the map: west, south, east, north in degrees. With west > east it crosses the antimeridian.
public record Area(double west, double south, double east, double north) {
    /// Reads `w,s,e,n`; refuses what is no box.
    public static Area parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length == 4) {
            try {
                return of(
                        Double.parseDouble(parts[0]),
                        Double.parseDouble(parts[1]),
                        Double.parseDouble(parts[2]),
                        Double.parseDouble(parts[3]));
            } catch (NumberFormatException _) {
                // Said below, together with a wrong count.
            }
        }
        throw refusal();
    }

    public static Area of(double west, double south, double east, double north) {
        boolean good = west >= -180 && west <= 180 && east >= -180 && east <= 180;
        if (!good || !(south >= -90) || !(north <= 90) || !(south <= north)) {
            throw refusal();
        }
        return new Area(west, south, east, north);
    }

    private static ProblemException refusal() {
        return ProblemException.invalid(
                "bbox",
                "must be w,s,e,n in degrees with s <= n, such as -10.5,50,2,60; w > e crosses the antimeridian");
    }

    public boolean contains(double latitude, double longitude) {
        return latitude >= south && latitude <= north && spans(longitude, longitude);
    }

    /// Whether any part of the one degree square lies in the box.
    boolean touchesCell(int cell) {
        int bottom = cell / 360 - 90;
        int left = cell % 360 - 180;
        return bottom <= north && bottom + 1 >= south && spans(left, left + 1);
    }

    /// The same as a condition on the column `longitude`, with `:west` and `:east` bound.
    String longitudes() {
        String sql = west <= east ? "longitude BETWEEN :west AND :east" : "longitude >= :west OR longitude <= :east";
        return "(" + sql + (east == 180 ? " OR longitude = -180" : "") + (west == -180 ? " OR longitude = 180" : "")
                + ")";
    }

    private boolean spans(double from, double to) {
        // The meridians at 180 and -180 are the same.
        if ((east == 180 && from == -180) || (west == -180 && to == 180)) {
            return true;
        }
        return west <= east ? from <= east && to >= west : from <= east || to >= west;
    }
}
