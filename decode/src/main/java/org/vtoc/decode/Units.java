package org.vtoc.decode;

/// Exact factors from the units of the formats to SI.
public final class Units {
    public static final double METRES_PER_FOOT = 0.3048;
    public static final double METRES_PER_SECOND_PER_KNOT = 1852.0 / 3600.0;
    public static final double METRES_PER_SECOND_PER_FOOT_PER_MINUTE = 0.3048 / 60.0;
    public static final double METRES_PER_MILE = 1609.344;
    public static final double METRES_PER_SECOND_PER_MILE_PER_HOUR = 1609.344 / 3600.0;

    private Units() {}
}
