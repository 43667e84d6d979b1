package org.vtoc.decode.adsb;

/// Compact position reporting (DO-260B, 2.2.3.2.3 and appendix A.1.7): 17 bits of each coordinate count within a zone,
/// and the zones of even and odd frames differ in size, so that a pair of them names the place. One instance is used
/// by one thread and keeps the last result.
final class Cpr {
    private static final double SCALE = 1 << 17;
    private static final int ZONES = 15;
    private static final int MOST_ZONES = 59;
    private static final double EVEN_ZONE = 360.0 / (4 * ZONES);
    private static final double ODD_ZONE = 360.0 / (4 * ZONES - 1);
    private static final double MEAN_EARTH_METRES = 6_371_009;

    /// The latitude up to which there are `i` zones of longitude; at the places 2 to 59.
    private static final double[] TRANSITIONS = new double[MOST_ZONES + 1];

    static {
        double numerator = 1 - Math.cos(Math.PI / (2 * ZONES));
        for (int zones = 2; zones <= MOST_ZONES; zones++) {
            double cosine = Math.sqrt(numerator / (1 - Math.cos(2 * Math.PI / zones)));
            TRANSITIONS[zones] = Math.toDegrees(Math.acos(cosine));
        }
    }

    private double latitude;
    private double longitude;

    /// Degrees north of the last position that could be found.
    double latitude() {
        return latitude;
    }

    /// Degrees east, from -180 up to but not 180.
    double longitude() {
        return longitude;
    }

    /// The number of zones of longitude at a latitude, 1 to 59.
    static int zones(double latitude) {
        double distance = Math.abs(latitude);
        int low = 1;
        int high = MOST_ZONES;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (distance < TRANSITIONS[middle]) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /// The place that an airborne pair names.
    ///
    /// @param newestIsOdd which of the two the place is wanted for
    /// @param mostMetres how far the aircraft may have come between the two
    /// @return whether they fit together
    boolean global(Half even, Half odd, boolean newestIsOdd, double mostMetres) {
        double index = Math.floor((59 * even.latitude() - 60 * odd.latitude()) / SCALE + 0.5);
        double evenLatitude = northing(EVEN_ZONE * (modulo(index, 60) + even.latitude() / SCALE));
        double oddLatitude = northing(ODD_ZONE * (modulo(index, 59) + odd.latitude() / SCALE));
        if (Math.abs(evenLatitude) > 90 || Math.abs(oddLatitude) > 90) {
            return false;
        }
        int zones = zones(evenLatitude);
        if (zones != zones(oddLatitude)) {
            return false;
        }
        double turn = Math.floor((even.longitude() * (zones - 1.0) - odd.longitude() * (double) zones) / SCALE + 0.5);
        double evenLongitude = easting(zones, turn, even.longitude());
        double oddLongitude = easting(Math.max(1, zones - 1), turn, odd.longitude());
        if (metres(evenLatitude, evenLongitude, oddLatitude, oddLongitude) > mostMetres) {
            return false;
        }
        latitude = newestIsOdd ? oddLatitude : evenLatitude;
        longitude = newestIsOdd ? oddLongitude : evenLongitude;
        return true;
    }

    /// The place nearest to a known one that a single frame can mean.
    ///
    /// @param circle 360 for an airborne frame, 90 for one from the ground
    /// @return whether there is one on the globe
    boolean local(double nearLatitude, double nearLongitude, Half half, double circle) {
        double zone = circle / (half.odd() ? 4 * ZONES - 1 : 4 * ZONES);
        double found = nearest(nearLatitude, zone, half.latitude() / SCALE);
        if (Math.abs(found) > 90) {
            return false;
        }
        int zones = Math.max(1, zones(found) - (half.odd() ? 1 : 0));
        latitude = found;
        longitude = wrapped(nearest(nearLongitude, circle / zones, half.longitude() / SCALE));
        return true;
    }

    /// Along a great circle on a sphere; good enough to tell a step from a jump.
    static double metres(double latitude, double longitude, double otherLatitude, double otherLongitude) {
        double north = Math.sin(Math.toRadians(otherLatitude - latitude) / 2);
        double east = Math.sin(Math.toRadians(otherLongitude - longitude) / 2);
        double scale = Math.cos(Math.toRadians(latitude)) * Math.cos(Math.toRadians(otherLatitude));
        return 2 * MEAN_EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(north * north + scale * east * east)));
    }

    private static double nearest(double reference, double zone, double fraction) {
        double index = Math.floor(0.5 + reference / zone - fraction);
        return zone * (index + fraction);
    }

    private static double northing(double degrees) {
        return degrees >= 270 ? degrees - 360 : degrees;
    }

    private static double easting(int zones, double turn, int value) {
        return wrapped(360.0 / zones * (modulo(turn, zones) + value / SCALE));
    }

    private static double wrapped(double degrees) {
        return degrees - 360 * Math.floor((degrees + 180) / 360);
    }

    private static double modulo(double value, int by) {
        return value - by * Math.floor(value / by);
    }

    /// One frame's share of a place.
    ///
    /// @param latitude 17 bits
    /// @param longitude 17 bits
    /// @param millis when it came
    record Half(boolean odd, int latitude, int longitude, long millis) {}
}
