package org.vtoc.decode;

import java.util.Map;

/// One fact heard by a sensor, in SI units. A number that the message does not carry is `NaN`, a text that it does
/// not carry is empty, a time that it does not carry is [#NO_TIME].
///
/// @param trackId what it is about, `<type>:<own id>`: `icao:4ca2b6`, `mmsi:219012345`, `aprs:OH7LZB-9`
/// @param messageType the format's own number or name of the message
/// @param timeMillis when it happened, milliseconds since 1970 UTC
/// @param latitude degrees north, WGS 84
/// @param longitude degrees east, WGS 84
/// @param altitude metres, barometric where the source says so
/// @param heading degrees true, where it points
/// @param course degrees true, over ground
/// @param speed metres per second over ground
/// @param fields the format's own values, by snake_case name; values are String, Boolean, Long, Double, List or Map
public record Observation(
        Kind kind,
        String trackId,
        String messageType,
        long timeMillis,
        double latitude,
        double longitude,
        double altitude,
        double heading,
        double course,
        double speed,
        Map<String, Object> fields) {
    public static final long NO_TIME = Long.MIN_VALUE;

    public boolean hasPosition() {
        return !Double.isNaN(latitude) && !Double.isNaN(longitude);
    }
}
