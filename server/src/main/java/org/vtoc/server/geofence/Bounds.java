package org.vtoc.server.geofence;

/// A box in degrees that may reach beyond 180: `west <= east`, and both may be shifted by whole turns.
record Bounds(double west, double south, double east, double north) {
    /// The longitude, shifted by whole turns, that is at or the first one after the west side.
    double unwrap(double longitude) {
        return longitude + 360 * Math.ceil((west - longitude) / 360);
    }

    /// The longitude, shifted by whole turns, that is nearest to the middle.
    double nearest(double longitude) {
        return longitude + 360 * Math.rint(((west + east) / 2 - longitude) / 360);
    }

    boolean contains(double latitude, double longitude) {
        return latitude >= south && latitude <= north && unwrap(longitude) <= east;
    }
}
